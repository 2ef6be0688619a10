/**
 * What somebody has typed into a sales profile and not saved yet: field by field, with what the field said when they began.
 * Fields they have not touched follow what is stored; a touched one keeps their words whatever comes meanwhile, and tells
 * that something came.
 */
import { profileFieldSchema, salesProfileSchema, type ProfileField, type SalesProfile } from '@troupe/contract'
import { faultWords, type SchemaIssue } from '../../forms/fault-words.ts'

interface Touched<Field extends ProfileField> { readonly value: SalesProfile[Field]; readonly base: SalesProfile[Field] }
export type ProfileDraft = { readonly [Field in ProfileField]?: Touched<Field> }

export const PROFILE_FIELDS: readonly ProfileField[] = profileFieldSchema.options

export const EMPTY_PROFILE: SalesProfile = {
  summary: '', pitch: '', targetAudience: [], valuePropositions: [], services: [], agentInstructions: '', objections: [], pricing: '', ratings: { average: null, count: 0 }, socialProof: [],
}

export function shown(stored: SalesProfile, draft: ProfileDraft): SalesProfile {
  return { ...stored, ...Object.fromEntries(touchedIn(draft).map((field) => [field, draft[field]?.value])) }
}

export function edit<Field extends ProfileField>(draft: ProfileDraft, stored: SalesProfile, field: Field, value: SalesProfile[Field]): ProfileDraft {
  const base = draft[field]?.base ?? stored[field]
  return same(value, stored[field]) ? without(draft, [field]) : { ...draft, [field]: { value, base } }
}

export function touchedIn(draft: ProfileDraft): ProfileField[] {
  return PROFILE_FIELDS.filter((field) => draft[field] !== undefined)
}

/** Touched fields whose stored value is another one than when the typing began: a sync or somebody else was there. */
export function overtaken(draft: ProfileDraft, stored: SalesProfile): ProfileField[] {
  return touchedIn(draft).filter((field) => !same(draft[field]?.base, stored[field]))
}

/** The typed words stand, in the knowledge of what came: it is no longer told. */
export function keep(draft: ProfileDraft, stored: SalesProfile, field: ProfileField): ProfileDraft {
  return draft[field] === undefined ? draft : { ...draft, [field]: { value: draft[field].value, base: stored[field] } }
}

export function without(draft: ProfileDraft, fields: readonly ProfileField[]): ProfileDraft {
  return Object.fromEntries(touchedIn(draft).filter((field) => !fields.includes(field)).map((field) => [field, draft[field]]))
}

/** What is to be stored. */
export function changeOf(draft: ProfileDraft): Partial<SalesProfile> {
  return Object.fromEntries(touchedIn(draft).map((field) => [field, draft[field]?.value]))
}

/** After `saved` was stored: what was typed since stays typed, upon what is stored now. */
export function afterSave(draft: ProfileDraft, saved: Partial<SalesProfile>): ProfileDraft {
  return Object.fromEntries(touchedIn(draft).filter((field) => !same(draft[field]?.value, saved[field])).map((field) => [field, { value: draft[field]?.value, base: saved[field] ?? draft[field]?.base }]))
}

/** What is wrong with a field, by the path below it; empty when nothing is. */
export function faultsOf(field: ProfileField, value: unknown): Record<string, string> {
  const parsed = salesProfileSchema.shape[field].safeParse(value)
  if (parsed.success) return {}
  const faults: Record<string, string> = {}
  for (const issue of parsed.error.issues as readonly SchemaIssue[]) faults[issue.path.map(String).join('.')] ??= faultWords(issue)
  return faults
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
