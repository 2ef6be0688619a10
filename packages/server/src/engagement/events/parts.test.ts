import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedEvent, type CheckedEvent } from './checked-event.ts'
import type { IncomingEvent, Ingested, Refusal } from './incoming-event.ts'
import { partsOf, wholeOf } from './parts.ts'
import type { CheckedDraft, EventUnit } from './store-events.ts'

/** Few names, so that events often share one. */
const word = fc.integer({ min: 0, max: 60 }).map((n) => `n${n}`)
const event: fc.Arbitrary<IncomingEvent> = fc.record({
  type: fc.constant('page_view'), payload: fc.constant({}), source: fc.constant('api' as const),
  externalId: word, email: fc.option(word.map((name) => `${name}@example.org`), { nil: undefined }), anonymousId: fc.option(word, { nil: undefined }), previousId: fc.option(word, { nil: undefined, freq: 20 }),
  messageId: fc.option(word, { nil: undefined }),
}, { requiredKeys: ['type', 'payload', 'source', 'externalId'] })
const refusal: Refusal = { kind: 'invalid', path: '', message: 'it says nothing' }

function unitOf(given: readonly (IncomingEvent | null)[]): EventUnit {
  const drafts = given.map((one): CheckedDraft | Refusal => (one === null ? refusal : { event: checkedEvent(one, 0) as CheckedEvent, fingerprint: null }))
  return { workspaceId: 'w', entryId: null, onlyCreatorId: null, trusted: true, drafts, key: null }
}

function namesOf(draft: CheckedDraft | Refusal): string[] {
  return 'event' in draft ? [...draft.event.identities, ...draft.event.formerly].map(({ name }) => name).concat(draft.event.messageId === null ? [] : [`message ${draft.event.messageId}`]) : []
}

describe('a large request in parts', () => {
  const some = fc.array(fc.option(event, { freq: 15 }), { minLength: 64, maxLength: 200 })

  it('has what may be about one lead, or is sent twice, in one of them', () => {
    fc.assert(fc.property(some, (given) => {
      const names = partsOf(unitOf(given)).map(({ unit }) => new Set(unit.drafts.flatMap(namesOf)))
      for (const [index, of] of names.entries()) for (const other of names.slice(index + 1)) expect([...of].filter((name) => other.has(name))).toEqual([])
    }))
  })

  it('has each event once, in its order, and the same ones each time', () => {
    fc.assert(fc.property(some, (given) => {
      const unit = unitOf(given)
      const parts = partsOf(unit)
      expect(parts.flatMap(({ places }) => places ?? []).toSorted((a, b) => a - b)).toEqual([...given.keys()])
      for (const { places, unit: part } of parts) expect(part.drafts).toEqual((places ?? []).toSorted((a, b) => a - b).map((place) => unit.drafts[place]))
      expect(partsOf(unitOf(given)).map(({ places }) => places)).toEqual(parts.map(({ places }) => places))
    }))
  })

  it('is answered as one, each event at its place', () => {
    fc.assert(fc.property(some, (given) => {
      const parts = partsOf(unitOf(given))
      const answers = parts.map(({ places, unit }) => ({
        accepted: unit.drafts.length, duplicates: 1, refused: 2, replayed: false, items: (places ?? []).map((place): Ingested => ({ id: `e${place}`, consumerId: null, duplicate: false, note: null, refusal: null })),
      }))
      const whole = wholeOf(parts, answers)
      expect(whole.items.map(({ id }) => id)).toEqual(given.map((_, place) => `e${place}`))
      expect(whole).toMatchObject({ accepted: given.length, duplicates: parts.length, refused: 2 * parts.length })
    }))
  })

  it('is left whole where it is small, or comes under a key', () => {
    const named = (_: unknown, n: number): IncomingEvent => ({ type: 'page_view', payload: {}, source: 'api', externalId: `u${n}` })
    const small = unitOf(Array.from({ length: 63 }, named))
    expect(partsOf(small)).toEqual([{ unit: small, lane: null, places: null }])
    const keyed = { ...unitOf(Array.from({ length: 200 }, named)), key: { workspaceId: 'w', key: 'request api k', fingerprint: Buffer.alloc(1) } }
    expect(partsOf(keyed)).toEqual([{ unit: keyed, lane: null, places: null }])
  })

  it('uses every lane about as much', () => {
    const parts = partsOf(unitOf(Array.from({ length: 600 }, (_, n) => ({ type: 'page_view', payload: {}, source: 'api', externalId: `u-${n}` }))))
    for (const { unit } of parts) expect(unit.drafts.length).toBeGreaterThan(140)
    expect(parts.length).toBe(3)
  })
})
