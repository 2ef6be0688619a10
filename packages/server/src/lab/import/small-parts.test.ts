import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../base/random.ts'
import { usernameSchema } from '@troupe/contract/persona'
import { rhythmSchema } from '@troupe/contract/rhythm'
import { COUNTRY_ZONES } from './country-zones.ts'
import { cutAtWord } from './cut-at-word.ts'
import { DailyRhythms } from './daily-rhythm.ts'
import { interestsInText } from './interests-in-text.ts'
import { Usernames } from './usernames.ts'
import { isZone, zoneOfCountry } from './zone-of-country.ts'

describe('countries', () => {
  it('have zones that exist', () => {
    const entries = COUNTRY_ZONES.trim().split('\n')
    expect(entries.length).toBeGreaterThan(230)
    for (const entry of entries) {
      expect(entry).toMatch(/^[A-Z]{2}, .+ = \S+$|^[A-Z]{2}, .+ = \S+ \d+(?:, \S+ \d+)+$/)
      for (const zone of (entry.split(' = ')[1] ?? '').split(', ')) expect(isZone(zone.split(' ')[0] ?? ''), entry).toBe(true)
    }
    const names = entries.flatMap((entry) => (entry.split(' = ')[0] ?? '').split(', '))
    expect(new Set(names).size).toBe(names.length)
  })

  it('are known as people write them', () => {
    const zone = (country: string) => zoneOfCountry(country, seeded(1))
    expect(['UK', 'england', 'Nepal', 'Kathmandu, Nepal', 'de', 'Côte d’Ivoire', "Cote d'Ivoire", 'The Gambia', 'South Korea', 'Trinidad and Tobago'].map(zone)).toEqual([
      'Europe/London', 'Europe/London', 'Asia/Kathmandu', 'Asia/Kathmandu', 'Europe/Berlin', 'Africa/Abidjan', 'Africa/Abidjan', 'Africa/Banjul', 'Asia/Seoul', 'America/Port_of_Spain',
    ])
    expect(['Atlantis', '', '__proto__', 'constructor'].map(zone)).toEqual([null, null, null, null])
  })

  it('of many zones have people in each, as many as live there', () => {
    const random = seeded('us')
    const east = Array.from({ length: 2000 }, () => zoneOfCountry('USA', random)).filter((zone) => zone === 'America/New_York').length
    expect(east / 2000).toBeCloseTo(0.48, 1)
  })
})

describe('rhythms', () => {
  it('are what the contract takes, few, and shared', () => {
    const rhythms = new DailyRhythms()
    const random = seeded('days')
    const drawn = Array.from({ length: 500 }, () => rhythms.draw('Asia/Tokyo', random))
    expect(new Set(drawn).size).toBe(9)
    for (const rhythm of new Set(drawn)) expect(rhythmSchema.parse(rhythm)).toEqual(rhythm)
  })
})

describe('usernames', () => {
  it('are valid and unique, whatever the wishes', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ada', 'Ada', '@ada', 'a', 'Zoë Straße', '__', 'x'.repeat(50))), { maxLength: 3 }), { maxLength: 60 }), (people) => {
      const usernames = new Usernames()
      const given = people.map((wishes) => usernames.give(wishes))
      for (const username of given) expect(usernameSchema.parse(username)).toBe(username)
      expect(new Set(given.map((each) => each.toLowerCase())).size).toBe(given.length)
    }))
  })

  it('are near to what was asked for', () => {
    const usernames = new Usernames()
    expect([['ada'], ['ADA'], ['Zoë Straße'], ['j.doe-smith'], ['李', 'Li Wei'], ['!!'], ['a']].map((wishes) => usernames.give(wishes)))
      .toEqual(['ada', 'ADA2', 'Zoe_Strasse', 'j_doe_smith', 'Li_Wei', 'member_1', 'a__'])
  })

  it('cost the same the hundred-thousandth time', () => {
    const usernames = new Usernames()
    for (let time = 0; time < 100_000; time++) usernames.give(['same'])
    expect(usernames.give(['same'])).toBe('same100001')
  })
})

describe('cutting', () => {
  it('keeps within the length and makes no half characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, longest) => {
      const whole = text.toWellFormed()
      const cut = cutAtWord(whole, longest)
      expect(cut.length).toBeLessThanOrEqual(longest)
      expect(cut.isWellFormed()).toBe(true)
      if (whole.length <= longest) expect(cut).toBe(whole)
    }))
    expect(cutAtWord('one two three', 9)).toBe('one two…')
    expect(cutAtWord('one two, three', 9)).toBe('one two…')
    expect(cutAtWord('abcdefghijkl', 6)).toBe('abcde…')
  })
})

describe('interests in texts', () => {
  it('are hashtags, then what is said often', () => {
    expect(interestsInText(['Boats and more boats, says @captain', '#Sailing https://example.org/boats'])).toEqual(['Sailing', 'boats'])
    expect(interestsInText(['The seasoned individual'])).toEqual([])
    expect(interestsInText([])).toEqual([])
  })
})
