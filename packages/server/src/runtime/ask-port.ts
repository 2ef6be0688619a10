/** Where asks go: models and outside brains, under the scope that pays for them. */
import type { HttpReply, Ask } from '../agent/brain.ts'
import type { Id } from '../base/ids.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import type { Scope } from '../llm/scope.ts'

export interface AskPort {
  /** Before a batch: what is known of these workspaces' models is brought to hand, so that `instantly` need not wait. */
  prepare(workspaceIds: readonly Id[]): Promise<void>
  /** The answer, where code can give it at once and for free; null when it has to be waited for. */
  instantly(request: ModelRequest, scope: Scope): ModelReply | null
  model(request: ModelRequest, scope: Scope, signal: AbortSignal): Promise<ModelReply>
  http(ask: Ask & { kind: 'http' }, scope: Scope, signal: AbortSignal): Promise<HttpReply>
}
