/** Where asks go: models and outside brains, under the scope that pays for them; and errands, to the place they are for. */
import type { AgentView, Ask, HttpReply, ImageReply } from '../agent/brain.ts'
import type { Errand, ErrandReply } from '../agent/errand.ts'
import type { Answer, PendingAsk } from '../agent/turn.ts'
import { must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import type { Scope } from '../llm/scope.ts'

/** Runs errands at places outside, many agents' at once. Never called within a transaction. */
export interface ErrandPort {
  /** Whatever the far side does becomes a reply; it throws only for a bug. */
  run(errand: Errand, agent: AgentView, signal: AbortSignal): Promise<ErrandReply>
}

export interface AskPort {
  /** Left out where nobody acts outside. */
  readonly errands?: ErrandPort
  /** Before a batch: what is known of these workspaces' models is brought to hand, so that `instantly` need not wait. */
  prepare(workspaceIds: readonly Id[]): Promise<void>
  /** The answer, where code can give it at once and for free; null when it has to be waited for. */
  instantly(request: ModelRequest, scope: Scope): ModelReply | null
  model(request: ModelRequest, scope: Scope, signal: AbortSignal): Promise<ModelReply>
  /** Made and kept in the name of a member. */
  image(ask: Ask & { kind: 'image' }, profileId: Id | null, scope: Scope, signal: AbortSignal): Promise<ImageReply>
  http(ask: Ask & { kind: 'http' }, scope: Scope, signal: AbortSignal): Promise<HttpReply>
}

/** Puts an ask to whom it is for. */
export async function answerTo(ask: PendingAsk, agent: AgentView, asks: AskPort, signal: AbortSignal): Promise<Answer> {
  const scope = scopeOf(agent)
  switch (ask.kind) {
    case 'model':
      return { kind: 'model', reply: await asks.model(ask.request, scope, signal) }
    case 'image':
      return { kind: 'image', reply: await asks.image(ask, agent.profileId, scope, signal) }
    case 'http':
      return { kind: 'http', reply: await asks.http(ask, scope, signal) }
    case 'errand': {
      const reply = await must(asks.errands, 'somebody who runs errands').run(ask, agent, signal)
      return { kind: 'errand', reply: signal.aborted ? { ...reply, aborted: true } : reply }
    }
  }
}

/** Who pays for what an agent asks. */
export function scopeOf({ workspaceId, projectId, id }: AgentView): Scope {
  return { workspaceId, projectId, agentId: id }
}
