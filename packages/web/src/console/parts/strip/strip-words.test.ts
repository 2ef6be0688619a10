import type { RhythmStrip } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { clockWords, peakWords, segmentAt, shareOfDay, stripSentence, zoneName } from './strip-words.ts'

const NOON = Date.parse('2026-11-23T17:00:00Z')
const strip: RhythmStrip = {
  zone: 'America/New_York', date: '2026-11-23', from: '2026-11-23T05:00:00Z', to: '2026-11-24T05:00:00Z', agents: 1,
  segments: [
    { fromMinute: 0, toMinute: 540, multiplier: 1, kind: 'ordinary' }, { fromMinute: 540, toMinute: 600, multiplier: 1.5, kind: 'peak' }, { fromMinute: 600, toMinute: 720, multiplier: 2, kind: 'peak' },
    { fromMinute: 720, toMinute: 1200, multiplier: 0, kind: 'dormant' }, { fromMinute: 1200, toMinute: 1440, multiplier: 2, kind: 'peak' },
  ],
}
/** The clocks went back at two: 03:00 comes four hours after midnight, and the day has 25. */
const long: RhythmStrip = {
  ...strip, date: '2026-11-01', from: '2026-11-01T04:00:00Z', to: '2026-11-02T05:00:00Z',
  segments: [{ fromMinute: 0, toMinute: 240, multiplier: 2, kind: 'peak' }, { fromMinute: 240, toMinute: 1500, multiplier: 1, kind: 'ordinary' }],
}

describe('peakWords', () => {
  it('tells peaks by the clock of the strip, a mean that rises in steps as one', () => {
    expect(peakWords(strip)).toBe('09:00–12:00, 20:00–24:00')
    expect(peakWords({ ...strip, segments: [{ fromMinute: 0, toMinute: 1440, multiplier: 1, kind: 'ordinary' }] })).toBeNull()
  })

  it('tells what the clock shows on a day of 25 hours', () => {
    expect(peakWords(long)).toBe('00:00–03:00')
  })
})

describe('the present', () => {
  it('lies where the day has got to, and on no other day', () => {
    expect(shareOfDay(strip, NOON)).toBe(0.5)
    expect(shareOfDay(long, Date.parse('2026-11-01T16:30:00Z'))).toBe(0.5)
    expect(shareOfDay(strip, NOON + 86_400_000)).toBeNull()
    expect(segmentAt(strip, NOON)?.kind).toBe('dormant')
  })

  it('is said in a sentence', () => {
    expect(stripSentence(strip, NOON)).toBe('Peaks today 09:00–12:00, 20:00–24:00; by the clock of New York; dormant now')
    expect(stripSentence({ ...strip, agents: 1200 }, NOON - 7 * 3_600_000)).toBe('Peaks today 09:00–12:00, 20:00–24:00; by the clock of New York; an ordinary hour now, at rate 1; the mean of 1,200 agents')
    expect([zoneName('Etc/UTC'), clockWords('UTC'), clockWords('America/Sao_Paulo')]).toEqual(['UTC', 'by UTC', 'by the clock of Sao Paulo'])
  })
})
