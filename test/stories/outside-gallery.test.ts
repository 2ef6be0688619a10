/**
 * Agents at an outside gallery, from the whole instance to the reference showcase and back. What the showcase really has, its ledger
 * counts; the instance is stopped between an act and its record, loses its proof, is switched off, and nothing is ever done twice.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Agent, Page as ApiPage, Persona, Site, Trace, Turn } from '@troupe/contract'
import { afterEach, describe, expect, test } from 'vitest'
import type { Fault, Faults } from '../../examples/showcase-server/faults.ts'
import { seededFaults } from '../../examples/showcase-server/faults.ts'
import { startShowcase, type Showcase, type ShowcaseOptions } from '../../examples/showcase-server/server.ts'
import { registerOwner, startInstance, type Api, type StoryInstance } from './instance.ts'

const BOOTSTRAP = 'bootstrap-token-of-a-story'
const TOKEN = 'the-service-token'
/** Proofs are read every two seconds; a busy machine takes its time to answer. */
const PROOFS_READ_MS = 6_000
const NO_VIOLATIONS = { likesTakenBack: 0, doubleLikes: 0, doublePosts: 0, doubleComments: 0, actsWithoutAgent: 0, serviceCallsWithAgent: 0, unlabelledPosts: 0, actsWhileLimited: 0 }

let opened = new AsyncDisposableStack()
afterEach(async () => {
  await opened.disposeAsync()
  opened = new AsyncDisposableStack()
})

interface Town {
  instance: StoryInstance
  readonly owner: Api
  readonly showcase: Showcase
  readonly site: Site
  readonly personas: readonly Persona[]
}

async function openTown(options: Omit<ShowcaseOptions, 'token'> = {}, agents = 6, env: Readonly<Record<string, string>> = {}): Promise<Town> {
  const showcase = await startShowcase({ showsAutomatedFlag: false, ...options, token: TOKEN })
  opened.defer(() => showcase.close())
  const instance = opened.use(await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP, ...env } }))
  const owner = await registerOwner(instance.url, BOOTSTRAP)
  await owner.post('/api/projects', { name: 'Fleet' })
  const site = await owner.post<Site>('/api/platforms', { name: 'Harbour', kind: 'showcase', origin: showcase.origin, credentials: { secret: TOKEN } })
  const { personas } = await owner.post<{ personas: Persona[] }>('/api/personas/generate', { pack: 'gallery', count: agents, seed: 'story' })
  return { instance, owner, showcase, site, personas }
}

/** Everybody's, unless only some are wanted to do one thing alone. */
async function agentsOf({ owner, site, personas }: Town, weights?: Readonly<Record<string, number>>, start = true): Promise<Agent[]> {
  const made: Agent[] = []
  for (const { id: personaId } of personas) {
    made.push(await owner.post<Agent>('/api/agents', { personaId, siteId: site.id, start, ...(weights === undefined ? {} : { brain: { kind: 'habit', weights } }) }))
  }
  return made
}

async function rounds({ instance }: Pick<Town, 'instance'>, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await instance.wake()
    await instance.settled()
  }
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_400; tries++) {
    if (await what()) return
    await delay(25)
  }
  throw new Error('it did not come to pass within 60 s')
}

/** The first request like this goes wrong in this way; all others go well. */
function once(method: string, path: RegExp, fault: Fault): { readonly faults: Faults; readonly hit: () => boolean } {
  let isHit = false
  return {
    hit: () => isHit,
    faults: (asked) => {
      if (isHit || asked.method !== method || !path.test(asked.path)) return null
      isHit = true
      return fault
    },
  }
}

const newest = async ({ owner }: Town, agentId: string): Promise<Trace> => {
  const { items } = await owner.get<ApiPage<Turn>>(`/api/agents/${agentId}/turns`)
  return owner.get<Trace>(`/api/turns/${items[0]?.id ?? ''}`)
}

