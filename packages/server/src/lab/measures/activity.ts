/**
 * When a population acts, hour by hour, against when its rhythms say it would. The expectation takes how much each rhythm's
 * members did as given and spreads it over the run's hours by the rhythm's rate: what is compared is *when*, not how much.
 */
import { NOBODY, type WorldRecord } from './world-record.ts'

export interface ActivityByHour {
  readonly unit: 'acts by hour of day, UTC'
  /** What an act was counted from. */
  readonly countedFrom: 'every act' | 'what was made'
  readonly acts: number
  /** 24 numbers each. Null where no member's rhythm is known. */
  readonly counted: readonly number[]
  readonly expected: readonly number[] | null
  /** Acts of members with a known rhythm; only these are compared with the expectation. */
  readonly comparedActs: number
  /** Share of the compared acts that would have to move to another hour to meet the expectation, 0 to 1. */
  readonly displacedShare: number | null
  readonly busiestHour: number | null
  /** From 18:00 up to midnight, UTC. */
  readonly eveningShare: number | null
  /** What was left out and why. */
  readonly notes: readonly string[]
}

const HOURS = 24
const HOUR_MS = 3_600_000
/** Rhythms change on the minute; a rate is looked up this often. */
const STEP_MS = 5 * 60_000
/** Longer runs are looked at over their first 400 days: a rhythm repeats by the week. */
const LOOKED_AT_MOST_MS = 400 * 24 * HOUR_MS

export function activityByHour(record: WorldRecord): ActivityByHour {
  const rhythms = record.members.rhythms ?? []
  const rhythmOf = Int32Array.from({ length: record.members.count }, (_, member) => record.members.rhythm?.(member) ?? NOBODY)
  const counted = new Float64Array(HOURS)
  const known = new Float64Array(HOURS)
  const byRhythm = new Float64Array(rhythms.length)
  const notes = eachAct(record, (member, atMs) => {
    const hour = Math.floor(atMs / HOUR_MS) % HOURS
    ;(counted[hour] as number) += 1
    const rhythm = rhythmOf[member] as number
    if (rhythm === NOBODY) return
    ;(known[hour] as number) += 1
    ;(byRhythm[rhythm] as number) += 1
  })

  const acts = sum(counted)
  const comparedActs = sum(known)
  const expected = comparedActs === 0 ? null : expectation(rhythms, byRhythm, record.fromMs, record.toMs)
  if (expected && Math.round(sum(expected)) < comparedActs) notes.push('acts of members whose rhythm is dormant through the whole run have no expectation')
  let displaced = 0
  for (let hour = 0; hour < HOURS; hour++) displaced += Math.abs((known[hour] as number) - (expected?.[hour] ?? 0))
  return {
    unit: 'acts by hour of day, UTC',
    countedFrom: record.eachAct ? 'every act' : 'what was made',
    acts,
    counted: [...counted],
    expected: expected && [...expected],
    comparedActs,
    displacedShare: expected && displaced / 2 / comparedActs,
    busiestHour: acts === 0 ? null : counted.indexOf(Math.max(...counted)),
    eveningShare: acts === 0 ? null : sum(counted.subarray(18)) / acts,
    notes,
  }
}

/** Returns what could not be counted. */
function eachAct(record: WorldRecord, visit: (member: number, atMs: number) => void): string[] {
  if (record.eachAct) {
    record.eachAct(visit)
    return []
  }
  const { posts, comments, follows, reactions } = record
  for (let i = 0; i < posts.count; i++) visit(posts.author[i] as number, posts.createdMs[i] as number)
  for (let i = 0; i < comments.count; i++) visit(comments.author[i] as number, comments.createdMs[i] as number)
  for (let i = 0; follows.atMs && i < follows.count; i++) visit(follows.from[i] as number, follows.atMs[i] as number)
  for (let i = 0; reactions.atMs && i < reactions.count; i++) visit(reactions.member[i] as number, reactions.atMs[i] as number)
  return [
    ...(follows.atMs === null && follows.count > 0 ? ['follows are not counted: their times were not kept'] : []),
    ...(reactions.atMs === null && reactions.count > 0 ? ['reactions are not counted: their times were not kept'] : []),
  ]
}

function expectation(rhythms: readonly ((atMs: number) => number)[], acts: Float64Array, fromMs: number, toMs: number): Float64Array {
  const expected = new Float64Array(HOURS)
  const endMs = Math.min(toMs, fromMs + LOOKED_AT_MOST_MS)
  for (const [index, rateAt] of rhythms.entries()) {
    if (acts[index] === 0) continue
    const spent = new Float64Array(HOURS)
    for (let atMs = fromMs; atMs < endMs;) {
      // Steps end on full ones, so that none lies across an hour's edge.
      const next = Math.min(endMs, (Math.floor(atMs / STEP_MS) + 1) * STEP_MS)
      const hour = Math.floor(atMs / HOUR_MS) % HOURS
      ;(spent[hour] as number) += rateAt(atMs) * (next - atMs)
      atMs = next
    }
    const whole = sum(spent)
    for (let hour = 0; whole > 0 && hour < HOURS; hour++) {
      (expected[hour] as number) += (acts[index] as number) * (spent[hour] as number) / whole
    }
  }
  return expected
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
