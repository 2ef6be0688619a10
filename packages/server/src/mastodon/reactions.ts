/**
 * What is on or off: favourites, boosts, follows. Each is looked up before, so that nothing is done twice, and looked up after when
 * no clear answer came: these can be asked for, unlike what a toggle left behind.
 */
import type { Clock } from '../base/clock.ts'
import type { OutsideAct, OutsideResult, Refused } from '../platform/outside-platform.ts'
import { reasonOf, withoutEffectOn, within, type NoAnswer, type Reply } from '../platform/outside/reply.ts'
import { waited } from '../platform/outside/sending.ts'
import { SETTLED_MS } from '../platform/outside/settling.ts'
import type { Accounts } from './accounts.ts'
import { ELSEWHERE, isLocal } from './locality.ts'
import { openStatus } from './looking.ts'
import type { MastodonClient } from './mastodon-client.ts'
import { farId, type PlainStatus, type Relationship, type Status } from './words.ts'

export interface ReactionsParts {
  readonly accounts: Accounts
  readonly clock: Clock
}

/** Whether it is as it was wanted, by the server's word. */
interface Reaction {
  readonly look: (client: MastodonClient, id: string, signal: AbortSignal) => Promise<Reply<boolean>>
  readonly send: (client: MastodonClient, id: string, signal: AbortSignal) => Promise<Reply<boolean>>
  /** What stands in the way; null if nothing does. */
  readonly refusal: (client: MastodonClient, act: OutsideAct, id: string, signal: AbortSignal) => Promise<Exclude<OutsideResult, { kind: 'done' }> | null>
  readonly what: string
  readonly note: string
}

const liked = ({ favourited }: Status): boolean => favourited
const boosted = ({ reblogged, reblog }: Status): boolean => reblogged || reblog?.reblogged === true
const follows = ({ following, requested }: Relationship): boolean => following || requested

const like = onStatus(liked, (client, id, signal) => client.favourite(id, signal), ({ favourited }) => favourited ? 'You like that one already.' : null, 'Liked.')
const unlike = onStatus((status) => !liked(status), (client, id, signal) => client.unfavourite(id, signal), ({ favourited }) => favourited ? null : 'You do not like that one.', 'No longer liked.')

/** By the action that asks for it. */
export const REACTIONS: ReadonlyMap<string, Reaction> = new Map(Object.entries({
  like_post: like, like_comment: like, unlike_post: unlike, unlike_comment: unlike,
  repost: onStatus(boosted, (client, id, signal) => client.boost(id, signal), ({ reblogged }) => reblogged ? 'You have boosted that one already.' : null, 'Boosted.'),
  follow: onPerson(follows, (client, id, signal) => client.follow(id, signal), (now) => follows(now) ? 'You follow them already.' : null, 'Followed.'),
  unfollow: onPerson((now) => !follows(now), (client, id, signal) => client.unfollow(id, signal), (now) => follows(now) ? null : 'You do not follow them.', 'No longer followed.'),
}))

export async function react(reaction: Reaction, client: MastodonClient, act: OutsideAct, { accounts, clock }: ReactionsParts, signal: AbortSignal): Promise<OutsideResult> {
  const id = act.intent.target ?? ''
  const inTheWay = await reaction.refusal(client, act, id, signal) ?? await accounts.barred(act.account, signal)
  if (inTheWay !== null) return inTheWay
  const reply = await reaction.send(client, id, signal)
  if (reply.kind === 'answered') return reply.value ? done(reaction.note) : { kind: 'failed', reason: 'The server answered that it is not so.' }
  if (reply.kind !== 'unclear') return withoutEffectOn(reply, reaction.what)
  if (signal.aborted) return { kind: 'unknown', reason: reply.reason }
  const atOnce = await reaction.look(client, id, signal)
  if (reply.over || (atOnce.kind === 'answered' && atOnce.value)) return concluded(reaction, atOnce, reply.reason, reply.over)
  if (!await waited(clock, signal)) return { kind: 'unknown', reason: reply.reason }
  return concluded(reaction, await reaction.look(client, id, signal), reply.reason, false)
}

export async function reconcileReaction(reaction: Reaction, client: MastodonClient, act: OutsideAct, { clock }: ReactionsParts, signal: AbortSignal): Promise<OutsideResult> {
  const settled = clock.now() - act.intendedMs >= SETTLED_MS
  return concluded(reaction, await reaction.look(client, act.intent.target ?? '', signal), 'no answer is on record', settled)
}

function concluded({ note, what }: Reaction, looked: Reply<boolean>, reason: string, settled: boolean): OutsideResult {
  if (looked.kind === 'answered') {
    if (looked.value) return done(note)
    return settled ? { kind: 'failed', reason: `${reason}, and it was not done` } : { kind: 'unknown', reason: `${reason}; it is not so yet` }
  }
  if (isGone(looked)) return { kind: 'failed', reason: `${reason}, and ${what.toLowerCase()} is gone` }
  return { kind: 'unknown', reason: `${reason}; and it cannot be looked up: ${reasonOf(looked)}` }
}

type Send<Answer> = (client: MastodonClient, id: string, signal: AbortSignal) => Promise<Reply<Answer>>

function onStatus(stands: (status: Status) => boolean, send: Send<Status>, refusal: (status: PlainStatus) => string | null, note: string): Reaction {
  return {
    what: 'That post', note,
    look: async (client, id, signal) => farId.safeParse(id).success ? within(await client.status(id, signal), stands) : NOBODY,
    send: async (client, id, signal) => within(await send(client, id, signal), stands),
    refusal: async (client, { account }, id, signal) => {
      const found = await openStatus(client, id, signal)
      if (found.kind !== 'open') return found
      return refused(found.status.account.id === account.farId ? 'That one is your own.' : refusal(found.status))
    },
  }
}

function onPerson(stands: (now: Relationship) => boolean, send: Send<Relationship>, refusal: (now: Relationship) => string | null, note: string): Reaction {
  return {
    what: 'That account', note,
    look: async (client, id, signal) => farId.safeParse(id).success ? within(await relationship(client, id, signal), stands) : NOBODY,
    send: async (client, id, signal) => within(await send(client, id, signal), stands),
    refusal: async (client, { account }, id, signal) => {
      if (id === account.farId) return refused('That is you.')
      if (!farId.safeParse(id).success) return refused('There is nobody by that id.')
      const person = await client.account(id, signal)
      if (person.kind !== 'answered') return withoutEffectOn(person, 'That account')
      if (!isLocal(person.value)) return refused(ELSEWHERE)
      const before = await relationship(client, id, signal)
      return before.kind === 'answered' ? refused(refusal(before.value)) : withoutEffectOn(before, 'That account')
    },
  }
}

const NOBODY: Reply<never> = { kind: 'declined', status: 404, reason: 'there is nothing by that id' }

async function relationship(client: MastodonClient, id: string, signal: AbortSignal): Promise<Reply<Relationship>> {
  const reply = await client.relationships([id], signal)
  if (reply.kind !== 'answered') return reply
  const found = reply.value.find((one) => one.id === id)
  return found === undefined ? NOBODY : { kind: 'answered', value: found }
}

function refused(reason: string | null): Refused | null {
  return reason === null ? null : { kind: 'refused', reason }
}

function isGone(reply: NoAnswer): boolean {
  return reply.kind === 'declined' && (reply.status === 404 || reply.status === 410)
}

function done(note: string): OutsideResult {
  return { kind: 'done', items: [], madeId: null, note }
}
