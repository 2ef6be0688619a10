/** Where asks go in this process: the rehearsal model at once, providers through the port, http brains behind the guard. */
import type { Ask, HttpReply, ImageReply } from '../agent/brain.ts'
import type { Clock } from '../base/clock.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import type { Id } from '../base/ids.ts'
import type { ModelPorts } from '../llm/ask.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import { rehearse } from '../llm/rehearsal/rehearse.ts'
import type { Scope } from '../llm/scope.ts'
import type { ModelSettings } from '../llm/settings.ts'
import { openBrainSecret } from './agents/brain-secret.ts'
import type { AskPort, ErrandPort } from './ask-port.ts'
import { askHttp } from './http-asker.ts'

export interface AsksParts {
  readonly ports: ModelPorts
  readonly settings: ModelSettings
  readonly clock: Clock
  /** Whether the workspace may reach private addresses. */
  readonly privateNetwork: (workspaceId: Id) => boolean
  /** Opens the secrets that sign requests to http brains; they are stored, and wait in snapshots, sealed. */
  readonly secretKey: Uint8Array
  readonly images: ImageMaker
  /** Left out where nobody acts outside. */
  readonly errands?: ErrandPort
}

/** Makes an image and keeps it, for whoever asked. */
export interface ImageMaker {
  make(ask: Ask & { kind: 'image' }, profileId: Id | null, scope: Scope, signal: AbortSignal): Promise<ImageReply>
}

export class Asks implements AskPort {
  readonly #parts: AsksParts

  readonly errands?: ErrandPort

  constructor(parts: AsksParts) {
    this.#parts = parts
    if (parts.errands !== undefined) this.errands = parts.errands
  }

  async prepare(workspaceIds: readonly Id[]): Promise<void> {
    await Promise.all([...new Set(workspaceIds)].map((workspaceId) => this.#parts.settings.choose({ workspaceId, projectId: null, agentId: null }, 'post')))
  }

  instantly(request: ModelRequest, scope: Scope): ModelReply | null {
    const choice = this.#parts.settings.choose(scope, request.purpose)
    return choice instanceof Promise || choice.kind !== 'rehearsal' ? null : rehearsed(request)
  }

  model(request: ModelRequest, scope: Scope, signal: AbortSignal): Promise<ModelReply> {
    return this.#parts.ports.portFor(scope).ask(request, signal)
  }

  image(ask: Ask & { kind: 'image' }, profileId: Id | null, scope: Scope, signal: AbortSignal): Promise<ImageReply> {
    return this.#parts.images.make(ask, profileId, scope, signal)
  }

  http(ask: Ask & { kind: 'http' }, scope: Scope, signal: AbortSignal): Promise<HttpReply> {
    const secret = ask.secret === null || scope.agentId === null ? null : openBrainSecret(ask.secret, scope.agentId, this.#parts.secretKey)
    const { privateNetwork, clock } = this.#parts
    return askHttp({ ...ask, secret }, guardedFetch({ get privateNetwork() { return privateNetwork(scope.workspaceId) } }), clock, signal)
  }
}

/** The rehearsal model's answer: code in this process, free, no provider in between. */
export function rehearsed(request: ModelRequest): ModelReply {
  const { text, value, toolCalls } = rehearse(request)
  const usage = { inputTokens: 0, outputTokens: 0 }
  const attempt = { provider: 'rehearsal', model: 'rehearsal', ms: 0, usage, costMicros: 0, outcome: 'answered' as const, note: null }
  return { kind: 'answered', generator: 'rehearsal', text, value, toolCalls, attempts: [attempt] }
}

/** For what must not reach out, such as filling the sample's past: the rehearsal model and nothing else. */
export const rehearsalOnly: AskPort = {
  prepare: async () => {},
  instantly: rehearsed,
  model: async (request) => rehearsed(request),
  image: async () => ({ kind: 'failed', message: 'no images are made here' }),
  http: async () => ({ kind: 'failed', message: 'nothing is asked of other processes here' }),
}
