/**
 * A rhythm ready for use. Painting a week takes some 40 µs and a few hundred bytes, and a hundred thousand agents share
 * a few dozen rhythms, so a rhythm is painted once for each *content*: first looked up by object, then by what it says.
 */
import type { Rhythm } from '@troupe/contract/rhythm'
import { WeekTable } from './week-table.ts'
import { ZoneOffsets } from './zone-offsets.ts'

export interface CompiledRhythm {
  readonly week: WeekTable
  readonly zone: ZoneOffsets
}

/** Distinct contents kept, about 1 KB each. */
const CONTENTS_MOST = 20_000

const byObject = new WeakMap<Rhythm, CompiledRhythm>()
const byContent = new Map<string, CompiledRhythm>()

/** A rhythm object must not change after its first use; a changed persona brings a new one. */
export function compiledRhythm(rhythm: Rhythm): CompiledRhythm {
  const known = byObject.get(rhythm)
  if (known) return known
  const content = JSON.stringify([rhythm.timezone, rhythm.rules, rhythm.activeMultiplier, rhythm.offPeakMultiplier])
  let compiled = byContent.get(content)
  if (!compiled) {
    if (byContent.size >= CONTENTS_MOST) byContent.clear()
    compiled = { week: new WeekTable(rhythm), zone: ZoneOffsets.of(rhythm.timezone) }
    byContent.set(content, compiled)
  }
  byObject.set(rhythm, compiled)
  return compiled
}
