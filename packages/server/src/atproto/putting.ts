/**
 * A record that an act makes, at the key that is the act's: sent once, and looked for there when no clear answer comes.
 * Sent a second time it could do nothing, because the server is told to expect an empty place.
 */
import type { Clock } from '../base/clock.ts'
import { fateOf, made, type Found } from '../platform/outside/fate.ts'
import { reasonOf, withoutEffect, type Reply } from '../platform/outside/reply.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import type { OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import type { NewRecord, Repo, StoredRecord } from './repo.ts'
import { isDeclined } from './xrpc.ts'

/** A moment for what was cut off to be carried out, before it is looked for again. */
const LOOK_AFTER_MS = 1_000

export interface Putting {
  readonly repo: Repo
  readonly clock: Clock
}

export interface Wanted {
  readonly collection: string
  readonly rkey: string
  readonly note: string
  /** Whether what lies at the key is this act's making; a mark's key is its subject's, so an earlier act may have made it. */
  readonly isOurs: (found: StoredRecord) => boolean
  /** Said where it isn't. */
  readonly taken: string
}

export async function put(act: OutsideAct, wanted: Wanted, record: NewRecord, { repo, clock }: Putting, signal: AbortSignal): Promise<OutsideResult> {
  const reply = await repo.put(act.account, wanted.collection, wanted.rkey, record, null, signal)
  if (reply.kind === 'answered') return made(reply.value, wanted.note)
  if (isDeclined(reply, 'InvalidSwap')) return settled(await look(act, wanted, repo, signal), wanted, 'something was there already', true)
  if (reply.kind !== 'unclear') return withoutEffect(reply)
  if (signal.aborted) return { kind: 'unknown', reason: reply.reason }
  const first = await look(act, wanted, repo, signal)
  if (first.kind !== 'answered' || first.value !== null || reply.over) return settled(first, wanted, reply.reason, reply.over)
  if (!await waited(clock, signal)) return { kind: 'unknown', reason: reply.reason }
  return settled(await look(act, wanted, repo, signal), wanted, reply.reason, false)
}

/** What became of it, when no answer is on record. */
export async function reconcilePut(act: OutsideAct, wanted: Wanted, { repo, clock }: Putting, signal: AbortSignal): Promise<OutsideResult> {
  return settled(await look(act, wanted, repo, signal), wanted, 'no answer is on record', clock.now() - act.intendedMs >= SETTLED_MS)
}

/** Waits a moment; false where it was switched off meanwhile. */
export async function waited(clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.until(clock.now() + LOOK_AFTER_MS, signal)
    return true
  } catch (error) {
    if (!signal.aborted) throw error
    return false
  }
}

function look({ account }: OutsideAct, { collection, rkey }: Wanted, repo: Repo, signal: AbortSignal): Promise<Reply<StoredRecord | null>> {
  return repo.find({ repo: account.farId, collection, rkey }, signal)
}

function settled(looked: Reply<StoredRecord | null>, { isOurs, taken }: Wanted, reason: string, over: boolean): OutsideResult {
  if (looked.kind === 'answered' && looked.value !== null && !isOurs(looked.value)) return { kind: 'refused', reason: taken }
  return fateOf(foundIn(looked), reason, over)
}

function foundIn(looked: Reply<StoredRecord | null>): Found {
  if (looked.kind !== 'answered') return { kind: 'unsure', reason: reasonOf(looked) }
  return looked.value === null ? { kind: 'absent' } : { kind: 'there', id: looked.value.uri }
}
