/**
 * Runs and their branches as lanes over simulated time. Pure: a run comes right before its branches, those that left it
 * earlier first, and so do theirs. Times are counted from the start of a run's line, so that runs of different dates can
 * be held side by side.
 */
export interface BranchRun {
  readonly id: string
  readonly parentId: string | null
  /** Hours since its line began: where it left its parent, how far it is, where it ends. */
  readonly leftAtHours: number | null
  readonly reachedHours: number
  readonly untilHours: number
}

export interface Lane {
  readonly id: string
  readonly depth: number
  /** The lane of its parent, where that is still there. */
  readonly parentPlace: number | null
  /** Of the whole width, from 0 to 1. */
  readonly from: number
  readonly reached: number
  readonly to: number
}

export interface Lanes { readonly lanes: readonly Lane[]; readonly ticks: readonly { readonly share: number; readonly label: string }[] }

const STEPS_HOURS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672]
const DAY_HOURS = 24

export function lanesOf(runs: readonly BranchRun[], ticksMost = 6): Lanes {
  const byId = new Map(runs.map((run) => [run.id, run]))
  const branches = Map.groupBy(runs, ({ parentId }) => (parentId !== null && byId.has(parentId) ? parentId : null))
  const longest = Math.max(1e-6, ...runs.map(({ untilHours, reachedHours }) => Math.max(untilHours, reachedHours)))
  const lanes: Lane[] = []
  // By a list of what is yet to come and not by recursion: lines of a thousand branchings are allowed.
  const open = (branches.get(null) ?? []).map((run) => ({ run, depth: 0, parentPlace: null as number | null })).toReversed()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { run, depth, parentPlace } = next
    const place = lanes.length
    lanes.push({ id: run.id, depth, parentPlace, from: (run.leftAtHours ?? 0) / longest, reached: run.reachedHours / longest, to: run.untilHours / longest })
    const own = (branches.get(run.id) ?? []).toSorted((one, other) => (one.leftAtHours ?? 0) - (other.leftAtHours ?? 0))
    for (const branch of own.toReversed()) open.push({ run: branch, depth: depth + 1, parentPlace: place })
  }
  return { lanes, ticks: ticksTo(longest, ticksMost) }
}

function ticksTo(longest: number, most: number): { share: number; label: string }[] {
  const step = STEPS_HOURS.find((each) => longest / each <= most) ?? Math.ceil(longest / most / DAY_HOURS) * DAY_HOURS
  return Array.from({ length: Math.floor(longest / step + 1e-9) + 1 }, (_, place) => ({ share: place * step / longest, label: hoursWords(place * step) }))
}

/** `0`, `30 min`, `6 h`, `2 d`, `1 d 6 h` */
export function hoursWords(hours: number): string {
  if (hours === 0) return '0'
  if (hours < 1) return `${Math.round(hours * 60)} min`
  const [days, rest] = [Math.floor(hours / DAY_HOURS), Math.round((hours % DAY_HOURS) * 100) / 100]
  return [days > 0 ? `${days} d` : '', rest > 0 ? `${rest} h` : ''].filter((part) => part !== '').join(' ')
}
