/** The agents of leads of this process, put together: who is at work, what they plan as events come in, and who tells them of the rest. */
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { must } from '../../base/errors.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import type { Conversations } from '../../engagement/conversations/conversations.ts'
import type { Intake, PlanHeard } from '../../engagement/events/intake.ts'
import type { ExperimentArms } from '../../engagement/experiments/experiment-arms.ts'
import type { Database } from '../../store/database.ts'
import type { AskPort } from '../ask-port.ts'
import { AgentsAtWork } from './agents-at-work.ts'
import { Dispatcher } from './dispatcher.ts'
import type { KeepTools } from './keep-wakings.ts'
import { OfferedByCreators } from './offered.ts'
import { planNow } from './plan-now.ts'

export interface LeadAgentsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly seed: string
  readonly kinds: AgentKinds
  readonly arms: Pick<ExperimentArms, 'armsFor'>
  readonly asks: AskPort
  /** After a commit in which something was planned. */
  readonly onPlanned: () => void
}

export class LeadAgents implements AsyncDisposable {
  readonly atWork: AgentsAtWork
  readonly dispatcher: Dispatcher
  readonly offered = new OfferedByCreators()
  readonly #planNow: PlanHeard
  /** Intake and agents know each other: it tells them of events, and what they change are events. */
  #known: { readonly intake: Pick<Intake, 'hold' | 'record'>; readonly conversations: Pick<Conversations, 'escalate' | 'escalated'> } | null = null
  #started = false
  /** Threads escalated in a transaction that is about to end. */
  #escalated: Id[] = []

  constructor(parts: LeadAgentsParts) {
    const { db, clock, log, ids, seed, kinds, arms } = parts
    this.atWork = new AgentsAtWork({ db, clock, log })
    const known = () => must(this.#known, 'an intake and conversations')
    const tools: KeepTools = {
      ids, intake: { hold: (within, consumerIds) => known().intake.hold(within, consumerIds), record: (within, events) => known().intake.record(within, events) },
      conversations: { escalate: (within, escalation) => known().conversations.escalate(within, escalation) },
    }
    const shared = { ...tools, kinds, seed, arms, offered: this.offered, atWork: this.atWork }
    this.#planNow = planNow({ ...shared, now: () => clock.now(), onEscalated: (threads) => void this.#escalated.push(...threads) })
    this.dispatcher = new Dispatcher({ ...shared, db, clock, log, asks: parts.asks, onPlanned: parts.onPlanned, onEscalated: (threads) => threads.forEach((id) => known().conversations.escalated(id)) })
  }

  connect(known: { readonly intake: Pick<Intake, 'hold' | 'record'>; readonly conversations: Pick<Conversations, 'escalate' | 'escalated'> }): void {
    this.#known = known
  }

  /** For the intake. Where this process runs no agents, everything is left to those that do. */
  readonly plan: PlanHeard = async (within, heard) => this.#started ? this.#planNow(within, heard) : new Set()

  /** For the intake, after each of its commits. */
  stored(): void {
    const escalated = this.#escalated
    if (escalated.length === 0) return
    this.#escalated = []
    for (const id of escalated) this.#known?.conversations.escalated(id)
  }

  async start(): Promise<void> {
    await this.atWork.start()
    this.#started = true
    this.dispatcher.start()
  }

  /** For tests: as if started, without loops. */
  async startByHand(): Promise<void> {
    await this.atWork.read()
    this.#started = true
  }

  /** Agents or switches have changed. */
  changed(): void {
    this.atWork.poke()
  }

  /** Resolves when those who are at work are known as they stand now: whoever was told so sends the next event. */
  async told(): Promise<void> {
    // What was told has been done; a look that fails comes again by itself.
    if (this.#started) await this.atWork.read().catch(() => {})
  }

  async killSwitchTurned(): Promise<void> {
    await this.atWork.read()
    this.dispatcher.heedKillSwitch()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#started = false
    await this.dispatcher[Symbol.asyncDispose]()
    await this.atWork[Symbol.asyncDispose]()
  }
}
