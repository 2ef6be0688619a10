/**
 * Providers and models that misbehave, through the real client, the whole loop and PostgreSQL: none poisons an agent, none
 * loses a turn, each is on the trace. The same in memory, for many more cases, is in `turn-engine.test.ts`.
 */
import type { BrainConfig } from '@troupe/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { habitBrain } from '../agent/habit-brain.ts'
import { modelBrain } from '../agent/model-brain.ts'
import type { Brain } from '../agent/brain.ts'
import { SystemClock } from '../base/clock.ts'
import { must } from '../base/errors.ts'
import { systemIds, type Id } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { FeedPlatform } from '../feed/feed-platform.ts'
import { PostgresFeedStore } from '../feed/postgres/postgres-feed-store.ts'
import { createModelPorts } from '../llm/ask.ts'
import { DEFAULT_BUDGET } from '../llm/budget.ts'
import { openModels } from '../llm/providers/open-model.ts'
import { MemorySpendStore } from '../llm/spend.ts'
import { answer, BadServer, completion, send, type Behaviour } from '../llm/testing/bad-server.ts'
import { CountingClock } from '../llm/testing/counting-clock.ts'
import { loadPacks } from '../persona/pack/load-packs.ts'
import { IN_MEMORY } from '../platform/platform.ts'
import { STANDARD_POLICIES } from '../policy/gate.ts'
import { connect, type Database } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'
import type { AskPort } from './ask-port.ts'
import { Cast } from './cast.ts'
import { LiveRunner } from './live.ts'
import { PostgresLedger } from './postgres-ledger.ts'
import { makeSample, type SampleAgent } from './sample/sample-world.ts'
import { NO_REPERTOIRE } from './repertoire.ts'
import { StandingOrders } from './standing-orders.ts'
import { disagreements } from './testing/agreement.ts'
import { TurnEngine } from './turn-engine.ts'

const clock = new SystemClock()
const ids = systemIds(clock)
const MODEL: BrainConfig = { kind: 'model', actionsMax: 10 }
const opened: AsyncDisposable[] = []

afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

interface Scene {
  readonly db: Database
  readonly server: BadServer
  readonly runner: LiveRunner
  readonly agent: SampleAgent
  readonly other: SampleAgent
  readonly worldId: Id
}

/** One agent that wakes, somebody who has spoken to it, and a provider that does as the test says. */
async function scene(brain: BrainConfig, timeoutMs = 10_000): Promise<Scene> {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 6 })
  const server = await BadServer.start()
  opened.push(database, connection, server)
  const { db } = connection
  const feed = new PostgresFeedStore(db)
  const [pack] = await loadPacks([new URL('../../../../archetypes/fanbase', import.meta.url).pathname])
  const sample = await makeSample({ db, ids, feed, pack: must(pack, 'the pack'), seed: 'bad', privateNetwork: true, joining: 'off' }, clock.now() - 1_000)
  const [agent, other] = [must(sample.agents[0], 'an agent'), must(sample.agents[1], 'another')]
  await db.updateTable('agents').set({ brain: JSON.stringify(brain) }).where('id', '=', agent.id).execute()
  await feed.apply([{ kind: 'create-post', id: ids.next(), worldId: sample.worldId, actorId: other.profile.id, atMs: clock.now(), title: null, text: `@${agent.persona.username} are you there?`, generator: null, turnId: null }], IN_MEMORY)

  const ports = createModelPorts({
    clock: new CountingClock(), random: seeded('bad'), log: silentLog, spend: new MemorySpendStore(), openModel: openModels(fetch),
    rehearsal: () => { throw new Error('the rehearsal model was not scripted') },
    settings: {
      choose: () => ({ kind: 'provider', provider: 'compatible', model: 'm', baseUrl: `${server.url}/v1`, apiKey: null, temperature: null, maxOutputTokens: null, reasoning: null, timeoutMs }),
      budgetOf: () => DEFAULT_BUDGET,
    },
  })
  const asks: AskPort = {
    prepare: async () => {}, instantly: () => null,
    model: (request, scope, signal) => ports.portFor(scope).ask(request, signal),
    image: () => Promise.reject(new Error('not scripted')),
    http: () => Promise.reject(new Error('not scripted')),
  }
  const orders = new StandingOrders(db)
  const ledger = new PostgresLedger(db, ids)
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(feed, ids, () => ({ recommender: 'recent' }))]]),
    brains: new Map<Brain['kind'], Brain>([['habit', habitBrain], ['model', modelBrain]]),
    policies: STANDARD_POLICIES, asks, ledger, surroundings: orders, seed: 'bad',
  })
  const runner = new LiveRunner({
    db, engine, ledger, asks, orders, clock, ids, random: seeded('bad'), log: silentLog, workerId: ids.next(), onCommitted: () => {}, cast: new Cast(db, () => NO_REPERTOIRE),
  })
  opened.push(runner)
  await runner.start()
  return { db, server, runner, agent, other, worldId: sample.worldId }
}

