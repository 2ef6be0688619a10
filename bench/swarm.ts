/**
 * A swarm at the reference server, which runs in a process of its own (issue 4: 1,000 agents, 1,000 acts a second): habit brains of
 * the gallery's archetypes, the real engine, gate, errands and adapter, the guarded way out, ledgers in memory, a virtual clock, one
 * process for all agents. Beside it, in the same round, the very same requests from a bare loop to a fresh server.
 * `npm run bench -- swarm [--agents 1000] [--minutes 45] [--rounds 3] [--profile]`
 */
import { habitBrain } from '../packages/server/src/agent/habit-brain.ts'
import type { AgentView, Brain } from '../packages/server/src/agent/brain.ts'
import { VirtualClock } from '../packages/server/src/base/clock.ts'
import { guardedFetch } from '../packages/server/src/base/guarded-fetch.ts'
import { seededIds } from '../packages/server/src/base/ids.ts'
import { silentLog } from '../packages/server/src/base/log.ts'
import { seeded } from '../packages/server/src/base/random.ts'
import { generatePersonas } from '../packages/server/src/persona/generation/generate-personas.ts'
import { loadPack } from '../packages/server/src/persona/pack/load-packs.ts'
import { avatarPath } from '../packages/server/src/persona/persona-row.ts'
import { STANDARD_POLICIES } from '../packages/server/src/policy/gate.ts'
import { rehearsalOnly } from '../packages/server/src/runtime/asks.ts'
import { MemoryLedger } from '../packages/server/src/runtime/memory-ledger.ts'
import { SIDE_BY_SIDE } from '../packages/server/src/runtime/outside/errands.ts'
import { ImpatientClock } from '../packages/server/src/runtime/outside/impatient-clock.ts'
import { outsideInMemory } from '../packages/server/src/runtime/outside/outside-in-memory.ts'
import { simulateOutside } from '../packages/server/src/runtime/outside/simulate-outside.ts'
import { repertoireFrom } from '../packages/server/src/runtime/repertoire.ts'
import { TurnEngine } from '../packages/server/src/runtime/turn-engine.ts'
import { nextWakeFor } from '../packages/server/src/runtime/waking.ts'
import { LikesInMemory } from '../packages/server/src/showcase/like-memory.ts'
import { SHOWCASE_ACTIONS } from '../packages/server/src/showcase/showcase-actions.ts'
import { ShowcasePlatform } from '../packages/server/src/showcase/showcase-platform.ts'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import { atLeast, plain, ratio, thousands, type Row } from './row.ts'
import { sendAll, type Sent } from './swarm/bare.ts'
import { showcaseProcess, TOKEN, type ShowcaseProcess } from './swarm/showcase.ts'

const SITE = 'site'
const MINUTE_MS = 60_000
/** A Monday afternoon in London: all six archetypes are awake somewhere. */
const START_MS = Date.UTC(2026, 10, 23, 15)
const PACK = new URL('../archetypes/gallery', import.meta.url).pathname

interface Round {
  readonly actsPerSecond: number
  readonly requestsPerSecond: number
  readonly bareRequestsPerSecond: number
  /** Of a request. */
  readonly bareCpuMicros: number
  readonly agentsCpuMicros: number
  readonly serverCpuMicros: number
  readonly acts: number
  readonly requests: number
  readonly violations: number
}

export async function run(args: readonly string[]): Promise<Row[]> {
  const agents = numberOption(args, 'agents', 1_000)
  const minutes = numberOption(args, 'minutes', 45)
  const rounds = numberOption(args, 'rounds', 3)
  const profile = args.includes('--profile') ? ['--cpu-prof', `--cpu-prof-dir=${new URL('out/', import.meta.url).pathname}`] : []
  // Code is compiled in the first round as it is used.
  await oneRound(agents, minutes / 4, [])
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await oneRound(agents, minutes, profile))
  const of = (figure: (round: Round) => number): number => median(done.map(figure))
  const violations = done.reduce((sum, round) => sum + round.violations, 0)
  return [
    atLeast(`${thousands(agents)} agents at the reference server, acts/s`, of(({ actsPerSecond }) => actsPerSecond), 1_000, thousands),
    plain('  requests/s, ours and a bare loop\'s', `${thousands(of(({ requestsPerSecond }) => requestsPerSecond))} / ${thousands(of(({ bareRequestsPerSecond }) => bareRequestsPerSecond))}`),
    plain('  share of the bare loop', ratio(of(({ requestsPerSecond, bareRequestsPerSecond }) => requestsPerSecond / bareRequestsPerSecond))),
    plain('  CPU an act, agents\' process and server, µs', `${of(({ agentsCpuMicros }) => agentsCpuMicros).toFixed(0)} / ${of(({ serverCpuMicros }) => serverCpuMicros).toFixed(0)}`),
    plain('  CPU a request, agents\' process and the bare loop\'s, µs', `${of(({ agentsCpuMicros, acts, requests }) => agentsCpuMicros * acts / requests).toFixed(0)} / ${of(({ bareCpuMicros }) => bareCpuMicros).toFixed(0)}`),
    plain('  acts and requests of a round', `${thousands(of(({ acts }) => acts))} / ${thousands(of(({ requests }) => requests))}`),
    { what: '  what the server\'s ledger holds against them', figure: String(violations), reach: '0', ok: violations === 0 },
  ]
}

