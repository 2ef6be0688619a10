/** Asks a language model what to do about an event: one question, and one more where no call fitted its tool. */
import { intentOf } from '../../agent/action.ts'
import type { PendingAsk } from '../../agent/turn.ts'
import type { Clock } from '../../base/clock.ts'
import { modelRequest, offeredActions } from '../../engagement/agents/model-request.ts'
import { sortWishes } from '../../engagement/agents/wishes.ts'
import type { Message, ToolCall } from '../../llm/model-port.ts'
import { MESSAGING_ACTIONS } from '../../messaging/messaging-actions.ts'
import { scopeOf, type AskPort } from '../ask-port.ts'
import { noteAsked } from '../trace-notes.ts'
import { endedBy, type Asked, type Question } from './asked.ts'

const TRIES_MOST = 2

export async function askModel({ agent, situation, turn }: Question, asks: AskPort, clock: Clock, signal: AbortSignal): Promise<Asked> {
  const { brain } = agent.view
  if (brain.kind !== 'model') return endedBy({ kind: 'failed', reason: 'this agent has no model brain' })
  const said: Message[] = []
  for (let tries = 1; ; tries++) {
    const request = modelRequest(situation, brain.instructions, brain.actionsMax, said, `${situation.event.id}/${agent.view.id}/${tries}`)
    const beganMs = clock.now()
    const reply = asks.instantly(request, scopeOf(agent.view)) ?? await asks.model(request, scopeOf(agent.view), signal)
    if (signal.aborted) return { kind: 'aborted' }
    const ask: PendingAsk = { kind: 'model', request }
    noteAsked(turn, ask, { kind: 'model', reply }, clock.now() - beganMs, clock.now())
    if (reply.kind === 'exhausted') return endedBy({ kind: 'slept', untilMs: reply.untilMs, reason: reply.message })
    if (reply.kind === 'failed') return endedBy({ kind: 'failed', reason: `the model gave no usable answer: ${reply.message}` })
    const faults = reply.toolCalls.map((call) => faultOf(call))
    if (tries < TRIES_MOST && reply.toolCalls.length > 0 && faults.every((fault) => fault !== null)) {
      said.push(
        { role: 'assistant', text: reply.text, toolCalls: reply.toolCalls, ...(reply.providerState === undefined ? {} : { providerState: reply.providerState }) },
        { role: 'tool', results: reply.toolCalls.map(({ id, name }, place) => ({ callId: id, name, output: `Not done. ${faults[place] ?? ''}. Call it again with the right input, or call do_nothing.` })) },
      )
      turn.step += 1
      continue
    }
    const { intents, stopped } = sortWishes(reply.toolCalls, { actions: offeredActions(situation), actionsMost: brain.actionsMax, anyLinks: false }, situation)
    return { kind: 'planned', plan: { intents, stopped, thought: reply.text.trim() || null, generator: reply.generator } }
  }
}

/** What is not offered is the gate's to stop, and asked about no more. */
function faultOf({ name, input }: ToolCall): string | null {
  const action = MESSAGING_ACTIONS.get(name)
  if (action === undefined) return null
  const made = intentOf(action, input ?? {})
  return 'fault' in made ? made.fault : null
}
