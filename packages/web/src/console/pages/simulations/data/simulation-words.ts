/** A run in words: its time, its length, its people. Simulated times are told in UTC, as the world had them. */
import type { Simulation, SimulationState } from '@troupe/contract'
import { counted, formatWhole } from '../../../../design/number-format.ts'
import { hoursWords } from '../tree/branch-lanes.ts'

const HOUR_MS = 3_600_000

const MOMENT = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** `Mon 5 Jan, 14:30` */
export function momentWords(instant: string): string {
  return MOMENT.format(new Date(instant))
}

/** Of simulated time, from the start of its line. */
export function hoursAt({ from }: Pick<Simulation, 'from'>, instant: string): number {
  return Math.round((Date.parse(instant) - Date.parse(from)) / HOUR_MS * 100) / 100
}

export function instantAfter({ from }: Pick<Simulation, 'from'>, hours: number): string {
  return new Date(Date.parse(from) + Math.round(hours * HOUR_MS)).toISOString()
}

export function longWords(run: Pick<Simulation, 'from' | 'until'>): string {
  return hoursWords(hoursAt(run, run.until))
}

export function isMoving({ state }: Pick<Simulation, 'state'>): boolean {
  return state === 'running' || state === 'queued'
}

export function canGoOn({ state }: { state: SimulationState }): boolean {
  return state === 'stopped' || state === 'failed'
}

/** `60 of agora`, `36 from profiles.json` */
export function populationWords({ population, counts }: Pick<Simulation, 'population' | 'counts'>): string {
  if (population.kind === 'pack') return `${formatWhole(population.agents)} of ${population.pack}`
  const [first, ...more] = population.files
  const files = more.length === 0 ? first ?? 'a file' : `${first} and ${counted(more.length, 'file', 'files')} more`
  return counts === null ? `from ${files}` : `${formatWhole(counts.members)} from ${files}`
}

/** Where it left its parent, in simulated time; null where it began by itself, or right after a turn whose time is not told. */
export function leftAt({ forks }: Pick<Simulation, 'forks'>): string | null {
  const point = forks.at(-1)?.point
  return point?.kind === 'time' ? point.at : null
}

/** What it does itself, from 0 to 1: what a branch took over from its parent is not its own work. */
export function shareDone(run: Pick<Simulation, 'from' | 'now' | 'until' | 'forks'>): number {
  const start = Date.parse(leftAt(run) ?? run.from)
  const whole = Date.parse(run.until) - start
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (Date.parse(run.now) - start) / whole))
}

/** Wall time it will take yet, by what it took so far; null until that says something. */
export function remainingMs(run: Pick<Simulation, 'from' | 'now' | 'until' | 'forks' | 'seconds'>): number | null {
  const share = shareDone(run)
  return share < 0.01 || run.seconds < 0.5 ? null : run.seconds * 1000 / share * (1 - share)
}

export function forkWords({ forks }: Pick<Simulation, 'forks'>, from: string): string | null {
  const point = forks.at(-1)?.point
  if (point === undefined) return null
  return point.kind === 'turn' ? `right after turn ${formatWhole(point.turn)}` : `at ${hoursWords(hoursAt({ from }, point.at))}`
}

/** How many times faster than life. */
export function speedWords(run: Pick<Simulation, 'from' | 'now' | 'seconds' | 'forks'>): string | null {
  if (run.seconds < 0.2) return null
  const simulatedMs = Date.parse(run.now) - Date.parse(leftAt(run) ?? run.from)
  const times = simulatedMs / (run.seconds * 1000)
  return times < 1 ? null : `${Number(times.toPrecision(2)).toLocaleString('en-US')} times life`
}

/** Which recommender it shows people now: a branch may have changed it. What a timeline changes on the way is not among it. */
export function recommenderNow({ recommender, forks }: Pick<Simulation, 'recommender' | 'forks'>): string {
  const changed = forks.flatMap(({ changes }) => recommendersIn(changes ?? ''))
  return changed.at(-1) ?? recommender
}

/** Of a branch, what became of its parent's: `recent → popular`. */
export function recommenderWords(run: Pick<Simulation, 'recommender' | 'forks'>): string {
  const steps = [run.recommender, ...run.forks.flatMap(({ changes }) => recommendersIn(changes ?? ''))]
  return steps.filter((name, place) => name !== steps[place - 1]).slice(-2).join(' → ')
}

/** JSON or YAML alike. */
function recommendersIn(changes: string): string[] {
  return [...changes.matchAll(/["']?recommender["']?\s*:\s*["']?([a-z][a-z-]*)/g)].map(([, name]) => name ?? '')
}
