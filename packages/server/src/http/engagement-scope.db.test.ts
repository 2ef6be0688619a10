/**
 * A creator's own login sees its own creator and nobody else. Every route is walked: those that don't say `creatorMay` refuse it;
 * of those that do, each answer stays the same to the byte when another creator comes into the workspace with one of everything,
 * and the other's ids are answered like ids of nobody. A new route that lets such a login in has to be one of those walked here.
 */
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import type { Invitation, Me } from '@troupe/contract'
import type { RouteOptions } from 'fastify'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import type { Engagement } from '../assemble-engagement.ts'
import type { Id } from '../base/ids.ts'
import { EventStreams } from './sse.ts'
import { Caller } from './testing/caller.ts'
import { consoleServer } from './testing/console-server.ts'
import { creatorLife, type CreatorLife } from './testing/creator-life.ts'
import { plainCreator, testEngagement } from './testing/engagement-server.ts'

interface Walked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly config: NonNullable<RouteOptions['config']>
  readonly queryKeys: readonly string[]
}

interface Sent {
  /** Which of a creator's ids stands in the address. */
  readonly id?: string
  readonly verb?: string
  readonly body?: (ids: Readonly<Record<string, Id>>) => object
  readonly answer?: number
  /** What is another's is told within an answer, as there being none. */
  readonly toldWithin?: true
}

/** What is sent where something is changed. */
const SENT: Readonly<Record<string, Sent>> = {
  'POST /api/policies/what-if': { body: ({ consumerId }) => ({ consumerId, channel: 'email', at: '2026-10-01T12:00:00.000Z' }) },
  'POST /api/conversations/:id/:verb': { id: 'conversationId', verb: 'take', body: () => ({ reason: 'mine' }) },
  'POST /api/conversations/:id/reply': { id: 'conversationId', body: () => ({ text: 'Hello' }), answer: 202 },
  'POST /api/messages/:id/read': { id: 'messageId' },
  // Seen otherwise than it stands; that it is there is told to its own creator alone.
  'POST /api/approvals/:id/approve': { id: 'approvalId', body: () => ({ contentHash: 'a'.repeat(64) }), answer: 409 },
  'POST /api/approvals/bulk': { body: ({ approvalId }) => ({ verb: 'reject', items: [{ id: approvalId, contentHash: 'a'.repeat(64) }] }), toldWithin: true },
  'POST /api/approvals/:id/edit': { id: 'approvalId', body: () => ({ contentHash: 'a'.repeat(64), text: 'Other' }), answer: 409 },
  'POST /api/approvals/:id/reject': { id: 'approvalId', body: () => ({ contentHash: 'a'.repeat(64) }), answer: 409 },
}
/** Never end: `creator-stream.db.test.ts` listens to the one, and the other's job is looked up before its stream begins. */
const STREAMS = new Set(['GET /api/activity/stream', 'GET /api/onboarding/jobs/:id/stream'])
/** Of the person who is signed in, whoever that is. */
const OWN_PERSON = /^\/api\/(?:auth\/|workspaces$)/
const FILTERS = new Set(['type', 'before', 'query'])

