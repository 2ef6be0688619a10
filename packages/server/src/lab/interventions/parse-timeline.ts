/**
 * From the text of a timeline to what happens when. Beyond the schema it checks what only holds between fields: one way of
 * saying when, one deed each, names the world knows, times within the run.
 *
 * ```yaml
 * interventions:
 *   - at: 12h
 *     do: { recommender: popular }
 *   - at: "2026-01-03T08:00:00Z"
 *     do:
 *       - post: { as: ada, text: "The bridge is closed from Monday." }
 *       - ban: "@bob"
 *   - step: 3
 *     do: { weights: { archetype: hustler, set: { create_post: 40, like_post: 5 } } }
 * ```
 */
import type { z } from 'zod'
import { must } from '../../base/errors.ts'
import type { Audience, Deed, Intervention, WrittenDeed } from './intervention.ts'
import { audienceFields, timelineSchema } from './intervention.ts'
import { LabDocument, type KnownNames, type LabFile } from './lab-file.ts'
import { momentAt, momentOfStep, type RunSpan } from './moment.ts'
import { questionsIn } from './questions-in.ts'

type Path = readonly (string | number)[]
type Timeline = z.infer<typeof timelineSchema>
type WrittenAudience = { [Field in keyof typeof audienceFields]?: z.infer<(typeof audienceFields)[Field]> | undefined }

/** Sorted by time; those of one moment in the order of the file. Throws `LabFileInvalidError` with every fault. */
export function parseTimeline(file: LabFile, span: RunSpan, known: KnownNames = {}): Intervention[] {
  const document = new LabDocument<Timeline>(file, timelineSchema, known)
  const found: Intervention[] = []
  document.value.interventions.forEach((entry, index) => {
    const path: Path = ['interventions', index]
    const atMs = momentIn(document, entry, path, span)
    const deeds = Array.isArray(entry.do) ? entry.do : [entry.do]
    deeds.forEach((written, place) => {
      const deedPath = [...path, 'do', ...(Array.isArray(entry.do) ? [place] : [])]
      const deed = deedIn(document, written, deedPath)
      if (deed !== null && atMs !== null) found.push({ atMs, deed, note: entry.note ?? '', line: document.lineOf(path) })
    })
  })
  document.close()
  return found.toSorted((a, b) => a.atMs - b.atMs)
}

export function momentIn(document: LabDocument<unknown>, entry: { at?: string | number | undefined; step?: number | undefined }, path: Path, span: RunSpan): number | null {
  const { at, step } = entry
  // A branch's changes have one moment only, which need not be said.
  if (at === undefined && step === undefined && span.startMs === span.endMs) return span.startMs
  if ((at === undefined) === (step === undefined)) {
    document.fault(path, at === undefined ? 'says not when: add "at" or "step"' : 'says when twice: keep "at" or "step"')
    return null
  }
  const moment = step === undefined ? momentAt(must(at, 'a time'), span) : momentOfStep(step, span)
  if (moment.kind === 'at') return moment.atMs
  document.fault([...path, step === undefined ? 'at' : 'step'], moment.message)
  return null
}

function deedIn(document: LabDocument<unknown>, written: WrittenDeed, path: Path): Deed | null {
  const kinds = Object.keys(written).filter((kind) => written[kind as keyof WrittenDeed] !== undefined) as (keyof WrittenDeed)[]
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1) {
    document.fault(path, kind === undefined ? 'says not what to do' : `does ${kinds.length} things: write a list with ${kinds.join(' and ')} as an item each`)
    return null
  }
  const at = [...path, kind]
  const person = (name: string, ...field: (string | number)[]): string => {
    document.mustKnow('usernames', name, [...at, ...field])
    return name
  }
  const people = (names: readonly string[], ...field: string[]): readonly string[] => {
    names.forEach((name, index) => person(name, ...field, ...(names.length > 1 ? [index] : [])))
    return names
  }
  const pair = (from: string, to: string, ...field: (string | number)[]): boolean => {
    const ends = field.length === 0 ? ['from', 'to'] : [0, 1]
    person(from, ...field, ends[0] as string)
    person(to, ...field, ends[1] as string)
    if (from.toLowerCase() !== to.toLowerCase()) return true
    document.fault([...at, ...field], 'nobody follows themselves')
    return false
  }
  if (written.post) return { kind: 'post', as: person(written.post.as, 'as'), text: written.post.text, title: written.post.title ?? null }
  if (written.recommender !== undefined) {
    document.mustKnow('recommenders', written.recommender, at)
    return { kind: 'recommender', recommender: written.recommender }
  }
  if (written.ban) return { kind: 'ban', who: people(written.ban) }
  if (written.unban) return { kind: 'unban', who: people(written.unban) }
  if (written.follow) return pair(written.follow.from, written.follow.to) ? { kind: 'follow', ...written.follow } : null
  if (written.unfollow) return pair(written.unfollow.from, written.unfollow.to) ? { kind: 'unfollow', ...written.unfollow } : null
  if (written.edges) {
    const { add, remove } = written.edges
    if (add.length + remove.length === 0) document.fault(at, 'changes nothing: give add or remove')
    const sound = [...add.map(([from, to], place) => pair(from, to, 'add', place)), ...remove.map(([from, to], place) => pair(from, to, 'remove', place))]
    return sound.every(Boolean) ? { kind: 'edges', add, remove } : null
  }
  if (written.persona) {
    if (Object.keys(written.persona.change).length === 0) document.fault([...at, 'change'], 'changes nothing')
    return { kind: 'persona', who: person(written.persona.who, 'who'), change: written.persona.change }
  }
  if (written.weights) {
    const { set, ...some } = written.weights
    for (const action of Object.keys(set)) document.mustKnow('actions', action, [...at, 'set', action])
    const audience = audienceIn(document, some, at)
    return audience && { kind: 'weights', audience, set }
  }
  if (written.interview) {
    const { questions, ...some } = written.interview
    const audience = audienceIn(document, some, at)
    return audience && { kind: 'interview', audience, questions: questionsIn(document, questions, [...at, 'questions']) }
  }
  const some = must(written.kill ?? written.release, 'a deed')
  const audience = audienceIn(document, some, at)
  return audience && { kind: written.kill ? 'kill' : 'release', audience }
}

export function audienceIn(document: LabDocument<unknown>, written: WrittenAudience, path: Path): Audience | null {
  const { who, archetype, sample, everybody } = written
  const said = [who !== undefined, archetype !== undefined, everybody !== undefined].filter(Boolean).length
  if (said > 1) {
    document.fault(path, 'says whom twice: keep one of who, archetype, everybody')
    return null
  }
  if (who !== undefined) {
    // Written as a bare name or list, the names stand at the path itself.
    who.forEach((name, index) => document.mustKnow('usernames', name, [...path, 'who', ...(who.length > 1 ? [index] : [])]))
    if (sample !== undefined) document.fault([...path, 'sample'], 'who names each: leave sample out')
    return { kind: 'named', who }
  }
  if (archetype !== undefined) {
    document.mustKnow('archetypes', archetype, [...path, 'archetype'])
    return { kind: 'archetype', archetype, sample: sample ?? null }
  }
  if (everybody !== undefined || sample !== undefined) return { kind: 'everybody', sample: sample ?? null }
  document.fault(path, 'says not whom: add who, archetype, sample or everybody: true')
  return null
}
