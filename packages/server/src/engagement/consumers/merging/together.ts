/**
 * What two leads are as one. Of addresses, name and place the one that stays keeps its own, and takes what it lacks. A no on either
 * side is a no, however old: what was withdrawn to one of two names of a person was withdrawn by the person. Pure.
 */
import type { Consent, ConsentChannel } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { ConsumersTable } from '../../../store/lead-schema.ts'
import { ContextTally } from '../../context/context-tally.ts'
import type { LeadContext } from '../../context/lead-context.ts'

export type ConsumerColumns = Selectable<ConsumersTable>
type Consents = Partial<Record<ConsentChannel, Consent>>

const OWN_OR_THEIRS = ['external_id', 'name', 'email', 'phone', 'whatsapp', 'timezone', 'locale'] as const
export const TAGS_MOST = 50

export function columnsTogether(keep: ConsumerColumns, go: ConsumerColumns): ConsumerColumns {
  const filled = Object.fromEntries(OWN_OR_THEIRS.map((name) => [name, keep[name] ?? go[name]])) as Pick<ConsumerColumns, (typeof OWN_OR_THEIRS)[number]>
  return { ...keep, ...filled, tags: [...new Set([...keep.tags, ...go.tags])].slice(0, TAGS_MOST), consents: consentsTogether(keep.consents, go.consents), created_at: Math.min(keep.created_at, go.created_at) }
}

/** The same as if all events had been one lead's from the beginning, and so the same as a rebuild. `knownSinceMs`: the earlier of the two. */
export function contextsTogether(keep: LeadContext, go: LeadContext, knownSinceMs: number): LeadContext {
  const tally = new ContextTally(keep, knownSinceMs)
  tally.join(go)
  return tally.context()
}

export function consentsTogether(keep: Consents, go: Consents): Consents {
  const channels = [...new Set([...Object.keys(keep), ...Object.keys(go)])] as ConsentChannel[]
  return Object.fromEntries(channels.map((channel) => [channel, stricter(keep[channel], go[channel])]))
}

/** Withdrawn before granted before never asked; of two alike the later word. */
function stricter(a: Consent | undefined, b: Consent | undefined): Consent | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const [rankA, rankB] = [STRICTNESS[a.status], STRICTNESS[b.status]]
  return rankA > rankB || (rankA === rankB && Date.parse(a.at) >= Date.parse(b.at)) ? a : b
}

const STRICTNESS: Readonly<Record<Consent['status'], number>> = { withdrawn: 2, granted: 1, unknown: 0 }
