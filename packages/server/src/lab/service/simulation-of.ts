/** A run's folder as the API shows it. */
import type { Simulation, SimulationFeed, SimulationPoint, SimulationState } from '@troupe/contract'
import { basename } from 'node:path'
import type { GraphModel } from '../graphs/graph-model.ts'
import type { NewestSaid } from '../runs/newest-said.ts'
import type { RunFolder } from '../runs/run-folder.ts'
import type { ForkPoint } from '../runs/run-inputs.ts'
import type { RunStatus } from '../runs/run-record.ts'
import type { RunNotes } from './run-notes.ts'

/** What this process knows of it beyond the folder. */
export interface Standing {
  /** In the line, from 1; null for one that does not wait. */
  readonly place: number | null
  readonly isQueued: boolean
  /** A process has been begun for it, which may not have said a word yet. */
  readonly isGoing: boolean
  /** Why its last process ended, where the folder cannot say. */
  readonly message: string | null
}

export async function simulationOf(folder: RunFolder, notes: RunNotes, standing: Standing, isThere: (name: string) => boolean): Promise<Simulation> {
  const { name, inputs, forks, parent, untilMs, createdAt } = await folder.record()
  const status = await folder.status()
  const parentName = parent === null ? null : basename(parent)
  const isDone = status?.state === 'done' && status.simulatedMs >= untilMs
  const state = stateOf(status, isDone, standing)
  return {
    id: folder.name,
    name,
    state,
    place: state === 'queued' ? standing.place : null,
    message: state === 'failed' || state === 'stopped' ? standing.message ?? status?.message ?? null : null,
    from: instant(inputs.fromMs),
    now: instant(Math.min(status?.simulatedMs ?? inputs.fromMs, untilMs)),
    until: instant(untilMs),
    wake: inputs.wake,
    seed: inputs.seed,
    peopleSeed: inputs.peopleSeed,
    population: inputs.population.kind === 'pack'
      ? { kind: 'pack', pack: inputs.population.pack, agents: inputs.population.agents }
      : { kind: 'files', files: inputs.population.files.map((file) => file.name.replace(/^\d+-/, '')), mbti: inputs.population.mbti },
    graph: inputs.graph === null ? null : graphInWords(inputs.graph),
    recommender: inputs.recommender,
    brains: inputs.brains,
    model: inputs.model,
    concurrency: inputs.concurrency,
    timeline: inputs.timeline,
    forks: forks.map(({ point, seed, changes }) => ({ point: pointShown(point), seed, changes })),
    parent: parentName !== null && isThere(parentName) ? parentName : null,
    counts: status?.counts ?? null,
    actsPerSecond: status?.actsPerSecond ?? 0,
    seconds: status?.seconds ?? 0,
    rssBytes: status?.rssBytes ?? 0,
    journalBytes: status?.journalBytes ?? null,
    journalSha256: isDone ? status.journalSha256 : null,
    command: `npx troupe replay ${shellWord(`runs/${folder.name}`)}`,
    published: notes.published,
    createdAt,
    updatedAt: status?.updatedAt ?? createdAt,
  }
}

function stateOf(status: RunStatus | null, isDone: boolean, { isQueued, isGoing, message }: Standing): SimulationState {
  if (isQueued) return 'queued'
  if (isGoing) return 'running'
  if (isDone) return 'done'
  if (message !== null) return 'failed'
  // Done, and then told to go on for longer; or never begun.
  return status === null || status.state === 'done' ? 'stopped' : status.state
}

export function feedOf(newest: NewestSaid | null): SimulationFeed {
  if (newest === null) return { at: null, items: [] }
  return { at: instant(newest.atMs), items: newest.items.map(({ atMs, ...said }) => ({ ...said, at: instant(atMs) })) }
}

export function pointOf(point: SimulationPoint): ForkPoint {
  return point.kind === 'time' ? { kind: 'time', atMs: Date.parse(point.at) } : point
}

function pointShown(point: ForkPoint): SimulationPoint {
  return point.kind === 'time' ? { kind: 'time', at: instant(point.atMs) } : point
}

/** As the command line and the form take it. */
function graphInWords({ model, ...values }: GraphModel): string {
  if (Object.values(values).some((value) => typeof value === 'object')) return JSON.stringify({ model, ...values })
  return `${model}:${Object.entries(values).map(([name, value]) => `${name}=${value}`).join(',')}`
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString()
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
