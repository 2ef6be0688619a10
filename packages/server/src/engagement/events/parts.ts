/**
 * A large request in parts, one for each lane, and their answers as one. A part is stored whole or not at all. What comes under an
 * `Idempotency-Key` is not divided: its answer is kept with it, in one transaction.
 */
import type { IngestedBatch } from './incoming-event.ts'
import { LANES, type Lane } from './lanes.ts'
import { lanesOfEvents } from './lanes-by-lead.ts'
import type { EventUnit } from './store-events.ts'

export interface Part {
  readonly unit: EventUnit
  /** Null: by whichever is open. */
  readonly lane: Lane | null
  /** Where its events stood in the request; null: as they stand in the unit. */
  readonly places: readonly number[] | null
}

/** Smaller ones are not worth a second transaction. */
const DIVIDED_FROM = 64

export function partsOf(unit: EventUnit): Part[] {
  const { drafts, key } = unit
  if (drafts.length < DIVIDED_FROM || key !== null) return [{ unit, lane: null, places: null }]
  const lanes = lanesOfEvents(drafts.map((draft) => ('event' in draft ? draft.event : null)))
  return LANES.flatMap((lane): Part[] => {
    const places = [...lanes.keys()].filter((place) => lanes[place] === lane)
    if (places.length === 0) return []
    return [{ unit: { ...unit, isPart: true, drafts: places.map((place) => drafts[place] as EventUnit['drafts'][number]) }, lane, places }]
  })
}

/** `answers`: in the parts' order. */
export function wholeOf(parts: readonly Part[], answers: readonly IngestedBatch[]): IngestedBatch {
  const [only] = answers
  if (answers.length === 1 && only !== undefined) return only
  const items: IngestedBatch['items'][number][] = []
  for (const [index, { places }] of parts.entries()) for (const [at, place] of (places ?? []).entries()) items[place] = answers[index]?.items[at] as IngestedBatch['items'][number]
  const sum = (of: 'accepted' | 'duplicates' | 'refused'): number => answers.reduce((total, answer) => total + answer[of], 0)
  return { accepted: sum('accepted'), duplicates: sum('duplicates'), refused: sum('refused'), items, replayed: false }
}
