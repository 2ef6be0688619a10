/** Hours of a fleet at the reference showcase, in seconds: what it does where all goes well, and what it never does where nothing does. */
import { describe, expect, test } from 'vitest'
import { seededFaults } from '../../examples/showcase-server/faults.ts'
import type { AgentView } from '../../packages/server/src/agent/brain.ts'
import { Turn, type TurnSnapshot } from '../../packages/server/src/agent/turn.ts'
import { SETTLED_MS } from '../../packages/server/src/platform/outside/settling.ts'
import { IN_MEMORY } from '../../packages/server/src/platform/platform.ts'
import { answerTo } from '../../packages/server/src/runtime/ask-port.ts'
import { Fleet } from './fleet.ts'

const NO_VIOLATIONS = { likesTakenBack: 0, doubleLikes: 0, doublePosts: 0, doubleComments: 0, actsWithoutAgent: 0, serviceCallsWithAgent: 0, unlabelledPosts: 0, actsWhileLimited: 0 }
const NEVER = new AbortController().signal

function results(fleet: Fleet, action: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const entry of fleet.ledger.entries) if (entry.kind === 'acted' && entry.action === action) counts[entry.result ?? ''] = (counts[entry.result ?? ''] ?? 0) + 1
  return counts
}

describe.each(['habit', 'model'] as const)('two hours of six agents with %s brains', (kind) => {
  test('posts with images, comments on others\' and likes, each on record once', async () => {
    await using fleet = await Fleet.open({ agents: 6, brain: kind === 'habit' ? { kind } : { kind, actionsMax: 10 }, showcase: { showsAutomatedFlag: false } })
    await fleet.run(2)
    const { counts, violations } = fleet.showcase.ledger
    expect(violations).toEqual(NO_VIOLATIONS)
    expect(counts).toMatchObject({ invitations: 6, images: counts.posts })
    expect([counts.posts > 30, counts.comments > 20, counts.likes > 20]).toEqual([true, true, true])
    expect(['create_image_post', 'comment', 'upvote'].map((action) => results(fleet, action)['done'])).toEqual([counts.posts, counts.comments, counts.likes])
    expect(fleet.outside.acts.acts.map(({ farId }) => farId).filter((id) => id !== null).length).toBe(counts.posts + counts.comments)
    const items = fleet.showcase.gallery.items('recent', fleet.clock.now())
    expect(new Set(items.map(({ title }) => title)).size).toBeGreaterThan(items.length / 2)
    // Each act on somebody says on whom, by the name that was seen.
    const acts = fleet.ledger.entries.filter(({ action, result }) => result === 'done' && (action === 'comment' || action === 'upvote'))
    const usernames = new Set(items.map(({ user }) => user.username))
    expect(acts.map(({ payload }) => (JSON.parse(payload?.body ?? '{}') as { whom?: string }).whom).filter((whom) => whom === undefined || !usernames.has(whom))).toEqual([])
    // Nobody speaks of the label as if it had been somebody's words.
    const said = items.flatMap(({ comments }) => comments.map(({ content }) => content.split('\n\nAutomated:')[0] ?? ''))
    expect(said.filter((words) => /automated|AI persona/i.test(words))).toEqual([])
  })
})

describe('at a site that spoils one call in four', () => {
  test.each([1, 2])('nothing is doubled or taken back, agents sleep as they are told, and what was lost is found out (seed %i)', async (seed) => {
    await using fleet = await Fleet.open({ agents: 6, faults: seededFaults(seed), limitMs: 100, showcase: { budget: 20, showsAutomatedFlag: false } })
    let turns = 0
    await fleet.run(2.5, {
      onTurn: () => {
        // As if the process had been restarted: what adapters keep in mind is gone.
        if (++turns % 40 === 0) fleet.platform = fleet.platformAnew()
      },
    })
    const { counts, violations } = fleet.showcase.ledger
    expect(violations).toEqual(NO_VIOLATIONS)
    expect([counts.faults > 50, counts.posts > 5, counts.comments > 5, counts.likes > 5]).toEqual([true, true, true, true])
    expect(fleet.ledger.turns.filter(({ outcome }) => outcome === 'slept').length).toBeGreaterThan(0)

    // Ten minutes after the last act, all that can be found out has been.
    for (let minute = 0; minute < 24 * 60; minute++) {
      fleet.clock.advanceBy(60_000)
      await fleet.outside.reconciliation.pass(NEVER)
      if (fleet.outside.acts.acts.every(({ nextMs }) => nextMs === null)) break
    }
    expect(fleet.outside.acts.acts.filter(({ nextMs }) => nextMs !== null)).toEqual([])
    const has = new Set(fleet.showcase.gallery.items('recent', 0).flatMap(({ id, comments }) => [id, ...comments.map((comment) => comment.id)]))
    expect(fleet.outside.acts.acts.filter(({ farId }) => farId !== null && !has.has(farId))).toEqual([])
    const known = new Set(fleet.outside.acts.acts.flatMap(({ farId }) => farId === null ? [] : [farId]))
    const open = fleet.outside.acts.acts.filter(({ state, intent }) => state === 'unknown' && intent.action !== 'upvote')
    // Whatever the site has of ours stands on our record, but for what could not be told for certain.
    expect([...has].filter((id) => !known.has(id)).length).toBeLessThanOrEqual(open.length)
  })
})

