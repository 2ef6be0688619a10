/**
 * Shown by (SPEC P1): what is not proved to be one's own is refused before any act. Through the API, the gate, and a real
 * adapter on the way that it is given; the far side counts who asks it for anything.
 */
import type { Problem, Site } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { judge, STANDARD_POLICIES } from '../../policy/gate.ts'
import type { Facts } from '../../policy/policy.ts'
import { LikesInMemory } from '../../showcase/like-memory.ts'
import { SHOWCASE_ACTIONS } from '../../showcase/showcase-actions.ts'
import { ShowcasePlatform } from '../../showcase/showcase-platform.ts'
import { SiteNotOwnedError } from '../../site/site-proofs.ts'
import { DRAFT, siteServer } from '../testing/site-server.ts'

type Server = Awaited<ReturnType<typeof siteServer>>
const NEVER = new AbortController().signal
const ADA = { agentId: '0190a000-0000-7000-8000-00000000000a', personaId: '0190a000-0000-7000-8000-00000000000b', name: 'Ada', username: 'ada', farId: 'far', farUsername: 'ada' }

/** The adapter as the runtime makes it: its way leads through the proofs. `ends`: what became of each request. */
function adapter({ proofs, workspaceId }: Server, { id, origin }: Pick<Site, 'id' | 'origin'>, ends: unknown[]): ShowcasePlatform {
  const go = proofs.fetchFor(id, workspaceId)
  const watched: typeof fetch = (input, init) => go(input, init).then((answer) => (ends.push(answer.status), answer), (error: unknown) => {
    ends.push(error)
    throw error
  })
  return new ShowcasePlatform({
    origin, token: 'service-token', fetch: watched, clock: new SystemClock(), random: seeded('pauses'), likes: new LikesInMemory(), operator: 'Northlight', placeholderUrl: () => null,
    limits: { readMs: 1_000, writeMs: 1_000, workflowMs: 1_000 },
  })
}

/** Everything an agent could do there, tried at the gate and past it. */
async function refusedInEveryWay(server: Server, site: Pick<Site, 'id' | 'origin'>, why: RegExp): Promise<void> {
  const { proofs, workspaceId, side } = server
  await proofs.read()
  const place = proofs.place(site.id, workspaceId)
  expect(place).toMatchObject({ owned: false, why: expect.stringMatching(why) as string })
  const before = side.asked.length
  for (const action of SHOWCASE_ACTIONS.values()) {
    const facts: Facts = {
      killed: null, place, labelled: true, generator: 'rehearsal', action, inView: new Set(['item']), actsInTurn: 0, answeredInTurn: new Set(), today: { posts: 0, comments: 0 },
      caps: { actsPerTurn: 10, postsPerDay: 5, commentsPerDay: 5 },
    }
    expect(judge(STANDARD_POLICIES, { action: action.name, target: action.target === null ? null : 'item', input: {} }, facts), action.name).toMatchObject({ kind: 'suppress', policy: 'ownership', reason: expect.stringMatching(why) as string })
  }
  const ends: unknown[] = []
  const platform = adapter(server, site, ends)
  const act = (action: string, input: object, target: Id | null = null) =>
    platform.perform({ id: ADA.agentId, account: ADA, intent: { action, target, input: { ...input } }, generator: 'rehearsal', intendedMs: 0, accountedFor: async () => [] }, NEVER)
  const results = [
    await platform.provision(ADA, NEVER).catch((error: Error) => ({ kind: error.name })), await platform.observe({ account: ADA, sinceMs: 0 }, NEVER).catch((error: Error) => ({ kind: error.name })),
    ...await Promise.all([act('view_gallery', {}), act('create_image_post', { text: 'x', generator: 'packshot', prompt: 'x' }), act('upvote', {}, 'item'), act('comment', { text: 'x' }, 'item')]
      .map((result) => result.catch((error: Error) => ({ kind: error.name })))),
  ]
  for (const { kind } of results) expect(['there', 'seen', 'done', 'unknown']).not.toContain(kind)
  // Each tried to go, and none left this machine.
  expect(ends.length).toBeGreaterThanOrEqual(results.length)
  for (const end of ends) expect(end).toBeInstanceOf(SiteNotOwnedError)
  expect(side.asked).toHaveLength(before)
}

it('refuses a public host that does not serve the well-known file, before any act', async () => {
  await using server = await siteServer()
  const { owner, side, outside } = server
  const site = await server.add()
  await refusedInEveryWay(server, site, /not been proved/)
  expect([outside.tried, side.asked]).toEqual([[], []])

  expect((await owner.post(`/api/platforms/${site.id}/check`)).json()).toMatchObject({ state: 'unproven', lastCheck: { outcome: 'no-file', status: 404 } })
  expect(side.asked).toEqual(['/.well-known/troupe.json'])
  await refusedInEveryWay(server, site, /not been proved/)
})

it.each(['https://mastodon.social', 'https://MASTODON.social.', 'https://bsky.social', 'https://www.instagram.com'])('refuses %s, whatever it serves, before any act', async (origin) => {
  await using server = await siteServer()
  const { owner, outside, db, workspaceId } = server
  for (const kind of ['mastodon', 'atproto', 'showcase']) {
    const answer = await owner.post('/api/platforms', { ...DRAFT, kind, origin })
    expect([answer.statusCode, answer.json<Problem>().type], kind).toEqual([403, '/problems/third-party-network'])
  }
  // Nor would a row that came there some other way, proved as it may look, open it.
  const site = await server.proved()
  await db.updateTable('sites').set({ origin: new URL(origin).origin.replace(/\.$/, '') }).where('id', '=', site.id).execute()
  const tried = outside.tried.length
  await refusedInEveryWay(server, { id: site.id, origin: new URL(origin).origin }, /belongs to|third part|no setting/i)
  expect(outside.tried).toHaveLength(tried)
  const { rows } = await sql<{ state: string }>`SELECT state FROM sites WHERE workspace_id = ${workspaceId}`.execute(db)
  expect(rows).toHaveLength(1)
})
