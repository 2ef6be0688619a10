/**
 * One agent of leads woken by one event: what it saw, what it planned and what became of each wish, as entries of a turn. Nothing is
 * written here; `keep-wakings.ts` does that for many at once.
 */
import { Turn, type TurnEnd } from '../../agent/turn.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import { draftActions, type ActionDraft, type LeadChange } from '../../engagement/agents/draft-actions.ts'
import type { PlannedIntent } from '../../engagement/agents/planned-intent.ts'
import type { MessagingSituation } from '../../engagement/agents/situation.ts'
import type { Stopped } from '../../engagement/agents/wishes.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import { CHAIN_START } from '../../store/journal.ts'
import { noteMisfit, noteTurnEnd } from '../trace-notes.ts'
import type { LeadSurroundings } from './surroundings.ts'
import type { WorkingAgent } from './working-agent.ts'

export interface Waking {
  readonly agent: WorkingAgent
  readonly heard: Heard
  readonly situation: MessagingSituation
  readonly surroundings: LeadSurroundings
  /** Gets its id when it is kept: the turns of an agent follow each other in the order of their ids. */
  readonly turn: Turn
  readonly actions: readonly (ActionDraft & { readonly id: Id })[]
  readonly changes: readonly LeadChange[]
  readonly marks: readonly string[]
  readonly generator: string | null
}

/** What a brain made of it, before it is anything. */
export interface Plan {
  readonly intents: readonly PlannedIntent[]
  /** What it wished for and does not get, with the policy that says so. */
  readonly stopped?: readonly Stopped[]
  readonly marks?: readonly string[]
  readonly thought: string | null
  readonly generator: string | null
}

/** Of a payload, in the trace; the event itself has all of it. */
const PAYLOAD_SHOWN_LONGEST = 8_000

/** A turn that has seen the event, and done nothing yet. */
export function beginTurn(agent: WorkingAgent, { event, lead }: Heard, situation: MessagingSituation): Turn {
  const turn = new Turn({
    id: event.id, agent: agent.view, worldId: agent.view.projectId, trigger: { kind: 'event', eventId: event.id, eventType: event.type }, startedMs: situation.nowMs, sinceMs: situation.nowMs,
    texts: 0, tally: { day: '', posts: 0, comments: 0 }, chain: CHAIN_START, snapshot: null,
  })
  const { marks: _, ...context } = situation.context
  const payload = JSON.stringify(event.payload).length > PAYLOAD_SHOWN_LONGEST ? { leftOut: 'it is long; the event has it' } : event.payload
  turn.note('observed', situation.nowMs, {
    result: `heard of ${event.type}`, targetId: lead.id,
    payload: {
      event: { ...situation.event, payload }, context, consumer: situation.lead, creator: { id: situation.creator.id, name: situation.creator.name }, waiting: situation.pending,
      ...(situation.conversation === null ? {} : { conversation: situation.conversation }), ...(Object.keys(situation.experiments).length === 0 ? {} : { experiments: situation.experiments }),
    },
  })
  return turn
}

/** The plan carried as far as it goes without the database. */
export function planned(agent: WorkingAgent, heard: Heard, surroundings: LeadSurroundings, situation: MessagingSituation, turn: Turn, plan: Plan, ids: Ids): Waking {
  const { nowMs } = situation
  const { drafted, misfits } = draftActions(plan.intents, situation)
  const actions: (ActionDraft & { readonly id: Id })[] = []
  const changes: LeadChange[] = []
  for (const { name, input, policy, reason } of storable(plan.stopped ?? [])) turn.note('acted', nowMs, { action: name, targetId: heard.lead.id, verdict: 'suppress', policy, result: 'stopped', payload: { input, reason } })
  for (const misfit of misfits) noteMisfit(turn, storable(misfit), nowMs)
  for (const { intent, outcome } of drafted) {
    const facts = { action: intent.action, targetId: heard.lead.id, payload: { input: intent.input } }
    turn.acts += 1
    turn.count(intent.action, { kind: 'done', items: [], madeId: null, note: '' })
    if (outcome.kind === 'action') {
      const id = ids.next()
      actions.push({ ...outcome.draft, id })
      turn.note('acted', nowMs, { ...facts, result: 'planned', madeId: id })
    } else {
      if (outcome.kind === 'change') changes.push(outcome.change)
      turn.note('acted', nowMs, { ...facts, result: 'done' })
    }
  }
  return ended({ agent, heard, situation, surroundings, turn, actions, changes, marks: plan.marks ?? [], generator: plan.generator }, { kind: 'rested', thought: plan.thought })
}

export function failed(agent: WorkingAgent, heard: Heard, surroundings: LeadSurroundings, situation: MessagingSituation, turn: Turn, end: TurnEnd): Waking {
  return ended({ agent, heard, situation, surroundings, turn, actions: [], changes: [], marks: [], generator: null }, end)
}

function ended(waking: Waking, wanted: TurnEnd): Waking {
  const { turn, situation: { nowMs } } = waking
  const end = storable(wanted)
  turn.end(end)
  // What was thought of a person goes when the person does: into the payload, since the entry's own words stand in the chain for good.
  if (end.kind === 'rested') turn.note('turn-ended', nowMs, { result: end.kind, costMicros: turn.costMicros, tokens: turn.tokens, payload: end.thought === null ? null : { thought: end.thought } })
  else noteTurnEnd(turn, end, nowMs)
  return waking
}