describe('a turn that is taken up again at each of its errands', () => {
  /** As a worker does that dies each time the far side has answered, before it can put that on record; `isDone`: whether it got so far as to ask. */
  async function diesAt(fleet: Fleet, agent: AgentView, isDone: (errand: number) => boolean): Promise<{ turn: Turn; deaths: number }> {
    let turn = new Turn({ id: fleet.ids.next(), agent, worldId: 'site-1', trigger: { kind: 'wake' }, startedMs: fleet.clock.now(), sinceMs: 0, ...fleet.ledger.agent(agent.id), snapshot: null })
    let deaths = 0
    await fleet.engine.run([turn], fleet.clock.now(), IN_MEMORY)
    for (let errands = 0; turn.status.kind === 'waiting'; ) {
      const snapshot = JSON.parse(JSON.stringify(turn.snapshot())) as TurnSnapshot
      await fleet.ledger.commit([turn], new Map())
      const { ask } = turn.status
      if (ask.kind === 'errand') {
        if (isDone(errands++)) await answerTo(ask, turn.agent, fleet.asks, NEVER)
        deaths += 1
        fleet.platform = fleet.platformAnew()
        turn = new Turn({ id: turn.id, agent, worldId: 'site-1', trigger: { kind: 'wake' }, startedMs: turn.startedMs, sinceMs: 0, ...fleet.ledger.agent(agent.id), snapshot })
      }
      const again = turn.status.kind === 'waiting' ? turn.status.ask : ask
      fleet.engine.take(turn, again, await answerTo(again, turn.agent, fleet.asks, NEVER), null, fleet.clock.now())
      await fleet.engine.run([turn].filter(({ status }) => status.kind === 'running'), fleet.clock.now(), IN_MEMORY)
    }
    await fleet.ledger.commit([turn], new Map())
    return { turn, deaths }
  }

  test('has done each act once, and says so', async () => {
    await using fleet = await Fleet.open({ agents: 6 })
    let deaths = 0
    for (let round = 0; round < 8; round++) {
      for (const agent of fleet.agents) {
        fleet.clock.advanceBy(120_000)
        deaths += (await diesAt(fleet, agent, () => true)).deaths
      }
    }
    const { counts, violations } = fleet.showcase.ledger
    expect(violations).toEqual(NO_VIOLATIONS)
    expect([results(fleet, 'create_image_post'), results(fleet, 'comment'), results(fleet, 'upvote')]).toEqual([{ done: counts.posts }, { done: counts.comments }, { done: counts.likes }])
    expect([deaths > 100, counts.posts > 5, counts.comments > 5, counts.likes > 5]).toEqual([true, true, true, true])
  })

  test('has done nothing of what never left, and claims nothing', async () => {
    await using fleet = await Fleet.open({ agents: 6 })
    for (let round = 0; round < 10; round++) {
      for (const agent of fleet.agents) {
        fleet.clock.advanceBy(120_000)
        await diesAt(fleet, agent, () => false)
      }
    }
    const { counts, violations } = fleet.showcase.ledger
    expect([counts.posts, counts.comments, counts.likes, violations]).toEqual([0, 0, 0, NO_VIOLATIONS])
    expect(Object.keys(results(fleet, 'create_image_post'))).toEqual(['unknown'])
    // For all anybody knew they had arrived, so none was written a second time.
    const written = fleet.outside.acts.acts.filter(({ intent }) => intent.action !== 'upvote').map(({ account, intent }) => JSON.stringify([account.username, intent.target, intent.input['title'], intent.input['text']]))
    expect([written.length > 12, new Set(written).size]).toEqual([true, written.length])
    fleet.clock.advanceBy(700_000)
    await fleet.outside.reconciliation.pass(NEVER)
    expect(new Set(fleet.outside.acts.acts.map(({ state }) => state))).toEqual(new Set(['failed']))
  })
})

test('an image that went out a moment before under the same title is not taken for one that never left, even after a restart', async () => {
  await using fleet = await Fleet.open({ agents: 1 })
  const [agent] = fleet.agents
  if (agent === undefined) throw new Error('nobody there')
  const intent = { action: 'create_image_post', target: null, input: { title: 'One more', text: 'The same again.', generator: 'sprite', prompt: 'a cup' } } as const
  const put = async (isOpen: boolean) => {
    const act = { id: fleet.ids.next(), intent, generator: null, intendedMs: fleet.clock.now() }
    const reply = await fleet.outside.errands.run({ kind: 'errand', errand: 'act', ...act, isOpen }, agent, NEVER)
    if (reply.kind !== 'acted') throw new Error(`it was ${reply.kind}`)
    const { result, account } = reply
    const draft = { ...act, state: result.kind === 'done' ? 'done' : 'unknown', farId: result.kind === 'done' ? result.madeId : null, reason: null } as const
    fleet.outside.acts.keep({ agent: { ...agent, site: { id: 'site-1', account } }, outsideActs: [draft] })
    return result
  }
  expect((await put(false)).kind).toBe('done')
  fleet.clock.advanceBy(20_000)
  fleet.platform = fleet.platformAnew()
  expect((await put(true)).kind).toBe('unknown')
  fleet.clock.advanceBy(SETTLED_MS)
  await fleet.outside.reconciliation.pass(NEVER)
  expect([fleet.showcase.ledger.counts.posts, fleet.outside.acts.acts.map(({ state }) => state)]).toEqual([1, ['done', 'failed']])
})

test('a site that is no longer owned, or a switch that is thrown, lets nothing through', async () => {
  await using fleet = await Fleet.open({ agents: 3 })
  await fleet.run(0.2)
  const before = { ...fleet.showcase.ledger.counts }
  fleet.place = { owned: false, why: 'this site is no longer proved to be yours' }
  await fleet.run(0.5)
  expect(fleet.showcase.ledger.counts).toEqual(before)
  expect(fleet.ledger.turns.at(-1)).toMatchObject({ outcome: 'failed', reason: 'this site is no longer proved to be yours' })
})
