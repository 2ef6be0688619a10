/**
 * How large a run will be, before it begins, in words. The figures are those of the shipped pack on a two-core machine,
 * 60 to 2,000 people over a day with the rehearsal model; a slower machine takes longer, other packs act more or less.
 */
import { counted, formatDuration } from '../../../../design/number-format.ts'
import { hoursWords } from '../tree/branch-lanes.ts'

const TURNS_A_DAY = 95
const ACTS_A_TURN = 2.55
const POSTS_AN_ACT = 0.095
/** Posts and comments, whose words a model writes. */
const TEXTS_AN_ACT = 0.27
const ACTS_A_SECOND = 5_500
const ACTS_A_SECOND_DECIDING = 2_500
const BEGINNING_MS = 600
const BYTES_AN_ACT = 50

export interface EstimateOf {
  /** Null where a file says how many there are. */
  agents: number | null
  hours: number
  wake: { kind: 'rhythm' } | { kind: 'cycle'; minutes: number }
  brains: 'habit' | 'mixed' | 'model'
  model: string
}

export interface Estimate { turns: number; acts: number; posts: number; wallMs: number; bytes: number; calls: number }

export function estimate({ agents, hours, wake, brains, model }: EstimateOf): Estimate | null {
  if (agents === null || !Number.isFinite(agents) || !Number.isFinite(hours) || (wake.kind === 'cycle' && !(wake.minutes > 0))) return null
  const turns = agents * (wake.kind === 'rhythm' ? hours / 24 * TURNS_A_DAY : Math.floor(hours * 60 / wake.minutes))
  const acts = turns * ACTS_A_TURN
  const rate = brains === 'habit' ? ACTS_A_SECOND : ACTS_A_SECOND_DECIDING
  const deciding = brains === 'habit' ? 0 : brains === 'mixed' ? 1 / 3 : 1
  return {
    turns, acts, posts: acts * POSTS_AN_ACT, wallMs: BEGINNING_MS + acts / rate * 1000, bytes: acts * BYTES_AN_ACT,
    calls: model === 'rehearsal' ? 0 : acts * (deciding + (1 - deciding) * TEXTS_AN_ACT),
  }
}

export function estimateWords(of: EstimateOf): string {
  const found = estimate(of)
  if (found === null) return `${hoursWords(of.hours || 0)} of simulated time. How many people there are, the file says: a person wakes about ${TURNS_A_DAY} times a day and does about ${Math.round(ACTS_A_TURN)} things each time.`
  const { turns, acts, posts, wallMs, bytes, calls } = found
  const size = `${counted(of.agents ?? 0, 'person', 'people')} over ${hoursWords(of.hours)}: about ${rough(turns)} turns, ${rough(acts)} acts, ${rough(posts)} posts.`
  const effort = calls > 0
    ? ` It asks the model about ${rough(calls)} times, as fast as that answers, and stops at the budget.`
    : ` Takes ${wallMs < 4_000 ? 'a few seconds' : `about ${formatDuration(roundedMs(wallMs))}`} here and ${bytes < 1e6 ? 'under 1 MB' : `about ${rough(bytes / 1e6)} MB`} of disk.`
  return size + effort
}

/** To two figures: more would claim to know. */
function rough(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 0 })
}

function roundedMs(ms: number): number {
  const step = ms < 60_000 ? 5_000 : ms < 3_600_000 ? 60_000 : 1_800_000
  return Math.max(step, Math.round(ms / step) * step)
}
