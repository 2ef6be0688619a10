import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proofFile, readProofFile } from './well-known-file.ts'

const OURS = '0190a000-0000-7000-8000-000000000001'
const THEIRS = '0190a000-0000-7000-8000-000000000002'
const TOKEN = 'troupe_site_abc'

const reading = (text: string) => readProofFile(text, OURS, TOKEN)
const file = (...lines: unknown[]) => JSON.stringify({ troupe: lines })

describe('the proof file', () => {
  test('reads back what it was written as', () => {
    expect(reading(proofFile(OURS, TOKEN))).toEqual({ kind: 'owned', showsAutomatedFlag: false })
  })

  test('has room for several workspaces, and for lines that others got wrong', () => {
    const shared = file({ workspace: THEIRS, token: 'x' }, 'nonsense', null, { workspace: 7 }, { workspace: OURS, token: 'the one before' }, { workspace: OURS.toUpperCase(), token: TOKEN, note: 'gallery team' })
    expect(reading(shared)).toEqual({ kind: 'owned', showsAutomatedFlag: false })
    expect(readProofFile(shared, THEIRS, TOKEN)).toEqual({ kind: 'disowned', why: 'other-token', lines: 6 })
  })

  test('tells the site\'s declaration', () => {
    expect(reading(JSON.stringify({ showsAutomatedFlag: true, troupe: [{ workspace: OURS, token: TOKEN }], more: 1 }))).toEqual({ kind: 'owned', showsAutomatedFlag: true })
    expect(reading(JSON.stringify({ showsAutomatedFlag: 'yes', troupe: [{ workspace: OURS, token: TOKEN }] }))).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('true or false') as string })
  })

  test.each([
    [file(), { kind: 'disowned', why: 'no-line', lines: 0 }],
    [file({ workspace: THEIRS, token: TOKEN }), { kind: 'disowned', why: 'no-line', lines: 1 }],
    [file({ workspace: OURS, token: `${TOKEN}x` }), { kind: 'disowned', why: 'other-token', lines: 1 }],
    [file({ workspace: OURS, token: '' }), { kind: 'disowned', why: 'other-token', lines: 1 }],
  ])('%s is of others', (text, expected) => {
    expect(reading(text)).toEqual(expected)
  })

  test.each([['', /empty/], [' \n', /empty/], ['<!doctype html>', /HTML/], ['{"troupe":[', /not valid JSON/], ['[]', /no list/], ['"x"', /no list/], ['null', /no list/], ['{"troupe":{}}', /no list/],
    [`{"troupe":[${'1,'.repeat(1000)}1]}`, /no list/]])('%s is none', (text, why) => {
    const read = reading(text)
    expect(read.kind === 'unreadable' ? read.why : read).toMatch(why)
  })

  test('never takes anything without the token for a proof, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((value) => JSON.stringify({ troupe: [value, { workspace: OURS, token: value }] }))), (text) => {
      expect(readProofFile(text, OURS, 'troupe_site_0f1e2d3c4b5a').kind).not.toBe('owned')
    }), { numRuns: 2_000 })
  })

  test('is read past a byte order mark', () => {
    expect(reading(`\uFEFF${proofFile(OURS, TOKEN)}`).kind).toBe('owned')
  })
})
