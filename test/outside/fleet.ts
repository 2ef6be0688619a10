/** A fleet of the gallery's archetypes at the reference showcase: real engine, gate, habits and adapter, ledgers in memory, a clock that nobody waits for. */
import { habitBrain } from '../../packages/server/src/agent/habit-brain.ts'
import { modelBrain } from '../../packages/server/src/agent/model-brain.ts'
import type { AgentView, Brain } from '../../packages/server/src/agent/brain.ts'
import type { BrainConfig } from '@troupe/contract'
import { VirtualClock } from '../../packages/server/src/base/clock.ts'
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import { seededIds, type Id } from '../../packages/server/src/base/ids.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { generatePersonas } from '../../packages/server/src/persona/generation/generate-personas.ts'
import { loadPack } from '../../packages/server/src/persona/pack/load-packs.ts'
import { STANDARD_POLICIES } from '../../packages/server/src/policy/gate.ts'
import type { Facts } from '../../packages/server/src/policy/policy.ts'
import { rehearsalOnly } from '../../packages/server/src/runtime/asks.ts'
import type { AskPort } from '../../packages/server/src/runtime/ask-port.ts'
import { MemoryLedger } from '../../packages/server/src/runtime/memory-ledger.ts'
import { ImpatientClock } from '../../packages/server/src/runtime/outside/impatient-clock.ts'
import { outsideInMemory, type OutsideInMemory } from '../../packages/server/src/runtime/outside/outside-in-memory.ts'
import { simulateOutside } from '../../packages/server/src/runtime/outside/simulate-outside.ts'
import { repertoireFrom } from '../../packages/server/src/runtime/repertoire.ts'
import { TurnEngine } from '../../packages/server/src/runtime/turn-engine.ts'
import { nextWakeFor } from '../../packages/server/src/runtime/waking.ts'
import { LikesInMemory } from '../../packages/server/src/showcase/like-memory.ts'
import { SHOWCASE_ACTIONS } from '../../packages/server/src/showcase/showcase-actions.ts'
import { ShowcasePlatform } from '../../packages/server/src/showcase/showcase-platform.ts'
import type { Faults } from '../../examples/showcase-server/faults.ts'
import { startShowcase, type Showcase, type ShowcaseOptions } from '../../examples/showcase-server/server.ts'

const START_MS = Date.UTC(2026, 10, 23, 15)
const TOKEN = 'service-token'
export const PACK = await loadPack(new URL('../../archetypes/gallery', import.meta.url).pathname)
const SITE: Id = 'site-1'

export interface FleetOptions {
  readonly agents: number
  readonly brain?: BrainConfig
  readonly faults?: Faults
  readonly showcase?: Omit<ShowcaseOptions, 'token' | 'faults' | 'now'>
  readonly limitMs?: number
  readonly asks?: (asks: AskPort) => AskPort
}

export class Fleet implements AsyncDisposable {
  readonly clock = new VirtualClock(START_MS)
  readonly ids = seededIds(this.clock, seeded('fleet'))
  readonly likes = new LikesInMemory()
  readonly showcase: Showcase
  readonly outside: OutsideInMemory
  readonly ledger: MemoryLedger
  readonly engine: TurnEngine
  readonly asks: AskPort
  readonly agents: readonly AgentView[]
  platform: ShowcasePlatform
  place: Facts['place'] = { owned: true }
  killed: string | null = null
  readonly #limitMs: number

  private constructor(showcase: Showcase, clock: VirtualClock, personas: Awaited<ReturnType<typeof generatePersonas>>['fresh'], { brain = { kind: 'habit' }, limitMs = 1_000, asks = (port) => port }: FleetOptions) {
    this.showcase = showcase
    this.clock = clock
    this.#limitMs = limitMs
    this.platform = this.platformAnew()
    this.outside = outsideInMemory({ platform: () => this.platform, clock: this.clock, log: silentLog })
    this.ledger = new MemoryLedger(this.ids, this.outside.acts.keep)
    this.asks = asks({ ...rehearsalOnly, errands: this.outside.errands })
    this.engine = new TurnEngine({
      platforms: new Map(), brains: new Map<Brain['kind'], Brain>([['habit', habitBrain], ['model', modelBrain]]), policies: STANDARD_POLICIES, asks: this.asks, ledger: this.ledger, seed: 'fleet',
      surroundings: { killed: () => this.killed, place: () => this.place, caps: () => ({ actsPerTurn: 10, postsPerDay: 100, commentsPerDay: 100 }) },
      outside: { kinds: new Map([['showcase', { actions: SHOWCASE_ACTIONS }]]), ids: this.ids },
    })
    const repertoireOf = repertoireFrom([PACK])
    this.agents = personas.map((draft, n) => {
      const persona = { ...draft, id: `persona-${n}`, avatarUrl: '', createdAt: '', updatedAt: '' } as NonNullable<AgentView['persona']>
      return {
        id: `agent-${n}`, name: persona.displayName, workspaceId: 'workspace-1', projectId: 'project-1', platform: 'showcase', brain, persona, ...repertoireOf(persona), profileId: null,
        site: { id: SITE, account: null },
      }
    })
  }

  static async open(options: FleetOptions): Promise<Fleet> {
    const clock = new VirtualClock(START_MS)
    const { fresh } = await generatePersonas({ pack: PACK, count: options.agents, seed: 'fleet', taken: () => false, made: () => false })
    const showcase = await startShowcase({ ...options.showcase, token: TOKEN, now: () => clock.now(), ...(options.faults === undefined ? {} : { faults: options.faults }) })
    return new Fleet(showcase, clock, fresh, options)
  }

  /** As after a crash: what was only in mind is gone, the memory of likes is not. */
  platformAnew(): ShowcasePlatform {
    const limits = { readMs: this.#limitMs, writeMs: this.#limitMs, workflowMs: this.#limitMs }
    return new ShowcasePlatform({
      origin: this.showcase.origin, token: TOKEN, fetch: guardedFetch({ privateNetwork: true }), clock: new ImpatientClock(this.clock), random: seeded('pauses'), likes: this.likes,
      operator: 'Northlight', placeholderUrl: () => null, limits,
    })
  }

  async run(hours: number, change: Partial<Parameters<typeof simulateOutside>[0]> = {}): Promise<void> {
    const fromMs = this.clock.now()
    const signal = new AbortController().signal
    await simulateOutside({
      engine: this.engine, ledger: this.ledger, clock: this.clock, ids: this.ids, random: seeded('wakes'), asks: this.asks,
      nextWake: (agent, atMs, random) => nextWakeFor({ kind: 'rhythm' }, agent.persona?.rhythm ?? null, atMs, random), eachMinute: () => this.outside.reconciliation.pass(signal), ...change,
    }, this.agents.map((agent, n) => ({ agent, worldId: SITE, firstWakeMs: fromMs + n * 1_000 })), fromMs + hours * 3_600_000)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.showcase.close()
  }
}
