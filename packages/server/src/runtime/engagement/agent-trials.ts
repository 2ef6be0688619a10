/**
 * Agents of leads tried out: "send this event as this lead and show what would happen" (SPEC E5). The event happens in a transaction that
 * is undone, so that the agent sees what it would see; its brain decides as ever, and the gate says what would become of each
 * message at the time it is for. Nothing is kept and nothing is sent; only who has to be asked, a model, a process or a
 * graph, is really asked.
 */
import type { AgentTestResult, agentTestSchema, GateVerdict } from '@troupe/contract'
import type { z } from 'zod'
import { ConflictError, InvalidError, MissingError, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import { draftActions, type Drafted } from '../../engagement/agents/draft-actions.ts'
import { planByRules } from '../../engagement/agents/plan-by-rules.ts'
import type { MessagingSituation } from '../../engagement/agents/situation.ts'
import type { Intake, OwnEvent } from '../../engagement/events/intake.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import type { FactParts } from '../../engagement/sending/facts.ts'
import { foresee } from '../../engagement/sending/foresee.ts'
import type { ToJudge } from '../../engagement/sending/to-judge.ts'
import type { Actor } from '../../people/actor.ts'
import type { Database, Within } from '../../store/database.ts'
import { askBrain, type BrainParts } from './ask-brain.ts'
import { situationOf, surroundingsOf, type LeadSurroundings, type SurroundingsParts } from './surroundings.ts'
import { trialNotes, typeNotes, whyNotWoken } from './trial-words.ts'
import { triggered } from './wake-by-rules.ts'
import { beginTurn, type Plan } from './waking.ts'
import { workingAgent, type WorkingAgent } from './working-agent.ts'

export interface AgentTrialsParts extends SurroundingsParts, BrainParts {
  readonly db: Database
  readonly seed: string
  readonly intake: Pick<Intake, 'imagine'>
  /** What the gate decides by. */
  readonly facts: FactParts
}

/** The event as this agent would have met it. */
interface Met {
  readonly heard: Heard
  readonly surroundings: LeadSurroundings
  readonly situation: MessagingSituation
}

type Decided = Pick<AgentTestResult, 'why' | 'failed' | 'asked'> & { readonly plan: Plan | null }

const AT_WORK = new Set(['idle', 'busy', 'asleep'])

export class AgentTrials {
  readonly #parts: AgentTrialsParts

  constructor(parts: AgentTrialsParts) {
    this.#parts = parts
  }

  async test(by: Pick<Actor, 'workspaceId'>, agentId: Id, { consumerId, event, at }: z.output<typeof agentTestSchema>, signal: AbortSignal): Promise<AgentTestResult> {
    const { clock, db, intake } = this.#parts
    const beganMs = performance.now()
    const { agent, state, killed, creatorId } = await this.#found(by.workspaceId, agentId, consumerId)
    const happens: OwnEvent = { workspaceId: by.workspaceId, creatorId, consumerId, type: event.type, payload: event.payload, source: 'api', atMs: at === undefined ? clock.now() : Date.parse(at) }
    const plain = { thought: null, planned: [], misfits: [], stopped: [], failed: null, asked: null, shouldAct: false }
    const hints = await typeNotes(db, by.workspaceId, event.type)
    const met = await intake.imagine(happens, (within, heard) => this.#meet(within, agent, heard))
    if (met === null) return { ...plain, matched: false, why: whyNotWoken(agent, event.type), notes: [...hints, ...trialNotes(state, killed, false)], ms: performance.now() - beganMs }
    const notes = [...hints, ...trialNotes(state, killed, met.surroundings.keepsStill)]
    const decided = agent.isPure ? this.#byRules(agent, met.situation) : await this.#asked(agent, met, signal)
    const { plan, ...told } = decided
    if (plan === null) return { ...plain, ...told, matched: true, notes, ms: performance.now() - beganMs }
    const { drafted, misfits } = draftActions(plan.intents, met.situation)
    const judge = (within: Database) => this.#verdicts(within, agent, met, drafted, AT_WORK.has(state), plan.generator)
    const verdicts = drafted.some(({ outcome }) => outcome.kind === 'action') ? await intake.imagine(happens, judge) : new Map<Drafted, GateVerdict>()
    const { nowMs } = met.situation
    return {
      ...told, matched: true, shouldAct: true, thought: plan.thought, notes, misfits: misfits.map(({ action, fault }) => ({ action, fault })),
      stopped: (plan.stopped ?? []).map(({ name, policy, reason }) => ({ action: name.slice(0, 80), policy, reason })),
      planned: drafted.map((one) => {
        const { intent: { action, input }, outcome } = one
        const draft = outcome.kind === 'action' ? outcome.draft : null
        return { action, channel: draft?.channel ?? null, content: draft?.content ?? null, sendAt: new Date(draft?.sendAtMs ?? nowMs).toISOString(), input: storable(input), verdict: verdicts.get(one) ?? null }
      }),
      ms: performance.now() - beganMs,
    }
  }

  async #found(workspaceId: Id, agentId: Id, consumerId: Id): Promise<{ agent: WorkingAgent; state: string; killed: string | null; creatorId: Id }> {
    const { db, facts } = this.#parts
    const row = await db.selectFrom('agents').select(['id', 'workspace_id', 'project_id', 'creator_id', 'name', 'platform', 'brain', 'triggers', 'state', 'until_at']).where('id', '=', agentId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (row === undefined) throw new MissingError('agent', agentId)
    if (row.platform !== 'messaging') throw new ConflictError('Only agents that write to leads can be tried out with an event. Run this one with POST /api/agents/{id}/wake.', 'not-of-leads')
    const lead = await db.selectFrom('consumers as l').innerJoin('creators as c', 'c.id', 'l.creator_id').select(['l.creator_id', 'c.project_id', 'c.name']).where('l.id', '=', consumerId).where('l.workspace_id', '=', workspaceId)
      .where('l.erased_at', 'is', null).where('l.merged_into', 'is', null).where('c.erasing_at', 'is', null).executeTakeFirst()
    if (lead === undefined) throw new InvalidError(`There is no lead ${consumerId}.`, [{ path: '/consumerId', message: 'name a lead of this workspace' }], 'consumer-missing')
    if (row.creator_id !== null && row.creator_id !== lead.creator_id) throw new InvalidError(`${row.name} does not write to leads of ${lead.name}.`, [{ path: '/consumerId', message: "name a lead of the agent's own creator" }], 'consumer-of-another')
    return { agent: workingAgent(row), state: row.state, killed: facts.killed({ projectId: row.project_id }) ?? facts.killed({ projectId: lead.project_id }), creatorId: lead.creator_id }
  }

  /** Null where nothing of it wakes the agent. An event may bring another about: a change of stage. */
  async #meet(within: Within, agent: WorkingAgent, heard: readonly Heard[]): Promise<Met | null> {
    const one = heard.find((each) => triggered([agent], each).length > 0)
    if (one === undefined) return null
    const surroundings = must((await surroundingsOf(within, this.#parts, [one])).get(one), "the lead's surroundings")
    return { heard: one, surroundings, situation: { ...situationOf(agent, one, surroundings, one.event.receivedMs, this.#parts.seed), trial: true } }
  }

  #byRules({ view: { brain } }: WorkingAgent, situation: MessagingSituation): Decided {
    const { kinds } = this.#parts
    const name = brain.kind === 'rules' ? brain.rules : ''
    const kind = kinds.kind(name)
    if (kind === null) return { plan: null, asked: null, why: 'A trigger matched.', failed: `there is no agent named "${name}" here; known: ${kinds.kindNames.join(', ')}` }
    const made = planByRules(kind, situation)
    switch (made.kind) {
      case 'passed':
        return { plan: null, asked: null, failed: null, why: 'A trigger matched, and its rules let this event pass.' }
      case 'failed':
        return { plan: null, asked: null, failed: made.reason, why: 'A trigger matched.' }
      case 'planned':
        return { plan: { intents: made.intents, thought: null, generator: `rules:${name}` }, asked: null, failed: null, why: 'A trigger matched, and its rules act.' }
    }
  }

  async #asked(agent: WorkingAgent, { heard, situation }: Met, signal: AbortSignal): Promise<Decided> {
    const { brain } = agent.view
    const turn = beginTurn(agent, heard, situation)
    const asked = await askBrain({ agent, situation, turn }, this.#parts, signal)
    const of = (generator: string | null) => ({ brain: brain.kind as 'model' | 'graph' | 'http', generator, costMicros: turn.costMicros })
    const why = 'A trigger matched, and its brain was asked.'
    switch (asked.kind) {
      case 'planned':
        return { plan: asked.plan, asked: of(asked.plan.generator), failed: null, why }
      case 'ended':
        return { plan: null, asked: of(null), failed: asked.end.kind === 'rested' ? asked.end.thought ?? 'it rested' : asked.end.reason, why }
      case 'aborted':
        return { plan: null, asked: of(null), failed: 'it was stopped before it had answered', why }
    }
  }

  /** Messages for the same moment count for each other, as they would. One that is not started is judged as if it were: the notes say that it is not. */
  async #verdicts(within: Database, agent: WorkingAgent, { heard: { lead }, surroundings }: Met, drafted: readonly Drafted[], isAtWork: boolean, generator: string | null): Promise<Map<Drafted, GateVerdict>> {
    const { facts } = this.#parts
    const items = drafted.flatMap((one) => one.outcome.kind === 'action' ? [{ one, draft: one.outcome.draft }] : [])
    const verdicts = new Map<Drafted, GateVerdict>()
    for (const [atMs, together] of Map.groupBy(items, ({ draft }) => draft.sendAtMs)) {
      const planned = together.map(({ draft }): ToJudge => ({
        workspaceId: lead.workspaceId, projectId: surroundings.creator.projectId, creatorId: lead.creatorId, consumerId: lead.id, agentId: isAtWork ? agent.view.id : null, kind: draft.kind, channel: draft.channel,
        content: draft.content, generator, author: null, experimentId: draft.experiment?.id ?? null, approvedHash: null,
      }))
      const foreseen = await foresee(within, facts, planned, atMs)
      for (const [place, { one }] of together.entries()) verdicts.set(one, must(foreseen[place], 'a verdict').verdict)
    }
    return verdicts
  }
}
