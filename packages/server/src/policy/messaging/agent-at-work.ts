import { ALLOW } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'

/** An agent that was paused may be resumed at any time, and nobody goes through the queue then. */
const LOOK_AGAIN_MS = 5 * 60_000

/** What an agent has planned waits while a person has stopped it. */
export const agentAtWork: MessagePolicy = {
  name: 'agent',
  judge: ({ agent, nowMs }) => agent !== null && (agent.state === 'paused' || agent.state === 'offline' || agent.state === 'failed')
    ? { kind: 'hold', policy: 'agent', reason: `${agent.name} is ${agent.state === 'offline' ? 'stopped' : agent.state}`, untilMs: nowMs + LOOK_AGAIN_MS }
    : ALLOW,
}

/** An agent whose budget is used up sleeps until it is filled again (SPEC B8), and what it planned with it. */
export const budget: MessagePolicy = {
  name: 'budget',
  judge: ({ agent, nowMs }) => agent?.state === 'asleep' && agent.untilMs !== null && agent.untilMs > nowMs
    ? { kind: 'hold', policy: 'budget', reason: agent.reason ?? 'the budget is used up', untilMs: agent.untilMs }
    : ALLOW,
}
