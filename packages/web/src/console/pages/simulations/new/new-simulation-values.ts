/** What the form holds, and the request it makes of it. */
import type { NewSimulation, RecommenderName, Wake } from '@troupe/contract'
import { textOf, type ChosenFile } from './chosen-files.ts'

export interface NewSimulationValues {
  name: string
  who: 'pack' | 'files'
  pack: string
  agents: number | null
  files: readonly ChosenFile[]
  mbti: 'tint' | 'ignore'
  hours: number | null
  /** As the browser's control writes it, UTC: `2026-01-05T00:00`. */
  from: string
  wake: Wake
  seed: string
  /** Empty for the seed. */
  peopleSeed: string
  /** Empty for what the people bring, as the command line spells it otherwise. */
  graph: string
  recommender: RecommenderName
  brains: 'habit' | 'mixed' | 'model'
  model: string
  concurrency: number | null
  budgetUsd: number | null
  timeline: string
}

/** Small, so that the first one is done in seconds. */
export const FIRST_RUN: NewSimulationValues = {
  name: '', who: 'pack', pack: 'agora', agents: 60, files: [], mbti: 'tint', hours: 24, from: '2026-01-05T00:00', wake: { kind: 'rhythm' }, seed: 'troupe', peopleSeed: '', graph: '',
  recommender: 'recent', brains: 'habit', model: 'rehearsal', concurrency: null, budgetUsd: 1, timeline: '',
}

const STEPS_AT_ONCE = 48

export function requestOf(values: NewSimulationValues): unknown {
  const { name, who, pack, agents, files, mbti, hours, from, wake, seed, peopleSeed, graph, recommender, brains, model, concurrency, budgetUsd, timeline } = values
  const asks = model !== 'rehearsal'
  return {
    name: name.trim() === '' ? nameFor(values) : name,
    population: who === 'pack' ? { kind: 'pack', pack, agents } : { kind: 'files', files: files.map((file) => ({ name: file.name, text: textOf(file) ?? '' })), mbti },
    hours, from: instantOf(from), wake, seed, ...(peopleSeed.trim() === '' ? {} : { peopleSeed }), graph: graph.trim() === '' ? null : graph, recommender, brains, model,
    ...(asks && concurrency !== null ? { concurrency } : {}),
    ...(asks ? { budgetUsd: budgetUsd ?? Number.NaN } : {}),
    timeline: timeline.trim() === '' ? null : timeline,
  } satisfies Record<keyof Omit<NewSimulation, 'start' | 'peopleSeed' | 'concurrency' | 'budgetUsd'>, unknown> & Record<string, unknown>
}

/** `agora, recent, 1 d` says what it is until somebody says better. */
export function nameFor({ who, pack, files, recommender, hours }: NewSimulationValues): string {
  const people = who === 'pack' ? pack : files[0]?.name.replace(/\.\w+$/, '') ?? 'import'
  return `${people} by ${recommender}, ${hours ?? '…'} h`.slice(0, 80)
}

/** All together for as long: the same number of moments as the command line's `--steps`. */
export function stepsOf({ hours, wake }: Pick<NewSimulationValues, 'hours' | 'wake'>): number | null {
  return wake.kind === 'rhythm' || hours === null || !(wake.minutes > 0) ? null : Math.floor(hours * 60 / wake.minutes)
}

export const STANDARD_WAKE = { kind: 'cycle', minutes: Math.round(24 * 60 / STEPS_AT_ONCE) } as const

/** What it leaves out after a reload: files whose text is gone. */
export function goneFiles({ files }: Pick<NewSimulationValues, 'files'>): readonly string[] {
  return files.filter((file) => textOf(file) === null).map(({ name }) => name)
}

function instantOf(from: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(from) ? `${from}:00Z` : from
}
