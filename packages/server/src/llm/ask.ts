/**
 * The model port over real providers: resolves the purpose, minds the budget, and holds one conversation with the
 * provider until it has answered or is given up. What it never does: throw for what a provider does, wait longer than
 * `WAIT_TOTAL_MS`, or try more often than `ATTEMPTS_MAX`. Every try is on the reply's `attempts`.
 *
 * The clock is the wall's even when a simulation asks: providers, their limits and the money's day live on it.
 */
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { Allowance } from './allowance.ts'
import type { BudgetWarning, Spent } from './budget.ts'
import { Conversation } from './conversation.ts'
import { Lane } from './lane.ts'
import type { ModelPort, ModelReply, ModelRequest } from './model-port.ts'
import { createPrices, costMicros, type Prices } from './prices.ts'
import { PROVIDERS, type LaneWidth, type ProviderId } from './providers/catalogue.ts'
import type { OpenModel } from './providers/open-model.ts'
import { rehearseWith, type Rehearsal } from './rehearsing.ts'
import type { Scope } from './scope.ts'
import type { ModelSettings, ProviderChoice } from './settings.ts'
import type { SpendStore } from './spend.ts'
import { CHARS_A_TOKEN } from './unanswered.ts'

export interface ModelPortOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly settings: ModelSettings
  readonly spend: SpendStore
  /** `openModels(fetch)`, with a fetch that goes no further than the scope's workspace may; tests give a scripted one. */
  readonly openModel: (address: Parameters<OpenModel>[0], scope: Scope) => ReturnType<OpenModel>
  readonly rehearsal: Rehearsal
  /** Owner's prices included; the shipped table when left out. */
  readonly prices?: Prices
  readonly lanes?: Partial<Record<ProviderId, LaneWidth>>
  /** Told once a day for each circle and measure that has passed 80 % of its limit. */
  readonly onBudgetWarning?: (scope: Scope, warning: BudgetWarning) => void
  /** Shared with who asks for images, so that both see what the other has promised; its own when left out. */
  readonly allowance?: Allowance
}

export interface ModelPorts {
  /** A port that asks on behalf of this scope. Cheap: make one where it is needed. */
  portFor(scope: Scope): ModelPort
}

/** Lanes kept before those nobody is in are forgotten. */
const LANES_MAX = 1_000

export function createModelPorts(options: ModelPortOptions): ModelPorts {
  const prices = options.prices ?? createPrices()
  const allowance = options.allowance ?? new Allowance(options)
  const lanes = new Map<string, Lane>()

  /** Providers count by account, so each workspace has its own lane; a machine of one's own is shared by all. */
  function laneOf(scope: Scope, { provider, baseUrl }: ProviderChoice): Lane {
    const key = `${provider} ${baseUrl ?? ''} ${provider === 'compatible' ? '' : scope.workspaceId}`
    let lane = lanes.get(key)
    if (lane !== undefined) return lane
    if (lanes.size >= LANES_MAX) for (const [name, other] of lanes) if (other.idle) lanes.delete(name)
    lane = new Lane(options.clock, options.lanes?.[provider] ?? PROVIDERS[provider].lane)
    lanes.set(key, lane)
    return lane
  }

  async function askProvider(scope: Scope, choice: ProviderChoice, asked: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
    const request = choice.maxOutputTokens === null ? asked : { ...asked, maxOutputTokens: Math.min(asked.maxOutputTokens, choice.maxOutputTokens) }
    const lacking = whatIsLacking(choice)
    if (lacking !== null) return { kind: 'failed', reason: 'unavailable', message: lacking, attempts: [] }

    const nowMs = options.clock.now()
    const price = prices.priceOf(choice.provider, choice.model, choice.baseUrl, nowMs)
    const inputTokens = estimatedInputTokens(request)
    const tokens = inputTokens + request.maxOutputTokens
    const estimate: Spent = {
      tokens,
      costMicros: price === null ? 0 : costMicros(price, { inputTokens, cachedInputTokens: 0, outputTokens: request.maxOutputTokens }),
      unpricedTokens: price === null ? tokens : 0,
    }
    const allowed = await allowance.ask(scope, estimate, signal)
    if (allowed.kind === 'aborted') return { kind: 'failed', reason: 'aborted', message: 'Given up before the model was asked.', attempts: [] }
    if (allowed.kind === 'exhausted') return { kind: 'exhausted', untilMs: allowed.untilMs, message: allowed.message, attempts: [] }
    try {
      const conversation = new Conversation({ ...options, scope, choice, lane: laneOf(scope, choice), price, estimatedInputTokens: inputTokens })
      return await conversation.hold(request, signal)
    } finally {
      allowed.takeBack()
    }
  }

  return {
    portFor: (scope) => ({
      async ask(request, signal) {
        signal.throwIfAborted()
        const choice = await options.settings.choose(scope, request.purpose)
        return choice.kind === 'rehearsal' ? rehearseWith(options.rehearsal, request, options.clock, signal) : askProvider(scope, choice, request, signal)
      },
    }),
  }
}

function whatIsLacking(choice: ProviderChoice): string | null {
  const provider = PROVIDERS[choice.provider]
  if (provider.keyNeeded && (choice.apiKey === null || choice.apiKey === '')) return `There is no key for ${provider.label}. Add one in Settings, or choose another provider.`
  if (provider.baseUrl === null && choice.baseUrl === null) return `${provider.label} needs a base URL. Add it in Settings.`
  return choice.model === '' ? `No model is chosen for ${provider.label}.` : null
}

function estimatedInputTokens(request: ModelRequest): number {
  let chars = request.instructions.length
  for (const message of request.messages) {
    if (message.role === 'tool') for (const result of message.results) chars += result.output.length
    else chars += message.text.length + (message.role === 'assistant' && message.toolCalls.length > 0 ? JSON.stringify(message.toolCalls).length : 0)
  }
  if (request.tools.length > 0) chars += JSON.stringify(request.tools).length
  if (request.expects.kind === 'json') chars += JSON.stringify(request.expects.schema).length
  return Math.ceil(chars / CHARS_A_TOKEN)
}
