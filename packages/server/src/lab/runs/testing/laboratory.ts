/** A lab over the shipped pack, in a folder that is thrown away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VirtualClock } from '../../../base/clock.ts'
import { loadPacks } from '../../../persona/pack/load-packs.ts'
import type { ModelPort } from '../../../llm/model-port.ts'
import { Lab, type NewRun } from '../lab.ts'

export const FROM_MS = Date.UTC(2026, 0, 5)
export const HOUR_MS = 3_600_000

export interface Laboratory extends AsyncDisposable {
  readonly lab: Lab
  readonly path: (name: string) => string
}

/** `port` answers for whatever other model a run names. */
export async function laboratory(port: ModelPort | null = null): Promise<Laboratory> {
  const packs = await loadPacks([new URL('../../../../../../archetypes/agora', import.meta.url).pathname])
  const folder = await mkdtemp(join(tmpdir(), 'troupe-lab-'))
  return {
    lab: new Lab({ packs, clock: new VirtualClock(FROM_MS), elapsedMs: () => performance.now(), portFor: (model) => (model === 'rehearsal' ? null : port) }),
    path: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

export function small(change: Partial<NewRun> = {}): NewRun {
  return {
    name: 'small', population: { kind: 'pack', pack: 'agora', agents: 14 }, seed: 'seven', peopleSeed: 'seven', graph: null, recommender: 'recent', brains: 'mixed', model: 'rehearsal', concurrency: 1,
    wake: { kind: 'rhythm' }, fromMs: FROM_MS, untilMs: FROM_MS + 9 * HOUR_MS, timeline: null, ...change,
  }
}
