/** `troupe swarm` at the reference showcase, whose ledger has the last word on what the agents did. */
import { expect, test } from 'vitest'
import { seededFaults } from '../../examples/showcase-server/faults.ts'
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

test('six agents move in, post, comment and like, each labelled, and the second run finds them', { timeout: 120_000 }, async () => {
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

test('who is told to wait waits, over the end of a run and into the next', { timeout: 120_000 }, async () => {
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

test.each([1, 7])('a server that misbehaves finds nothing done twice, and nobody up who was told to sleep (faults of seed %i)', { timeout: 180_000 }, async (seed) => {
  await using here = await place({ faults: seededFaults(seed), budget: 6 })
  const { ledger } = here.showcase
  const first = await here.swarm('--token T --for 25s', 700)
  const second = await here.swarm('--for 10s', 700)
  expect(ledger.counts.faults).toBeGreaterThan(0)
  expect(first.acts + second.acts).toBeGreaterThan(0)
  expect(ledger.violations).toEqual(NO_VIOLATIONS)
  // What was claimed is there; more may be there than was heard of.
  for (const what of ['posts', 'comments', 'likes'] as const) expect(first[what] + second[what]).toBeLessThanOrEqual(ledger.counts[what])
  expect(await here.db.selectFrom('agents').select('state').where('state', '!=', 'paused').execute()).toEqual([])
})
