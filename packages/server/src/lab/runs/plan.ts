/** What is to happen to a run from outside: its timeline and its branchings, read from their texts and checked against the world. */
import { recommenderSchema } from '@troupe/contract'
import type { Persona } from '@troupe/contract'
import { FEED_ACTIONS } from '../../feed/feed-actions.ts'
import type { KnownNames } from '../interventions/lab-file.ts'
import type { Deed, Intervention } from '../interventions/intervention.ts'
import { parseTimeline } from '../interventions/parse-timeline.ts'
import type { RunPlan } from './run.ts'
import type { Fork, RunInputs } from './run-inputs.ts'

export const TIMELINE_FILE = 'interventions.yaml'
const CHANGES_FILE = 'changes.yaml'

/** Throws `LabFileInvalidError` with every fault of the timeline. A time after the end of one run may lie within another that goes on for longer. */
export function planOf(inputs: RunInputs, forks: readonly Fork[], personas: readonly Persona[], timelineFile: string = TIMELINE_FILE): RunPlan {
  const known = knownNames(personas)
  const stepMs = inputs.wake.kind === 'cycle' ? inputs.wake.minutes * 60_000 : null
  const timeline: readonly Intervention[] = inputs.timeline === null ? []
    : parseTimeline({ file: timelineFile, text: inputs.timeline }, { startMs: inputs.fromMs, endMs: null, stepMs }, known)
  return { timeline, forks, changesOf: (fork, atMs) => changesIn(fork.changes, atMs, known) }
}

/** Of a branch, all done at one moment; the text may leave out when. Throws `LabFileInvalidError`. */
export function changesIn(changes: string | null, atMs: number, known: KnownNames, name: string = CHANGES_FILE): readonly Deed[] {
  if (changes === null) return []
  return parseTimeline({ file: name, text: changes }, { startMs: atMs, endMs: atMs, stepMs: null }, known).map(({ deed }) => deed)
}

export function knownNames(personas: readonly Persona[]): KnownNames {
  return {
    usernames: personas.map(({ username }) => username),
    archetypes: [...new Set(personas.map(({ archetype }) => archetype).filter((archetype) => archetype !== null))],
    recommenders: recommenderSchema.options,
    actions: [...FEED_ACTIONS.keys()],
  }
}
