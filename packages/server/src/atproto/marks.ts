/**
 * Likes, reposts and follows, and taking them back. Each has the key of its subject (`record-key.ts`), so a second one of
 * the same meets the first. One that was given by hand, in a client, lies at a key of its own; it is found
 * among the agent's newest, and counts as given.
 */
import { reasonOf, withoutEffect, type Reply } from '../platform/outside/reply.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import type { Asleep, Failed, OutsideAct, OutsideResult, Refused } from '../platform/outside-platform.ts'
import { put, reconcilePut, waited, type Wanted } from './putting.ts'
import { keyOfMark } from './record-key.ts'
import { FOLLOW, LIKE, REPOST } from './records.ts'
import type { NewRecord } from './repo.ts'
import { marksBy } from './repo-snapshot.ts'
import { ELSEWHERE, standingPost, type WritingParts } from './writing.ts'

interface Kind {
  readonly collection: typeof LIKE | typeof REPOST | typeof FOLLOW
  readonly note: string
  readonly taken: string
  readonly own: string
}

const LIKING: Kind = { collection: LIKE, note: 'Liked.', taken: 'You like that one already.', own: 'That one is your own.' }
const REPOSTING: Kind = { collection: REPOST, note: 'Reposted.', taken: 'You have passed that one on already.', own: 'That one is your own.' }
const FOLLOWING: Kind = { collection: FOLLOW, note: 'Followed.', taken: 'You follow them already.', own: 'That is you.' }

export const MARKS: Readonly<Record<string, Kind>> = { like_post: LIKING, like_comment: LIKING, repost: REPOSTING, follow: FOLLOWING }
export const UNMARKS: Readonly<Record<string, Kind>> = { unlike_post: LIKING, unlike_comment: LIKING, unfollow: FOLLOWING }
const TAKEN_BACK: OutsideResult = { kind: 'done', items: [], madeId: null, note: 'Taken back.' }
/** Records taken away for one act: one, where nobody gave more by hand. */
const TAKEN_BACK_MOST = 5

export async function mark(act: OutsideAct, kind: Kind, subject: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const [named, given] = await Promise.all([subjectOf(act, kind, subject, parts, signal), marksOf(act, kind, subject, parts, signal)])
  if ('kind' in named) return named
  if ('kind' in given) return given
  if (given.marks.length > 0) return { kind: 'refused', reason: kind.taken }
  const record: NewRecord = { $type: kind.collection, ...named, createdAt: createdAt(act), troupe: parts.label.automated({ ...act, generator: null }) }
  return unnamed(await put(act, wanted(act, kind, subject), record, parts, signal))
}

export async function reconcileMark(act: OutsideAct, kind: Kind, subject: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  return unnamed(await reconcilePut(act, wanted(act, kind, subject), parts, signal))
}

export async function unmark(act: OutsideAct, kind: Kind, subject: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const given = await marksOf(act, kind, subject, parts, signal)
  if ('kind' in given) return given
  if (given.marks.length === 0) return { kind: 'refused', reason: 'There is nothing of yours to take back.' }
  for (const { rkey } of given.marks.slice(0, TAKEN_BACK_MOST)) {
    const reply = await parts.repo.remove(act.account, kind.collection, rkey, signal)
    const left = reply.kind === 'answered' && reply.value ? null : await notGone(act, kind, rkey, reply, parts, signal)
    if (left !== null) return left
  }
  return TAKEN_BACK
}

/** Why it can't be said to be gone; null when it is. An answer that names no commit says that nothing had to be done. */
async function notGone({ account }: OutsideAct, { collection }: Kind, rkey: string, reply: Reply<boolean>, { repo, clock }: WritingParts, signal: AbortSignal): Promise<OutsideResult | null> {
  if (reply.kind !== 'answered' && reply.kind !== 'unclear') return withoutEffect(reply)
  const reason = reply.kind === 'answered' ? 'its answer names no commit' : reply.reason
  if (!await waited(clock, signal)) return { kind: 'unknown', reason }
  const still = await repo.find({ repo: account.farId, collection, rkey }, signal)
  if (still.kind !== 'answered') return { kind: 'unknown', reason: `${reason}; ${reasonOf(still)}` }
  if (still.value === null) return null
  return reply.kind === 'unclear' && reply.over ? { kind: 'failed', reason } : { kind: 'unknown', reason: `${reason}; it is still there` }
}

/** What is not there any more was taken back; what is there after all that time was not. */
export async function reconcileUnmark(act: OutsideAct, kind: Kind, subject: string, parts: WritingParts, signal: AbortSignal): Promise<OutsideResult> {
  const given = await marksOf(act, kind, subject, parts, signal)
  if ('kind' in given) return { kind: 'unknown', reason: given.reason }
  if (given.marks.length === 0) return TAKEN_BACK
  const over = parts.clock.now() - act.intendedMs >= SETTLED_MS
  return over ? { kind: 'failed', reason: 'It was not taken back.' } : { kind: 'unknown', reason: 'It is still there.' }
}

/** A mark is nothing that anybody would answer or name. */
function unnamed(result: OutsideResult): OutsideResult {
  return result.kind === 'done' ? { ...result, madeId: null } : result
}

function wanted(act: OutsideAct, { collection, note, taken }: Kind, subject: string): Wanted {
  return { collection, rkey: keyOfMark(subject), note, taken, isOurs: ({ value }) => value['createdAt'] === createdAt(act) }
}

function createdAt({ intendedMs }: OutsideAct): string {
  return new Date(intendedMs).toISOString()
}

/** What a record says of whom it is for; never of the agent itself, nor of anybody on another server. */
async function subjectOf(act: OutsideAct, kind: Kind, subject: string, parts: WritingParts, signal: AbortSignal): Promise<Pick<NewRecord, 'subject'> | Refused | Failed | Asleep> {
  if (kind.collection !== FOLLOW) {
    const post = await standingPost(subject, parts, signal)
    if ('kind' in post) return post
    return post.authorId === act.account.farId ? { kind: 'refused', reason: kind.own } : { subject: { uri: post.uri, cid: post.cid } }
  }
  if (subject === act.account.farId) return { kind: 'refused', reason: kind.own }
  const hosted = await parts.community.hosts(subject, signal)
  if (hosted.kind !== 'answered') return withoutEffect(hosted)
  return hosted.value ? { subject } : ELSEWHERE
}

/** Those of the agent's that stand: at the key of the subject, which is looked up however far back it lies, and by hand among the newest. */
async function marksOf({ account }: OutsideAct, { collection }: Kind, subject: string, { repo }: WritingParts, signal: AbortSignal): Promise<{ readonly marks: readonly { readonly rkey: string }[] } | Refused | Failed | Asleep> {
  const rkey = keyOfMark(subject)
  const [found, newest] = await Promise.all([repo.find({ repo: account.farId, collection, rkey }, signal), marksBy(repo, account.farId, collection, signal)])
  if (found.kind !== 'answered') return withoutEffect(found)
  if (newest.kind !== 'answered') return withoutEffect(newest)
  const others = newest.value.filter((given) => given.subject === subject && given.rkey !== rkey)
  return { marks: [...(found.value === null ? [] : [{ rkey }]), ...others] }
}