async function oneRound(agents: number, minutes: number, profile: readonly string[]): Promise<Round> {
  const sent: Sent[] = []
  await using showcase = await showcaseProcess(profile)
  const ours = await swarm(showcase, agents, minutes, sent)
  await using fresh = await showcaseProcess()
  const before = process.cpuUsage()
  const bareSeconds = await sendAll(fresh.origin, sent, SIDE_BY_SIDE)
  const { user, system } = process.cpuUsage(before)
  return { ...ours, bareRequestsPerSecond: sent.length / bareSeconds, bareCpuMicros: (user + system) / sent.length }
}

async function swarm(showcase: ShowcaseProcess, count: number, minutes: number, sent: Sent[]): Promise<Omit<Round, 'bareRequestsPerSecond' | 'bareCpuMicros'>> {
  const clock = new VirtualClock(START_MS)
  const ids = seededIds(clock, seeded('swarm'))
  const platform = new ShowcasePlatform({
    origin: showcase.origin, token: TOKEN, fetch: noting(guardedFetch({ privateNetwork: true, publicNetwork: false }), sent), clock: new ImpatientClock(clock), random: seeded('pauses'),
    likes: new LikesInMemory(), operator: 'Northlight', placeholderUrl: () => null,
  })
  const outside = outsideInMemory({ platform: () => platform, clock, log: silentLog })
  const ledger = new MemoryLedger(ids, outside.acts.keep)
  const asks = { ...rehearsalOnly, errands: outside.errands }
  const engine = new TurnEngine({
    platforms: new Map(), brains: new Map<Brain['kind'], Brain>([['habit', habitBrain]]), policies: STANDARD_POLICIES, asks, ledger, seed: 'swarm',
    surroundings: { killed: () => null, place: () => ({ owned: true }), caps: () => ({ actsPerTurn: 10, postsPerDay: 500, commentsPerDay: 1_000 }) },
    outside: { kinds: new Map([['showcase', { actions: SHOWCASE_ACTIONS }]]), ids },
  })
  const agents = await agentsOf(count, ids)
  let acts = 0
  const { cpuMs: serverBefore } = await showcase.told()
  const before = process.cpuUsage()
  const startedMs = performance.now()
  await simulateOutside({
    engine, ledger, clock, ids, asks, random: seeded('wakes'),
    nextWake: (agent, atMs, random) => nextWakeFor({ kind: 'rhythm' }, agent.persona?.rhythm ?? null, atMs, random),
    onTurn: (turn) => {
      acts += turn.acts
    },
  }, agents.map((agent, place) => ({ agent, worldId: SITE, firstWakeMs: START_MS + place * 100 })), START_MS + minutes * MINUTE_MS)
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(before)
  const { cpuMs, violations } = await showcase.told()
  return {
    actsPerSecond: acts / seconds, requestsPerSecond: sent.length / seconds, agentsCpuMicros: (user + system) / acts, serverCpuMicros: (cpuMs - serverBefore) * 1000 / acts,
    acts, requests: sent.length, violations,
  }
}

async function agentsOf(count: number, ids: { next(): string }): Promise<AgentView[]> {
  const pack = await loadPack(PACK)
  const { fresh } = await generatePersonas({ pack, count, seed: 'swarm', taken: () => false, made: () => false })
  const repertoireOf = repertoireFrom([pack])
  return fresh.map(({ origin, ...draft }): AgentView => {
    const id = ids.next()
    const at = new Date(START_MS).toISOString()
    const persona = { ...draft, id, avatarUrl: avatarPath(id), origin, createdAt: at, updatedAt: at }
    return {
      id: ids.next(), name: persona.displayName, workspaceId: 'workspace', projectId: 'project', platform: 'showcase', brain: { kind: 'habit' }, persona, ...repertoireOf(persona), profileId: null,
      site: { id: SITE, account: null },
    }
  })
}

/** What was asked, for the bare loop to ask again. */
function noting(fetchIt: typeof fetch, sent: Sent[]): typeof fetch {
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    sent.push({ method: init?.method ?? 'GET', path: `${pathname}${search}`, headers: init?.headers as Record<string, string>, body: typeof init?.body === 'string' ? init.body : null })
    return fetchIt(input, init)
  }
}
