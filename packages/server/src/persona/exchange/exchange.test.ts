import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personaDraftSchema, type PersonaDraft } from '@troupe/contract/persona'
import { exportPersonas } from './export-personas.ts'
import { importPersonas } from './import-personas.ts'

/** Text that is hard on CSV: quotes, line ends, separators, formulas, apostrophes. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('a', 'B', 'é', '日', '"', "'", ',', ';', '\\', '=', '+', '-', '@', '\t', '\n', '\r\n', ' ', '🙂', '{', '}'), { maxLength })
    .map((letters) => letters.join('').trim().slice(0, maxLength))
const words = (maxLength: number): fc.Arbitrary<string[]> => fc.array(text(20).filter((item) => item !== ''), { maxLength })

const draft: fc.Arbitrary<PersonaDraft> = fc.record({
  username: fc.stringMatching(/^[A-Za-z0-9_]{3,20}$/),
  displayName: text(40).filter((name) => name !== ''),
  bio: text(100),
  backstory: text(200),
  age: fc.option(fc.integer({ min: 13, max: 120 })),
  location: text(40),
  language: fc.constantFrom('en', 'de-AT'),
  archetype: fc.option(fc.constantFrom('hustler', 'genre-head')),
  vibe: text(20),
  interests: words(5),
  beliefs: words(5),
  knowledge: words(5),
  voice: fc.record({
    tone: text(20), length: fc.constantFrom('terse', 'long'), casing: fc.constantFrom('lower', 'erratic'),
    emoji: fc.constantFrom(0, 0.25, 1), emojis: fc.constant(['🔥']), slang: words(3), vocabulary: words(3),
  }),
  actionWeights: fc.dictionary(fc.constantFrom('create-post', 'like-post', 'rest'), fc.integer({ min: 0, max: 1000 })),
  rhythm: fc.constant({ timezone: 'Europe/London', rules: [{ days: ['mon'], ranges: [{ from: '22:00', to: '02:00' }] }] }),
}).map((fields) => personaDraftSchema.parse(fields))

const drafts = fc.uniqueArray(draft, { maxLength: 6, selector: (each) => each.username.toLowerCase() })
const ada = personaDraftSchema.parse({
  username: 'ada', displayName: 'Ada', voice: { tone: 'dry', length: 'short', casing: 'sentence', emoji: 0 }, rhythm: { timezone: 'UTC' },
})

describe('export and import', () => {
  for (const format of ['json', 'csv'] as const) {
    it(`gives back what was written, as ${format}`, () => {
      fc.assert(fc.property(drafts, (written) => {
        const { drafts: read, faults } = importPersonas(exportPersonas(written, format), format)
        expect(faults).toEqual([])
        expect(read.map((each) => each.draft)).toEqual(written)
      }), { numRuns: 150 })
    })
  }

  it('writes no cell that a spreadsheet would run', () => {
    const csv = exportPersonas([{ ...ada, bio: '=HYPERLINK("x")', interests: ['@all'] }], 'csv')
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv).toContain("'@all")
  })

  it('leaves ids and dates out, and takes them back without complaint', () => {
    const stored = { ...ada, id: 'x', avatarUrl: '/a', origin: null, createdAt: '', updatedAt: '' }
    expect(exportPersonas([stored], 'json')).not.toContain('avatarUrl')
    expect(importPersonas(JSON.stringify([stored]), 'json')).toEqual({ drafts: [{ row: 1, draft: ada }], faults: [] })
  })
})

describe('importPersonas', () => {
  it('takes a short spreadsheet, however it separates its columns', () => {
    for (const separator of [',', ';', '\t']) {
      const table = `\uFEFFusername${separator}displayName${separator}age\r\nada${separator}Ada L.${separator}36\r\n\r\nbob${separator}Bob${separator}\r\n`
      const { drafts: read, faults } = importPersonas(table, 'csv')
      expect(faults).toEqual([])
      expect(read.map(({ draft: { username, displayName, age, rhythm } }) => [username, displayName, age, rhythm.timezone]))
        .toEqual([['ada', 'Ada L.', 36, 'UTC'], ['bob', 'Bob', null, 'UTC']])
    }
  })

  it('keeps the good rows and says what is wrong with the others', () => {
    const table = [
      'username,displayName,intrests,age,voice,bio',
      'ada,Ada,x,36,,"one', 'two"',
      'a!,Bob,x,36,,',
      'carol,Carol,x,about 30,,',
      'dave,Dave,x,30,{tone},',
      'ADA,Ada again,x,30,,',
      'erin,,x,30,"{""tone"":""dry"",""length"":""short"",""casing"":""tilte"",""emoji"":0}",',
    ].join('\n')
    const { drafts: read, faults } = importPersonas(table, 'csv')
    expect(read.map(({ row, draft: { username, bio } }) => [row, username, bio])).toEqual([[1, 'ada', 'one\ntwo']])
    expect(faults.map(({ row, line, column }) => [row, line, column])).toEqual([
      [0, 1, 'intrests'], [2, 4, 'username'], [3, 5, 'age'], [4, 6, 'voice'], [5, 7, 'username'], [6, 8, 'displayName'], [6, 8, 'voice.casing'],
    ])
    expect(faults[0]?.message).toBe('unknown field - did you mean "interests"?')
    expect(faults[4]?.message).toBe('ADA is already in row 1')
  })

  it('takes a row that is too short, and faults one that is too long', () => {
    const { drafts: read, faults } = importPersonas('username,displayName,bio\nada,Ada\nbob,Bob,hi,there\n', 'csv')
    expect(read.map((each) => each.row)).toEqual([1])
    expect(faults).toEqual([{ row: 2, line: 3, column: '', message: 'has a cell too many: 4 for 3 columns' }])
  })

  it('is not taken in by the names of built-in things', () => {
    expect(importPersonas('username,displayName,__proto__,constructor\nada,Ada,x,y\n', 'csv').faults.map((fault) => fault.column)).toEqual(['__proto__', 'constructor'])
  })

  it('says so when a file is nothing of the sort', () => {
    expect(() => importPersonas('{', 'json')).toThrow('The file is no JSON')
    expect(() => importPersonas('{"people":[]}', 'json')).toThrow('under "personas"')
    expect(() => importPersonas('a,b\n"c', 'csv')).toThrow("The table can't be read")
    expect(importPersonas('[1, null]', 'json').faults.map((fault) => fault.message)).toEqual(['is no object', 'is no object'])
    expect(importPersonas('', 'csv')).toEqual({ drafts: [], faults: [] })
  })
})