describe('agents at an outside gallery', () => {
  test('are given accounts, post images, like and comment, each under its own name; and leave when they are deleted', async () => {
    const town = await openTown()
    const agents = await agentsOf(town)
    expect(agents.map(({ platform, site, account, profileId }) => [platform, site?.origin, typeof account?.username, profileId])).toEqual(
      agents.map(() => ['showcase', town.showcase.origin, 'string', null]))
    await rounds(town, 9)
    const { counts, violations } = town.showcase.ledger
    expect(violations).toEqual(NO_VIOLATIONS)
    expect([counts.invitations, counts.posts > 4, counts.comments > 2, counts.likes > 4, counts.images === counts.posts]).toEqual([6, true, true, true, true])
    const items = town.showcase.gallery.items('recent', Date.now())
    expect(items.every(({ description }) => description.includes('Automated: '))).toBe(true)

    const acts = await town.instance.db.selectFrom('outside_acts').select(['state', 'far_id']).execute()
    expect(acts.map(({ far_id: farId }) => farId).sort()).toEqual([...items.map(({ id }) => id), ...items.flatMap(({ comments }) => comments.map(({ id }) => id))].sort())
    const traces = await Promise.all(agents.map(({ id }) => newest(town, id)))
    expect(traces.map(({ chainIntact }) => chainIntact)).toEqual(agents.map(() => true))
    expect((await town.owner.get<{ total: number }>(`/api/agents?siteId=${town.site.id}`)).total).toBe(6)

    await town.owner.delete(`/api/agents/${agents[0]?.id ?? ''}`)
    await until(() => town.showcase.gallery.user(agents[0]?.id ?? '') === null)
    await until(async () => (await town.owner.get<ApiPage<{ action: string }>>('/api/audit')).items.some(({ action }) => action === 'outside-account-removed'))
    const again = await town.owner.post<{ created: number; found: number; failed: unknown[] }>(`/api/platforms/${town.site.id}/accounts`)
    expect(again).toMatchObject({ created: 0, found: 5, failed: [] })
  })

  test('are asked for with what fits, and start only where the site is owned', async () => {
    const town = await openTown({}, 2)
    const [persona] = town.personas
    const personaId = persona?.id
    const refused = async (body: Record<string, unknown>): Promise<string[]> => {
      const problem = await town.owner.refusal<{ status: number; faults?: { path: string }[] }>('/api/agents', { personaId, ...body })
      return [String(problem.status), ...(problem.faults ?? []).map(({ path }) => path)]
    }
    expect(await refused({ platform: 'showcase' })).toEqual(['400', '/siteId'])
    expect(await refused({ platform: 'feed', siteId: town.site.id })).toEqual(['400', '/siteId'])
    expect(await refused({ platform: 'mastodon', siteId: town.site.id })).toEqual(['400', '/siteId', '/platform'])
    expect(await refused({ siteId: personaId })).toEqual(['400', '/siteId'])
    expect(await refused({ platform: 'gallery' })).toEqual(['400', '/platform'])

    const agents = await agentsOf(town, undefined, false)
    await town.instance.db.updateTable('sites').set({ state: 'unproven', basis: null }).execute()
    await delay(PROOFS_READ_MS)
    const problem = await town.owner.refusal<{ status: number; detail: string }>(`/api/agents/${agents[0]?.id ?? ''}/start`, {})
    expect(problem.status).toBe(409)
    expect(problem.detail).toMatch(/Not started: .*has not been proved.*Put the proof on the site/)
    const many = await town.owner.post<{ done: string[]; failed: { reason: string }[] }>('/api/agents/bulk', { verb: 'start', ids: agents.map(({ id }) => id) })
    expect([many.done.length, many.failed.map(({ reason }) => reason.startsWith('Not started'))]).toEqual([0, [true, true]])
    expect(town.showcase.ledger.counts).toMatchObject({ acts: 0, invitations: 0 })
  })

  test.each([
    ['a post', { create_image_post: 1 }, 'POST', /^\/api\/showcase$/, 'posts'],
    ['a comment', { comment: 1 }, 'POST', /\/comments$/, 'comments'],
    ['a like', { upvote: 1 }, 'POST', /\/like$/, 'likes'],
  ] as const)('%s that was done when the process went is found and put on record, once', async (_what, weights, method, path, counted) => {
    const { faults, hit } = once(method, path, { kind: 'silence', worked: true })
    const town = await openTown({ faults }, 1)
    somebodysItem(town)
    const [agent] = await agentsOf(town, weights)
    await until(async () => {
      if (hit()) return true
      await town.instance.wake()
      await delay(50)
      return hit()
    })
    await town.instance.stop()
    expect(town.showcase.ledger.counts[counted]).toBe(1)

    town.instance = opened.use(await startInstance({ databaseUrl: town.instance.databaseUrl, sample: false }))
    await town.instance.settled()
    const journal = await town.instance.db.selectFrom('journal').selectAll().where('agent_id', '=', agent?.id ?? '').where('kind', '=', 'acted').where('action', '=', Object.keys(weights)[0] ?? '').execute()
    // A turn may go on with another one of the sort.
    expect([journal.map(({ result }) => result), town.showcase.ledger.violations]).toEqual([Array.from({ length: town.showcase.ledger.counts[counted] }, () => 'done'), NO_VIOLATIONS])
    expect(journal.filter(({ reason }) => reason?.startsWith('found out after an interruption')).length).toBe(1)
  })

  test('a post that never left before the process went is not made by the next one, and that is told when it is certain', async () => {
    const { faults, hit } = once('POST', /^\/api\/execute/, { kind: 'silence', worked: false })
    const town = await openTown({ faults }, 1)
    const [agent] = await agentsOf(town, { create_image_post: 1 })
    await until(async () => {
      await town.instance.wake()
      await delay(50)
      return hit()
    })
    await town.instance.stop()
    town.instance = opened.use(await startInstance({ databaseUrl: town.instance.databaseUrl, sample: false }))
    await town.instance.settled()
    const acts = () => town.instance.db.selectFrom('outside_acts').selectAll().execute()
    const lost = (await acts()).filter(({ state }) => state === 'unknown')
    expect(lost.map(({ next_at: next }) => next !== null)).toEqual([true])
    const { posts } = town.showcase.ledger.counts
    // Ten minutes on.
    await town.instance.db.updateTable('outside_acts').set({ intended_at: Date.now() - 601_000, next_at: 1 }).where('state', '=', 'unknown').execute()
    await until(async () => (await acts()).some(({ state }) => state === 'failed'))
    const told = await town.instance.db.selectFrom('journal').select(['action', 'result', 'reason']).where('agent_id', '=', agent?.id ?? '').where('kind', '=', 'acted').orderBy('seq', 'desc').limit(1).executeTakeFirst()
    expect(told).toMatchObject({ action: 'create_image_post', result: 'failed' })
    expect(told?.reason).toMatch(/^found out later: .*not there/)
    expect(town.showcase.ledger.counts.posts).toBe(posts)
  })

  test('show a labelled placeholder of ours where the site can make no image, if it can reach us', async () => {
    const town = await openTown({ faults: ({ path }) => path.startsWith('/api/execute') ? { kind: 'html', worked: false } : null }, 1, { TROUPE_PUBLIC_URL: 'https://troupe.example' })
    await agentsOf(town, { create_image_post: 1 })
    await rounds(town, 1)
    const [item] = town.showcase.gallery.items('recent', 0)
    expect(item?.description).toContain('The picture is a placeholder')
    const address = new URL(item?.imageUrl ?? '')
    expect(address.origin).toBe('https://troupe.example')
    const picture = await fetch(`${town.instance.url}${address.pathname}${address.search}`)
    expect([picture.status, picture.headers.get('content-type'), (await picture.arrayBuffer()).byteLength > 5_000]).toEqual([200, 'image/png', true])
    address.searchParams.set('why', 'Words of somebody else')
    expect((await fetch(`${town.instance.url}${address.pathname}${address.search}`)).status).toBe(404)
  })

  test('answer an interview here, wherever they act', async () => {
    const town = await openTown({}, 1)
    const [agent] = await agentsOf(town)
    await town.owner.post(`/api/agents/${agent?.id ?? ''}/interview`, { question: 'What do you make?' })
    const answers = async () => (await town.owner.get<ApiPage<{ answer: unknown }>>(`/api/agents/${agent?.id ?? ''}/interviews`)).items.filter(({ answer }) => answer !== null)
    await until(async () => (await answers()).length === 1)
    expect(town.showcase.ledger.counts.acts).toBe(0)
  })

  test('sleep as they are told, and are not woken before that by anything', async () => {
    const town = await openTown({ budget: 2 }, 2)
    const agents = await agentsOf(town, { create_image_post: 1 })
    for (let i = 0; i < 4; i++) await rounds(town, 1)
    const asleep = await town.instance.db.selectFrom('agents').select(['state', 'state_reason', 'until_at']).where('id', 'in', agents.map(({ id }) => id)).execute()
    expect(asleep.map(({ state }) => state)).toEqual(['asleep', 'asleep'])
    expect(asleep[0]?.state_reason).toMatch(/2 of 2 used/)
    expect(asleep[0]?.until_at).toBeGreaterThan(Date.now() + 50 * 60_000)
    const { acts } = town.showcase.ledger.counts
    await rounds(town, 3)
    expect([town.showcase.ledger.counts.acts, town.showcase.ledger.violations]).toEqual([acts, NO_VIOLATIONS])
    expect(town.showcase.ledger.counts.posts).toBe(4)
  })

  test('a proof that is lost stops all acts', async () => {
    const town = await openTown({}, 3)
    const agents = await agentsOf(town)
    await rounds(town, 1)
    await town.instance.db.updateTable('sites').set({ state: 'lost', basis: null }).execute()
    await delay(PROOFS_READ_MS)
    const { acts } = town.showcase.ledger.counts
    await rounds(town, 2)
    expect(town.showcase.ledger.counts.acts).toBe(acts)
    const last = await newest(town, agents[0]?.id ?? '')
    expect([last.turn.outcome, last.turn.reason]).toEqual(['failed', expect.stringMatching(/no longer proved to be yours/)])
  })

  test('a kill switch ends what is under way, and what became of it is looked for once the switch is off', async () => {
    const { faults, hit } = once('POST', /\/like$/, { kind: 'silence', worked: true })
    const town = await openTown({ faults }, 1)
    somebodysItem(town)
    const [agent] = await agentsOf(town, { upvote: 1 })
    await until(async () => {
      await town.instance.wake()
      await delay(50)
      return hit()
    })
    await town.owner.post('/api/kill-switch', { on: true, scope: 'instance', reason: 'enough' })
    await town.instance.settled()
    const trace = await newest(town, agent?.id ?? '')
    expect([trace.turn.outcome, trace.entries.at(-2)?.action, trace.entries.at(-2)?.result]).toEqual(['killed', 'upvote', 'unknown'])
    const act = () => town.instance.db.selectFrom('outside_acts').selectAll().executeTakeFirstOrThrow()
    await town.instance.db.updateTable('outside_acts').set({ next_at: 1 }).execute()
    await delay(6_000)
    expect((await act()).state).toBe('unknown')
    await town.owner.post('/api/kill-switch', { on: false, scope: 'instance', reason: 'go on' })
    await town.instance.db.updateTable('outside_acts').set({ next_at: 1 }).execute()
    await until(async () => (await act()).state === 'done')
    expect(town.showcase.ledger).toMatchObject({ counts: { likes: 1 }, violations: NO_VIOLATIONS })
  })

  test('two workers share them, and the likes of both are told apart where answers are lost', async () => {
    let asked = 0
    const faults: Faults = ({ method, path }) => method === 'POST' && path.endsWith('/like') && ++asked % 3 === 0 ? { kind: 'hang-up', worked: asked % 2 === 0 } : null
    const town = await openTown({ faults }, 6)
    for (let i = 0; i < 4; i++) somebodysItem(town)
    await agentsOf(town, { upvote: 1 })
    opened.use(await startInstance({ databaseUrl: town.instance.databaseUrl, sample: false }))
    await rounds(town, 8)
    expect(town.showcase.ledger.violations).toEqual(NO_VIOLATIONS)
    expect([asked > 12, town.showcase.ledger.counts.likes > 8]).toEqual([true, true])
    const remembered = await town.instance.db.selectFrom('outside_likes').select(['agent_id', 'item_id', 'state']).execute()
    const stands = new Set(town.showcase.gallery.items('recent', 0).flatMap(({ id, likedBy }) => [...likedBy].map(({ agentId }) => `${agentId} ${id}`)))
    // Whatever is remembered as liked is; what stands is remembered, as liked or as what may have been.
    expect(remembered.filter(({ state, agent_id, item_id }) => state === 'liked' && !stands.has(`${agent_id} ${item_id}`))).toEqual([])
    const maybe = new Set(remembered.filter(({ state }) => state !== 'unliked').map(({ agent_id, item_id }) => `${agent_id} ${item_id}`))
    expect([...stands].filter((one) => !maybe.has(one))).toEqual([])
  })

  test('where the site misbehaves, nothing is doubled, though the process is restarted meanwhile', async () => {
    const well = { now: true }
    const spoilt = seededFaults(5, 0.2)
    // Silence and drips are waited for by the wall's clock; the storm has them in plenty (test/showcase).
    const faults: Faults = (asked) => {
      const fault = spoilt(asked)
      return well.now || fault?.kind === 'silence' || fault?.kind === 'drip' ? null : fault
    }
    const town = await openTown({ faults }, 5)
    await agentsOf(town)
    well.now = false
    for (let i = 0; i < 3; i++) {
      await rounds(town, 3)
      await town.instance.wake()
      await delay(100)
      await town.instance.stop()
      town.instance = opened.use(await startInstance({ databaseUrl: town.instance.databaseUrl, sample: false }))
      await town.instance.settled()
      // Limits told are kept to; here they are over.
      await town.instance.db.updateTable('outside_accounts').set({ limited_until: null }).execute()
    }
    const { counts, violations } = town.showcase.ledger
    expect({ ...violations, actsWhileLimited: 0 }).toEqual(NO_VIOLATIONS)
    expect([counts.faults > 20, counts.posts > 3, counts.acts > 40]).toEqual([true, true, true])
    const failed = await town.instance.db.selectFrom('agents').select(['state', 'state_reason']).where('state', '=', 'failed').execute()
    expect(failed).toEqual([])
  })
})

function somebodysItem({ showcase }: Pick<Town, 'showcase'>): void {
  const { user } = showcase.gallery.invite({ agentId: 'person', name: 'Ada', username: 'ada', agentPersonaId: '', isAgent: false })
  showcase.gallery.post(user, { title: 'A boat', description: 'In the morning.', imageUrl: 'https://images.example/boat.png' }, Date.now())
}