/** Wakes the agent and waits until that turn has ended. */
async function turnOf({ db, runner, agent, server }: Scene, ...behaviours: Behaviour[]) {
  server.next(...behaviours)
  const before = await db.selectFrom('turns').select('id').where('agent_id', '=', agent.id).execute()
  await db.updateTable('agents').set({ state: 'idle', wake_at: 1, until_at: null }).where('id', '=', agent.id).execute()
  runner.poke()
  for (let tries = 0; tries < 2_400; tries++) {
    const turn = await db.selectFrom('turns').selectAll().where('agent_id', '=', agent.id).where('ended_at', 'is not', null)
      .where('id', 'not in', ['00000000-0000-0000-0000-000000000000', ...before.map((one) => one.id)]).executeTakeFirst()
    if (turn !== undefined) {
      const entries = await db.selectFrom('journal').selectAll().where('turn_id', '=', turn.id).orderBy('seq').execute()
      const { state, until_at: untilMs } = await db.selectFrom('agents').select(['state', 'until_at']).where('id', '=', agent.id).executeTakeFirstOrThrow()
      return { turn, entries, state, untilMs, trace: entries.map((entry) => [entry.kind, entry.action, entry.result]) }
    }
    await clock.until(clock.now() + 25)
  }
  throw new Error('the turn did not end within 60 s')
}

function toolCalls(wanted: readonly (readonly [name: string, args: string])[], change: Record<string, unknown> = {}): Behaviour {
  const calls = wanted.map(([name, args], place) => ({ id: `call_${place}`, type: 'function', function: { name, arguments: args } }))
  return answer('', { choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: calls }, finish_reason: 'tool_calls' }], ...change })
}

/** Answers with calls made of the prompt it was sent. */
function callsFor(of: (prompt: string) => readonly (readonly [string, string])[]): Behaviour {
  return (request, response, body) => toolCalls(of(body))(request, response, body)
}

const enough = answer('Enough.')
const works = async (at: Scene): Promise<void> => {
  const next = await turnOf(at, toolCalls([['refresh_feed', '{}']]), enough)
  expect(next.turn).toMatchObject({ outcome: 'rested', reason: 'Enough.', acts: 1 })
  expect(next.state).toBe('idle')
  expect(await disagreements(at.db)).toEqual([])
}

describe('what PostgreSQL cannot keep', () => {
  test('NUL and half characters in tools, ids, texts and searches, counts beyond all counting: the turn goes on', async () => {
    const at = await scene(MODEL)
    const played = await turnOf(at,
      callsFor((prompt) => [
        ['like\0_post', '{}'], ['search_people', '{"query":"a\\u0000b"}'], ['like_post', '{"postId":"\\u0000\\ud83e"}'],
        ['comment', `{"postId":"${/post=([0-9a-f-]{36})/.exec(prompt)?.[1] ?? ''}","text":"I am\\u0000 here \\ud83e"}`],
      ]),
      toolCalls([['update_bio', '{"text":"\\u0000"}']], { usage: { prompt_tokens: 9e15, completion_tokens: 1.5, total_tokens: -1 } }),
      enough)
    expect(played.turn).toMatchObject({ outcome: 'rested', reason: 'Enough.' })
    expect(played.trace).toEqual([
      ['observed', null, '1 addressed to it'], ['asked', 'decision', 'answered'],
      ['acted', 'like_post', 'invalid'], ['acted', 'like_post', 'stopped'], ['acted', 'search_people', 'done'], ['acted', 'comment', 'done'],
      ['asked', 'decision', 'answered, mended'], ['acted', 'update_bio', 'invalid'], ['asked', 'decision', 'answered'], ['turn-ended', null, 'rested'],
    ])
    const said = await at.db.selectFrom('comments').select('text').executeTakeFirstOrThrow()
    expect(said.text).toMatch(/^I am here/)
    await works(at)
  })
})

