/**
 * A turn's own cost (DESIGN "Speed to reach"): model brains, three steps that ask the rehearsal model, on stores in memory. The
 * model's own time is taken away, measured around each call. CPU time of this thread, so that neighbours don't count.
 */
import { modelBrain } from '../packages/server/src/agent/model-brain.ts'
import type { AgentView } from '../packages/server/src/agent/brain.ts'
import { Turn } from '../packages/server/src/agent/turn.ts'
import { VirtualClock } from '../packages/server/src/base/clock.ts'
import { must } from '../packages/server/src/base/errors.ts'
import { seededIds, type Ids } from '../packages/server/src/base/ids.ts'
import { seeded } from '../packages/server/src/base/random.ts'
import { FeedPlatform } from '../packages/server/src/feed/feed-platform.ts'
import { MemoryFeedStore } from '../packages/server/src/feed/memory-feed-store.ts'
import { profileOf } from '../packages/server/src/feed/profile-of.ts'
import type { ModelReply, ModelRequest } from '../packages/server/src/llm/model-port.ts'
import { generatePersonas } from '../packages/server/src/persona/generation/generate-personas.ts'
import { loadPacks } from '../packages/server/src/persona/pack/load-packs.ts'
import { avatarPath } from '../packages/server/src/persona/persona-row.ts'
import { IN_MEMORY } from '../packages/server/src/platform/platform.ts'
import { STANDARD_POLICIES } from '../packages/server/src/policy/gate.ts'
import { rehearsalOnly, rehearsed } from '../packages/server/src/runtime/asks.ts'
import { MemoryLedger } from '../packages/server/src/runtime/memory-ledger.ts'
import { repertoireFrom } from '../packages/server/src/runtime/repertoire.ts'
import { TurnEngine } from '../packages/server/src/runtime/turn-engine.ts'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import { atMost, plain, type Row } from './row.ts'

const AGENTS = 24
const ASKS = 3
const WARM_UP_ROUNDS = 5
const TURNS_A_ROUND = 240
const BETWEEN_TURNS_MS = 20_000
const CAPS = { actsPerTurn: 10, postsPerDay: 100_000, commentsPerDay: 100_000 }

interface Cast {
  readonly agents: readonly AgentView[]
  readonly clock: VirtualClock
  readonly ids: Ids
}

export async function run(args: readonly string[]): Promise<Row[]> {
  const rounds = numberOption(args, 'rounds', 15)
  const cast = await newCast()
  const played: Played[] = []
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) played.push(await play(cast, `round ${round}`))
  const measured = played.slice(WARM_UP_ROUNDS)
  return [
    atMost('a turn\'s own cost beside the model, three steps', median(measured.map(({ ownMs }) => ownMs)), 0.5, (ms) => `${ms.toFixed(3)} ms CPU`),
    plain('  the model in it', `${median(measured.map(({ modelMs }) => modelMs)).toFixed(3)} ms CPU`),
    plain('  acts a turn', median(measured.map(({ acts }) => acts)).toFixed(2)),
  ]
}

async function newCast(): Promise<Cast> {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20))
  const ids = seededIds(clock, seeded('turn'))
  const packs = await loadPacks([new URL('../archetypes/agora', import.meta.url).pathname])
  const { fresh } = await generatePersonas({ pack: must(packs[0], 'the agora pack'), count: AGENTS, seed: 'bench', taken: () => false, made: () => false })
  const repertoireOf = repertoireFrom(packs)
  const agents = fresh.map(({ origin, ...draft }): AgentView => {
    const at = new Date(clock.now()).toISOString()
    const id = ids.next()
    const persona = { ...draft, id, avatarUrl: avatarPath(id), origin, createdAt: at, updatedAt: at }
    return { id: ids.next(), name: persona.displayName, workspaceId: 'w', projectId: 'p', platform: 'feed', brain: { kind: 'model', actionsMax: 10 }, persona, ...repertoireOf(persona), profileId: ids.next() }
  })
  return { agents, clock, ids }
}

/** A mean turn of the round. */
interface Played {
  readonly ownMs: number
  readonly modelMs: number
  readonly acts: number
}

/** A world of its own each round, about a day of the sample: the plain store in memory looks through all there is, each time. */
async function play({ agents, clock, ids }: Cast, seed: string): Promise<Played> {
  const store = new MemoryFeedStore()
  await store.addProfiles(agents.map(({ persona, profileId }) => profileOf(must(persona, 'a persona'), must(profileId, 'a profile'), 'world', clock.now())))
  const ledger = new MemoryLedger(ids)
  const model = { asks: 0, cpuMicros: 0 }
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(store, ids, () => ({ recommender: 'recent' }))]]),
    brains: new Map([['model', modelBrain]]), policies: STANDARD_POLICIES, ledger, seed,
    asks: { ...rehearsalOnly, instantly: (request) => timed(request, model) },
    surroundings: { killed: () => null, place: () => ({ owned: true }), caps: () => CAPS },
  })
  let acts = 0
  const before = process.threadCpuUsage()
  for (let n = 0; n < TURNS_A_ROUND; n++) {
    clock.advanceBy(BETWEEN_TURNS_MS)
    const agent = must(agents[n % AGENTS], 'an agent')
    const record = ledger.agent(agent.id)
    model.asks = 0
    const turn = new Turn({
      id: ids.next(), agent, worldId: 'world', trigger: { kind: 'wake' }, startedMs: clock.now(), sinceMs: record.lastTurnMs ?? 0,
      texts: record.texts, tally: record.tally, chain: record.chain, snapshot: null,
    })
    await engine.run([turn], clock.now(), IN_MEMORY)
    await ledger.commit([turn], new Map([[turn, { state: 'idle', wakeAtMs: null }]]))
    acts += turn.acts
  }
  const { user, system } = process.threadCpuUsage(before)
  return { ownMs: (user + system - model.cpuMicros) / 1000 / TURNS_A_ROUND, modelMs: model.cpuMicros / 1000 / TURNS_A_ROUND, acts: acts / TURNS_A_ROUND }
}

/** The third answer calls no tool, which ends the turn. */
function timed(request: ModelRequest, model: { asks: number; cpuMicros: number }): ModelReply {
  const before = process.threadCpuUsage()
  model.asks += 1
  const reply = rehearsed(request)
  const { user, system } = process.threadCpuUsage(before)
  model.cpuMicros += user + system
  return model.asks >= ASKS && reply.kind === 'answered' ? { ...reply, toolCalls: [] } : reply
}
