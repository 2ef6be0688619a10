/** Asks an http brain: one signed request, one answer, both on the trace. */
import { decideRequest } from '../../engagement/agents/decide-request.ts'
import { sortWishes } from '../../engagement/agents/wishes.ts'
import { ACTS_PER_TURN } from '../../agent/turn.ts'
import type { Clock } from '../../base/clock.ts'
import { MESSAGING_ACTIONS } from '../../messaging/messaging-actions.ts'
import { scopeOf, type AskPort } from '../ask-port.ts'
import { noteAsked } from '../trace-notes.ts'
import { endedBy, type Asked, type Question } from './asked.ts'

export async function askProcess({ agent, situation, turn }: Question, asks: AskPort, clock: Clock, signal: AbortSignal): Promise<Asked> {
  const { brain } = agent.view
  if (brain.kind !== 'http') return endedBy({ kind: 'failed', reason: 'this agent has no http brain' })
  const ask = { kind: 'http' as const, url: brain.url, secret: brain.secret ?? null, timeoutMs: brain.timeoutMs, body: decideRequest(situation) }
  const beganMs = clock.now()
  const reply = await asks.http(ask, scopeOf(agent.view), signal)
  if (reply.kind === 'failed' && reply.aborted === true) return { kind: 'aborted' }
  noteAsked(turn, ask, { kind: 'http', reply }, clock.now() - beganMs, clock.now())
  if (reply.kind === 'failed') return endedBy({ kind: 'failed', reason: `the http brain at ${brain.url} gave no usable answer: ${reply.message}` })
  const { intents, stopped } = sortWishes(reply.intents.map(({ action, input }) => ({ name: action, input })), { actions: [...MESSAGING_ACTIONS.values()], actionsMost: ACTS_PER_TURN, anyLinks: true }, situation)
  return { kind: 'planned', plan: { intents, stopped, thought: reply.thought, generator: `http:${new URL(brain.url).host}` } }
}