describe('providers that fail', () => {
  test('a connection cut three times: the turn ends, the trace says why, the next one works', async () => {
    const at = await scene(MODEL)
    const cut: Behaviour = (request) => request.socket.destroy()
    const played = await turnOf(at, cut, cut, cut)
    expect(played.turn).toMatchObject({ outcome: 'rested', reason: expect.stringMatching(/no usable answer/) })
    expect(played.trace.slice(-2)).toEqual([['asked', 'decision', 'failed'], ['turn-ended', null, 'rested']])
    expect(played.entries.find((entry) => entry.kind === 'asked')?.reason).toMatch(/connection was cut|other side closed/)
    await works(at)
  })

  test('no answer in time, then a body that never ends, then an answer: the turn waits and goes on', async () => {
    // The good answers have the same limit: it is one that a busy machine keeps.
    const at = await scene(MODEL, 5_000)
    const stalled: Behaviour = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write(completion('Fog.').slice(0, 40))
    const played = await turnOf(at, () => undefined, stalled, toolCalls([['do_nothing', '{}']]), enough)
    expect(played.trace.map(([kind, action]) => action ?? kind)).toEqual(['observed', 'decision', 'do_nothing', 'decision', 'turn-ended'])
    await works(at)
  })

  test('429 with Retry-After in minutes: the agent sleeps until then, and wakes', async () => {
    const at = await scene(MODEL)
    const played = await turnOf(at, send(429, { error: { message: 'slow down' } }, { 'retry-after': '300' }))
    expect(played.turn.outcome).toBe('slept')
    expect(played.trace).toContainEqual(['asked', 'decision', 'exhausted'])
    expect(played.state).toBe('asleep')
    expect(Math.abs((played.untilMs ?? 0) - clock.now() - 300_000)).toBeLessThan(5_000)
    await works(at)
  })

  test('500 for ever where words were due: a template stands in, and is labelled as one', async () => {
    const at = await scene({ kind: 'habit', weights: { create_post: 1 } })
    const oops = send(500, { error: { message: 'oh no' } })
    const played = await turnOf(at, oops, oops, oops, oops, oops, oops, oops, oops, oops)
    expect(played.trace.slice(0, 4)).toEqual([['observed', null, '1 addressed to it'], ['acted', 'refresh_feed', 'done'], ['asked', 'post', 'failed'], ['acted', 'create_post', 'done']])
    const made = await at.db.selectFrom('posts').select(['generator', 'turn_id']).where('author_id', '=', at.agent.profile.id).execute()
    expect(made[0]).toEqual({ generator: 'template', turn_id: played.turn.id })
    expect(await disagreements(at.db)).toEqual([])
  })
})

test('prose round a call, trailing commas, wrong types: mended where the meaning is plain, on the trace either way', async () => {
  const at = await scene(MODEL)
  const played = await turnOf(at, answer('Sure! ```json\n{"name": "search_posts", "arguments": {"query": ["there"],},}\n```'), toolCalls([['view_recent_posts', '{"hours": "three",}']]), enough)
  expect(played.trace.slice(1, 5)).toEqual([
    ['asked', 'decision', 'answered, mended'], ['acted', 'search_posts', 'done'], ['asked', 'decision', 'answered, mended'], ['acted', 'view_recent_posts', 'invalid'],
  ])
  await works(at)
})