async function stage() {
  const routes: Walked[] = []
  let engagement: Engagement | undefined
  const server = await consoleServer({
    onRoute: ({ method, url, config = {}, schema }) => {
      const queryKeys = Object.keys((schema?.querystring as z.ZodObject | undefined)?.shape ?? {})
      for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push({ method: one as Walked['method'], url, config, queryKeys })
    },
    moreRoutes: (app, parts) => {
      engagement = testEngagement(parts)
      engagement.routes(app, { streams: new EventStreams(app, { batchMs: 5 }) })
    },
  })
  const { owner, ids, clock, connection: { db } } = server
  const workspaceId = (await owner.get('/api/auth/me')).json<Me>().workspaces[0]?.id ?? ''
  const shared = { agentId: ids.next(), experimentId: ids.next() }
  const house = await plainCreator(db, { id: ids.next(), workspaceId, username: 'house' })
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, wake_at, created_at) VALUES (${shared.agentId}, ${workspaceId}, ${house}, 'Shared', 'messaging', '{"kind":"rules","rules":"welcome","settings":{}}', 'idle', 0, NULL, 0)`.execute(db)
  await sql`INSERT INTO experiments (id, workspace_id, creator_id, name, key, arms, holdout, goal, window_days, state, started_at, created_at)
    VALUES (${shared.experimentId}, ${workspaceId}, NULL, 'All', 'all', '[{"key":"a","text":"","weight":1},{"key":"b","text":"","weight":1}]', 0.1, 'payment_success', 1, 'running', ${clock.now() - 1e8}, 0)`.execute(db)
  const live = async (username: string): Promise<CreatorLife> => creatorLife({ db, ids, owner, workspaceId, shared, nowMs: clock.now() }, await plainCreator(db, { id: ids.next(), workspaceId, username }), username)
  const login = async (creatorId: Id): Promise<Caller> => {
    const { link } = (await owner.post('/api/invitations', { email: 'ada@example.com', role: 'reviewer', creatorId })).json<Invitation>()
    const { accessToken } = (await new Caller(server.app).post('/api/auth/register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', inviteToken: link?.split('#')[1] })).json<{ accessToken: string }>()
    return new Caller(server.app).bearer(accessToken)
  }
  const dispose = async () => {
    await engagement?.[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  }
  return { db, routes, shared, live, login, nextId: () => ids.next(), [Symbol.asyncDispose]: dispose }
}

const named = ({ method, url }: Walked): string => `${method} ${url}`

async function ask(caller: Caller, { method }: Walked, url: string, body: object = {}): Promise<{ readonly statusCode: number; readonly body: string }> {
  if (method === 'GET') return caller.get(url)
  return method === 'DELETE' ? caller.delete(url) : caller[method.toLowerCase() as 'post' | 'put' | 'patch'](url, body)
}

/** The route's address with each of these ids in it; where it has none, with each filter set to what it is about. */
function addresses({ url, queryKeys }: Walked, { word, ids }: CreatorLife): string[] {
  if (/:\w+/.test(url)) return Object.values(ids).map((id) => url.replaceAll(/:\w+/g, id))
  const filters = queryKeys.flatMap((key): string[] => (key in ids ? [ids[key] ?? ''] : key.endsWith('Id') ? Object.values(ids) : FILTERS.has(key) ? [word, `${word} joined`, ids['messageId'] ?? ''] : []).map((value) => `${url}?${key}=${encodeURIComponent(value)}`))
  return [url, ...filters]
}

it('lets a creator\'s own login see and touch what is its creator\'s, and nothing else', async () => {
  await using at = await stage()
  const mine = await at.live('mine')
  const ada = await at.login(mine.ids['creatorId'] ?? '')
  const open = at.routes.filter(({ config }) => config.creatorMay === true)

  for await (const file of glob('**/*.ts', { cwd: import.meta.dirname })) {
    const source = file.includes('.test.') ? '' : readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
    if (source.includes('creatorMay: true')) expect(open.filter(({ url }) => source.includes(`'${url}'`)), `${file} is not walked here`).not.toEqual([])
  }
  for (const route of at.routes.filter(({ url, config }) => url.startsWith('/api/') && config.access !== 'public' && config.access !== 'member' && config.creatorMay !== true)) {
    expect((await ask(ada, route, route.url.replaceAll(/:\w+/g, mine.ids['consumerId'] ?? ''))).statusCode, named(route)).toBe(403)
  }

  const reads = open.filter((route) => route.method === 'GET' && !STREAMS.has(named(route)))
  const seen = new Map<string, string>()
  for (const route of reads) {
    let shown = 0
    for (const url of [...addresses(route, mine), ...addresses(route, { word: mine.word, ids: at.shared })]) {
      const { statusCode, body } = await ada.get(url)
      if (statusCode === 200) shown++
      seen.set(url, statusCode === 200 ? body : String(statusCode))
    }
    // What follows says something only of routes that have something to show.
    expect(shown, named(route)).toBeGreaterThan(0)
  }

  const other = await at.live('other')
  const theirs = Object.values(other.ids)
  for (const [url, before] of seen) {
    const { statusCode, body } = await ada.get(url)
    expect(statusCode === 200 ? body : String(statusCode), url).toBe(before)
  }
  // What is another's answers as what is nobody's: not even that it is there can be told.
  const nobody = at.nextId()
  const answered = async (url: string, id: string) => {
    const { statusCode, body } = await ada.get(url.replaceAll(id, nobody))
    const { statusCode: othersCode, body: othersBody } = await ada.get(url)
    return [[statusCode, body], [othersCode, othersBody]].map(([code, text]) => [code, String(text).replaceAll(id, '').replaceAll(nobody, '').replace(/"urn:troupe:request:[^"]+"/, '')])
  }
  for (const route of reads.filter(({ url }) => !OWN_PERSON.test(url))) {
    for (const url of addresses(route, other).filter((address) => !seen.has(address))) {
      const id = theirs.find((one) => url.includes(one))
      if (id === undefined) expect((await ada.get(url)).body.replaceAll(`${other.word} joined`, ''), url).not.toContain(other.word)
      else {
        const [ofNobody, ofTheirs] = await answered(url, id)
        expect(ofTheirs, url).toEqual(ofNobody)
      }
    }
  }

  const standing = async (): Promise<unknown> => (await sql`SELECT (SELECT json_agg(a ORDER BY id) FROM actions a WHERE creator_id = ${other.ids['creatorId']}) AS actions, (SELECT json_agg(m ORDER BY id) FROM messages m WHERE creator_id = ${other.ids['creatorId']}) AS messages,
    (SELECT json_agg(v ORDER BY id) FROM conversations v WHERE creator_id = ${other.ids['creatorId']}) AS threads, (SELECT json_agg(p ORDER BY id) FROM approvals p WHERE creator_id = ${other.ids['creatorId']}) AS approvals`.execute(at.db)).rows
  const before = await standing()
  for (const route of open.filter(({ method, url }) => method !== 'GET' && !OWN_PERSON.test(url))) {
    const sent = SENT[named(route)]
    if (sent === undefined) {
      // Whom their role keeps out is kept out; whoever is let in is looked at.
      expect(['operator', 'admin', 'owner'], `${named(route)} lets a creator's login change something: say in SENT what is sent there`).toContain(route.config.access)
      expect((await ask(ada, route, route.url.replaceAll(/:\w+/g, mine.ids['consumerId'] ?? ''))).statusCode, named(route)).toBe(403)
      continue
    }
    const to = (of: CreatorLife, id = '') => ask(ada, route, route.url.replace(':id', id).replace(':verb', sent.verb ?? ''), sent.body?.(of.ids))
    for (const id of sent.id === undefined ? [''] : theirs) {
      const { statusCode, body } = await to(other, id)
      expect([statusCode, body.includes(`${other.word} `)], `${named(route)} ${body}`).toEqual([sent.toldWithin ? 200 : 404, false])
      if (sent.toldWithin) expect(body, named(route)).toMatch(/^\{"done":\[\],"failed":\[\{"id":"[^"]+","reason":"There is no /)
    }
    const { statusCode, body } = await to(mine, mine.ids[sent.id ?? ''])
    expect(statusCode, `${named(route)} ${body}`).toBe(sent.answer ?? 200)
  }
  expect(await standing()).toEqual(before)
})
