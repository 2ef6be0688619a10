/** What the dialog of a branch holds, and the request it makes of it. The named changes are written as a timeline would. */
import type { RecommenderName, Simulation, SimulationFork } from '@troupe/contract'
import { instantAfter } from '../data/simulation-words.ts'

export interface ForkValues {
  name: string
  kind: 'time' | 'turn'
  atHours: number | null
  turn: number | null
  change: 'nothing' | 'recommender' | 'ban' | 'post' | 'follow' | 'yaml'
  recommender: RecommenderName
  /** Usernames, for those the change is about. */
  who: string
  whom: string
  text: string
  changes: string
  /** Empty for the parent's. */
  seed: string
  /** Of the whole line; null for as long as the parent. */
  hours: number | null
}

export function requestOf(run: Pick<Simulation, 'from'>, values: ForkValues): unknown {
  const { name, kind, atHours, turn, seed, hours } = values
  return {
    name,
    point: kind === 'time' ? { kind, at: atHours === null || !Number.isFinite(atHours) ? '' : instantAfter(run, atHours) } : { kind, turn },
    seed: seed.trim() === '' ? null : seed,
    changes: changesOf(values),
    ...(hours === null ? {} : { hours }),
  } satisfies Record<keyof Omit<SimulationFork, 'hours' | 'start'>, unknown> & Record<string, unknown>
}

/** JSON is YAML. */
export function changesOf({ change, recommender, who, whom, text, changes }: ForkValues): string | null {
  const name = (written: string): string => written.trim().replace(/^@/, '')
  const deed = (done: object): string => `${JSON.stringify({ interventions: [{ at: 'start', do: [done] }] }, null, 2)}\n`
  switch (change) {
    case 'nothing': return null
    case 'recommender': return deed({ recommender })
    case 'ban': return deed({ ban: [name(who)] })
    case 'post': return deed({ post: { as: name(who), text } })
    case 'follow': return deed({ edges: { add: [[name(who), name(whom)]] } })
    case 'yaml': return changes.trim() === '' ? null : changes
  }
}

/** What is missing before it can be sent; null for nothing. */
export function changeFault({ change, who, whom, text }: ForkValues): string | null {
  if (change !== 'nothing' && change !== 'recommender' && change !== 'yaml' && who.trim() === '') return 'Name somebody of this world.'
  if (change === 'follow' && whom.trim() === '') return 'Name whom they follow.'
  return change === 'post' && text.trim() === '' ? 'Write what is said.' : null
}

export function branchName(run: Pick<Simulation, 'name'>, { change, recommender, who }: Pick<ForkValues, 'change' | 'recommender' | 'who'>): string {
  const stem = run.name.replace(/ · .*$/, '')
  const what = change === 'recommender' ? recommender : change === 'ban' ? `without ${who || '…'}` : change === 'post' ? `${who || '…'} speaks` : change === 'follow' ? `${who || '…'} follows` : 'branch'
  return `${stem} · ${what}`.slice(0, 80)
}
