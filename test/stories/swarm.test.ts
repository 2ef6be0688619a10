/** `troupe swarm` at the reference showcase, whose ledger has the last word on what the agents did. */
import { expect, test } from 'vitest'
import { seededFaults, type Faults } from '../../examples/showcase-server/faults.ts'
import { startShowcase, type ShowcaseOptions } from '../../examples/showcase-server/server.ts'
import type { Outcome } from '../../packages/server/src/cli/swarm/summary.ts'
import { town } from '../../packages/server/src/cli/swarm/testing/town.ts'

type Summary = Outcome & { readonly agents: number; readonly made: unknown; readonly accounts: { readonly created: number; readonly found: number; readonly failures: readonly unknown[] }; readonly projectId: string }

async function place(options: Omit<ShowcaseOptions, 'token'> = {}) {
  const ours = await town()
  const showcase = await startShowcase({ ...options, token: 'T' })
  const words = `--count 6 --platform showcase --url ${showcase.origin} --json`
  const run = async (more: string, everyMs: number): Promise<Summary> => JSON.parse((await ours.run(`${words} ${more}`, everyMs)).out) as Summary
  return {
    ...ours, showcase, words, swarm: run,
    [Symbol.asyncDispose]: async () => {
      await showcase.close()
      await ours[Symbol.asyncDispose]()
    },
  }
}

const NO_VIOLATIONS = { likesTakenBack: 0, doubleLikes: 0, doublePosts: 0, doubleComments: 0, actsWithoutAgent: 0, serviceCallsWithAgent: 0, unlabelledPosts: 0, actsWhileLimited: 0 }

test('six agents move in, post, comment and like, each labelled, and the second run finds them', async () => {
  await using here = await place()
  const { ledger, gallery } = here.showcase
  const first = await here.swarm('--token T --for 8s', 900)
  expect([first.agents, first.made, first.accounts]).toEqual([6, { project: true, personas: 6, agents: 6 }, { created: 6, found: 0, failures: [], until: null }])
  const { posts, comments, likes, images } = first
  expect({ posts, comments, likes, images }).toEqual({ posts: ledger.counts.posts, comments: ledger.counts.comments, likes: ledger.counts.likes, images: ledger.counts.images })
  expect(Math.min(posts, comments + likes)).toBeGreaterThan(0)
  expect(ledger.violations).toEqual(NO_VIOLATIONS)
  const shown = gallery.items('recent', 0)
  expect(shown.every(({ user, imageUrl }) => user.isAgent && imageUrl.startsWith(here.showcase.origin))).toBe(true)
  const agents = await here.db.selectFrom('agents').select(['state', 'platform']).execute()
  expect(new Set(agents.map(({ state, platform }) => `${state} on ${platform}`))).toEqual(new Set(['paused on showcase']))

  // The token is kept, the members are; nothing is made.
  const second = await here.swarm('--for 5s', 900)
  expect([second.made, second.accounts.found, second.projectId]).toEqual([{ project: false, personas: 0, agents: 0 }, 6, first.projectId])
  expect([ledger.counts.invitations, ledger.counts.posts, ledger.violations]).toEqual([6, posts + second.posts, NO_VIOLATIONS])
})

test('a wrong token makes nothing, and says so of all', async () => {
  await using here = await place()
  const refused = await here.run(`${here.words} --token wrong --for 5s`, 900)
  const { accounts, posts, acts } = JSON.parse(refused.out) as Summary
  expect([accounts.created, accounts.failures, posts, acts]).toEqual([0, [expect.objectContaining({ count: 6, reason: expect.stringContaining('401') as string })], 0, 0])
  expect(refused.said).toContain('6 failed:')
  expect(refused.out + refused.said).not.toContain('wrong')
  // The next run brings the right one.
  expect((await here.swarm('--token T --for 5s', 900)).accounts.created).toBe(6)
})

test('who is told to wait waits, over the end of a run and into the next', async () => {
  await using here = await place({ budget: 1 })
  const { ledger } = here.showcase
  const first = await here.swarm('--token T --for 10s', 700)
  expect(first.asleep.length).toBeGreaterThan(0)
  for (const { until, reason } of first.asleep) {
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(3_500_000)
    expect(reason).toBe('the site asks for a pause: 1 of 1 used')
  }
  const second = await here.swarm('--for 6s', 700)
  expect(second.asleep.map(({ agentId }) => agentId)).toEqual(expect.arrayContaining(first.asleep.map(({ agentId }) => agentId)))
  const untils = new Map(second.asleep.map(({ agentId, until }) => [agentId, until]))
  for (const { agentId, until } of first.asleep) expect(untils.get(agentId)).toBe(until)
  expect(ledger.violations).toEqual(NO_VIOLATIONS)
})

/** Silence and drips are waited for by the wall's clock, for half a minute at a time; the storm has them in plenty (test/showcase). */
function swiftFaults(seed: number): Faults {
  const spoilt = seededFaults(seed)
  return (asked) => {
    const fault = spoilt(asked)
    return fault?.kind === 'silence' || fault?.kind === 'drip' ? { ...fault, kind: 'hang-up' } : fault
  }
}

test.each([1, 7])('a server that misbehaves finds nothing done twice, and nobody up who was told to sleep (faults of seed %i)', async (seed) => {
  await using here = await place({ faults: swiftFaults(seed), budget: 6 })
  const { ledger } = here.showcase
  const first = await here.swarm('--token T --for 14s', 400)
  const second = await here.swarm('--for 7s', 400)
  expect(ledger.counts.faults).toBeGreaterThan(0)
  expect(first.acts + second.acts).toBeGreaterThan(0)
  expect(ledger.violations).toEqual(NO_VIOLATIONS)
  // What was claimed is there; more may be there than was heard of.
  const counted = (['posts', 'comments', 'likes'] as const).map((what) => ({ what, claimed: first[what] + second[what], there: ledger.counts[what] }))
  expect(counted.filter(({ claimed, there }) => claimed > there)).toEqual([])
  const made = await here.db.selectFrom('outside_acts').select('far_id').where('far_id', 'is not', null).execute()
  expect(made.map(({ far_id: farId }) => farId).filter((farId, nth, all) => all.indexOf(farId) !== nth), 'made by two acts').toEqual([])
  const likes = await here.db.selectFrom('journal').select(['agent_id', 'target_id']).where('action', '=', 'upvote').where('result', '=', 'done').execute()
  const stands = new Set(here.showcase.gallery.items('recent', 0).flatMap(({ id, likedBy }) => [...likedBy].map(({ agentId }) => `${agentId} likes ${id}`)))
  const told = likes.map(({ agent_id: agentId, target_id: itemId }) => `${agentId} likes ${itemId}`)
  expect(told.filter((like, nth) => !stands.has(like) || told.indexOf(like) !== nth), 'not there, or told twice').toEqual([])
  expect(await here.db.selectFrom('agents').select('state').where('state', '!=', 'paused').execute()).toEqual([])
})
