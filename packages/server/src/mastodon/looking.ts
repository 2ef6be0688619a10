/** Timelines, threads and people, as far as they are this server's own. */
import type { OutsideAct, Observed, OutsideResult, OutsideViewer } from '../platform/outside-platform.ts'
import { withoutEffect, withoutEffectOn, type Reply } from '../platform/outside/reply.ts'
import { ELSEWHERE, isLocal, isOpen, shown } from './locality.ts'
import type { MastodonClient, Page } from './mastodon-client.ts'
import { PAGE_ITEMS, PAGES_MOST, PEOPLE_MOST } from './mastodon-actions.ts'
import { commentSeen, personSeen, postSeen, type StatusView } from './statuses.ts'
import { farId, type PlainStatus, type Status } from './words.ts'

/** Looked through for what was said to an agent since it last looked, and how much of it is told. */
const MENTIONS_LOOKED_AT = 30
const NEWS_MOST = 4
const GONE = { kind: 'refused', reason: 'That post is gone.' } as const

export async function observe(client: MastodonClient, { account, sinceMs }: OutsideViewer, signal: AbortSignal): Promise<Observed> {
  const reply = await client.mentions(MENTIONS_LOOKED_AT, signal)
  if (reply.kind !== 'answered') return withoutEffect(reply)
  const view = viewOf(client, account.farId, [])
  const said = reply.value.flatMap(({ type, status }) => type === 'mention' && status && isOpen(status) && status.account.id !== account.farId ? [status] : [])
  const notices = said.map((status) => commentSeen(status, status.inReplyToId ?? status.id, view)).filter(({ atMs }) => atMs > sinceMs)
  return { kind: 'seen', observation: { notices: notices.sort((a, b) => a.atMs - b.atMs).slice(-NEWS_MOST), trends: [], standing: '' } }
}

export async function timeline(client: MastodonClient, act: OutsideAct, ask: (page: Page) => Promise<Reply<readonly Status[]>>, signal: AbortSignal): Promise<OutsideResult> {
  const { page } = act.intent.input
  const wanted = typeof page === 'number' ? Math.min(page, PAGES_MOST) : 1
  let maxId: string | null = null
  let statuses: readonly Status[] = []
  for (let leaf = 0; leaf < wanted; leaf++) {
    const reply = await ask({ limit: PAGE_ITEMS, maxId })
    if (reply.kind !== 'answered') return withoutEffect(reply)
    statuses = reply.value
    maxId = statuses.at(-1)?.id ?? null
    if (maxId === null) break
  }
  const open = new Map(statuses.slice(0, PAGE_ITEMS).map(shown).filter(isOpen).map((status) => [status.id, status]))
  const view = await viewOn(client, act, [...open.values()], signal)
  return { kind: 'done', items: Array.from(open.values(), (status) => postSeen(status, [], view)), madeId: null, note: open.size === 0 ? 'Nothing there.' : `${open.size} posts.` }
}

export async function thread(client: MastodonClient, act: OutsideAct, id: string, signal: AbortSignal): Promise<OutsideResult> {
  const found = await openStatus(client, id, signal)
  if (found.kind !== 'open') return found
  const context = await client.context(id, signal)
  if (context.kind !== 'answered') return withoutEffectOn(context, 'That post')
  const answers = context.value.descendants.filter(isOpen).sort((a, b) => a.atMs - b.atMs)
  const view = await viewOn(client, act, [found.status], signal)
  return { kind: 'done', items: [postSeen(found.status, answers, view)], madeId: null, note: `${answers.length} answers.` }
}

export async function people(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
  const reply = await client.people(String(act.intent.input['query'] ?? ''), PEOPLE_MOST * 2, signal)
  if (reply.kind !== 'answered') return withoutEffect(reply)
  const local = reply.value.filter(isLocal).slice(0, PEOPLE_MOST)
  const followed = await followedOf(client, local.map(({ id }) => id), signal)
  const nowMs = act.intendedMs
  return { kind: 'done', items: local.map((account) => personSeen(account, { followed }, nowMs)), madeId: null, note: local.length === 0 ? 'Nobody there by that name.' : `${local.length} people.` }
}

/** A status that is this server's own and said to everybody; or why nothing is done to it. */
export async function openStatus(client: MastodonClient, id: string, signal: AbortSignal): Promise<{ kind: 'open'; status: PlainStatus } | Exclude<OutsideResult, { kind: 'done' }>> {
  // Ids go into addresses: what cannot be one is nobody's.
  if (!farId.safeParse(id).success) return GONE
  const reply = await client.status(id, signal)
  if (reply.kind !== 'answered') return withoutEffectOn(reply, 'That post')
  const status = shown(reply.value)
  if (!isLocal(status.account)) return { kind: 'refused', reason: ELSEWHERE }
  return isOpen(status) ? { kind: 'open', status } : { kind: 'refused', reason: 'That post was not said to everybody.' }
}

async function viewOn(client: MastodonClient, { account }: OutsideAct, statuses: readonly PlainStatus[], signal: AbortSignal): Promise<StatusView> {
  const authors = [...new Set(statuses.map(({ account: { id } }) => id))].filter((id) => id !== account.farId)
  return viewOf(client, account.farId, await followedOf(client, authors, signal))
}

function viewOf(client: MastodonClient, viewerId: string, followed: Iterable<string>): StatusView {
  return { skewMs: client.skewMs, viewerId, followed: new Set(followed) }
}

/** Without an answer nobody counts as followed: whom one follows already is found out again before one does. */
async function followedOf(client: MastodonClient, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const reply = await client.relationships(ids, signal)
  return new Set(reply.kind === 'answered' ? reply.value.filter(({ following, requested }) => following || requested).map(({ id }) => id) : [])
}

