import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../base/clock.ts'
import { seededIds } from '../base/ids.ts'
import { must } from '../base/errors.ts'
import { seeded } from '../base/random.ts'
import { CHAIN_START, entryHash, jsonText, payloadHash, seal, type Entry, type EntryDraft } from './journal.ts'

const ORIGIN = { turnId: 'turn-1', projectId: 'project-1', agentId: 'agent-1' }
const ids = seededIds(new VirtualClock(1_000), seeded('journal'))

function draft(place: number, change: Partial<EntryDraft> = {}): EntryDraft {
  return {
    step: 0, place, atMs: 1_000, kind: 'acted', action: 'like_post', targetId: 'post-1', verdict: 'allow', policy: null, result: 'done', reason: null,
    madeId: null, ms: 3, tokens: null, costMicros: null, payload: null, ...change,
  }
}

/** Places of entries whose hash is not that of what they say after what came before. */
function broken(entries: readonly Entry[]): number[] {
  let chain = CHAIN_START
  return entries.flatMap(({ hash, payload, ...entry }) => {
    const expected = entryHash(chain, entry, payload === null ? null : payloadHash(payload))
    chain = hash
    return expected.equals(hash) ? [] : [entry.place]
  })
}

const sealed = seal([draft(0), draft(1, { payload: { input: { text: 'Hm.' } } }), draft(2, { kind: 'turn-ended' })], ORIGIN, CHAIN_START, ids)

describe('the chain', () => {
  test('holds as it was written, over commits too', () => {
    const more = seal([draft(3)], ORIGIN, must(sealed.at(-1), 'the last').hash, ids)
    expect(broken([...sealed, ...more])).toEqual([])
  })

  test.each<[string, Partial<Entry>]>([
    ['a verdict', { verdict: 'suppress' }], ['a reason', { reason: 'made up' }], ['a time', { atMs: 2_000 }], ['a target', { targetId: 'post-2' }],
    ['what was made', { madeId: 'post-9' }], ['a cost', { costMicros: 5 }], ['whose it is', { agentId: 'agent-2' }],
  ])('breaks where %s was altered', (_what, change) => {
    expect(broken(sealed.map((entry, place) => place === 1 ? { ...entry, ...change } : entry))).toEqual([1])
  })

  test('breaks where a text was altered, an entry is missing or two changed places', () => {
    const [first, second, third] = sealed as [Entry, Entry, Entry]
    const forged = { ...second, payload: { ...must(second.payload, 'a payload'), body: jsonText({ input: { text: 'Ha.' } }) } }
    expect(broken([first, forged, third])).toEqual([1])
    expect(broken([first, third])).toEqual([2])
    expect(broken([second, first, third])).not.toEqual([])
  })

  test('holds when a payload was erased and only its hash is left', () => {
    let chain = CHAIN_START
    for (const { hash, payload, ...entry } of sealed) {
      const kept = payload === null ? null : payloadHash(payload)
      expect(entryHash(chain, entry, kept).equals(hash)).toBe(true)
      chain = hash
    }
  })

  test('equal texts have different hashes, so that an erased one cannot be guessed', () => {
    const [one, other] = seal([draft(0, { payload: 'yes' }), draft(0, { payload: 'yes' })], ORIGIN, CHAIN_START, ids)
    expect(payloadHash(must(one?.payload, 'one'))).not.toBe(payloadHash(must(other?.payload, 'other')))
  })
})

test('JSON for jsonb holds no NUL', () => {
  expect(jsonText({ text: 'a\0b' })).toBe('{"text":"a\\ufffdb"}')
})
