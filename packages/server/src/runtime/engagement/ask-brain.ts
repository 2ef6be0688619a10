import type { Clock } from '../../base/clock.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import type { AskPort } from '../ask-port.ts'
import { askModel } from './ask-model.ts'
import { askProcess } from './ask-process.ts'
import { endedBy, type Asked, type Question } from './asked.ts'
import { runGraph } from './run-graph.ts'

export interface BrainParts {
  readonly kinds: AgentKinds
  readonly asks: AskPort
  readonly clock: Clock
}

/** Puts the question to whichever brain the agent has. Never within a transaction; throws only for a bug. */
export function askBrain(question: Question, { kinds, asks, clock }: BrainParts, signal: AbortSignal): Promise<Asked> {
  const { brain } = question.agent.view
  switch (brain.kind) {
    case 'model':
      return askModel(question, asks, clock, signal)
    case 'http':
      return askProcess(question, asks, clock, signal)
    case 'graph':
      return runGraph(question, kinds, asks, clock, signal)
    case 'habit':
    case 'rules':
      return Promise.resolve(endedBy({ kind: 'failed', reason: `a ${brain.kind} brain is asked nothing` }))
  }
}
