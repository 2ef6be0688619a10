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
import { dayStart, judgeBudget, type BudgetWarning, type Spent, type SpentByCircle } from './budget.ts'
import { Conversation } from './conversation.ts'
import { Lane } from './lane.ts'
import type { ModelPort, ModelReply, ModelRequest } from './model-port.ts'
import { createPrices, costMicros, type Prices } from './prices.ts'
import { PROVIDERS, type LaneWidth, type ProviderId } from './providers/catalogue.ts'
import type { OpenModel } from './providers/open-model.ts'
import { rehearseWith, type Rehearsal } from './rehearsing.ts'
import type { Scope } from './scope.ts'
import type { ModelSettings, ProviderChoice } from './settings.ts'
import { circleKey, PromisedSpend, type SpendStore } from './spend.ts'
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
}

export interface ModelPorts {
  /** A port that asks on behalf of this scope. Cheap: make one where it is needed. */
  portFor(scope: Scope): ModelPort
}

/** Reads of what was spent before one call; with hundreds of calls ending a second the last one has to do. */
const SPENT_READS_MOST = 5
/** Lanes kept before those nobody is in are forgotten. */
const LANES_MAX = 1_000
/** Warnings remembered, so that each is given once; forgotten in the order they came. */
const WARNED_MAX = 10_000

export function createModelPorts(options: ModelPortOptions): ModelPorts {
  const prices = options.prices ?? createPrices()
  const promised = new PromisedSpend()
  const lanes = new Map<string, Lane>()
  const warned = new Set<string>()

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

  function warn(scope: Scope, warnings: readonly BudgetWarning[], dayMs: number): void {
    for (const warning of warnings) {
      const key = `${dayMs} ${warning.circle} ${circleKey(warning.circle, scope)} ${warning.measure}`
      if (warned.has(key)) continue
      if (warned.size >= WARNED_MAX) for (const oldest of warned) { warned.delete(oldest); break }
      warned.add(key)
      options.log.warn({ ...scope, ...warning }, 'model budget is nearly used up')
      options.onBudgetWarning?.(scope, warning)
    }
  }

  /** A call that ends while the store is read may be in neither: not yet in what was read, no more in what is promised. Then it is read again. */
  async function spentBySettledCalls(scope: Scope, dayMs: number): Promise<SpentByCircle> {
    for (let tries = 1; ; tries++) {
      const { takenBack } = promised
      const spent = await options.spend.spentSince(scope, dayMs)
      if (promised.takenBack === takenBack || tries === SPENT_READS_MOST) return spent
    }
  }

  async function askProvider(scope: Scope, choice: ProviderChoice, asked: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
    const request = choice.maxOutputTokens === null ? asked : { ...asked, maxOutputTokens: Math.min(asked.maxOutputTokens, choice.maxOutputTokens) }
    const lacking = whatIsLacking(choice)
    if (lacking !== null) return { kind: 'failed', reason: 'unavailable', message: lacking, attempts: [] }

    const budget = await options.settings.budgetOf(scope)
    const nowMs = options.clock.now()
    const dayMs = dayStart(budget.zone, nowMs)
    const spent = await spentBySettledCalls(scope, dayMs)
    if (signal.aborted) return { kind: 'failed', reason: 'aborted', message: 'Given up before the model was asked.', attempts: [] }

    const price = prices.priceOf(choice.provider, choice.model, choice.baseUrl, nowMs)
    const inputTokens = estimatedInputTokens(request)
    const tokens = inputTokens + request.maxOutputTokens
    const estimate: Spent = {
      tokens,
      costMicros: price === null ? 0 : costMicros(price, { inputTokens, cachedInputTokens: 0, outputTokens: request.maxOutputTokens }),
      unpricedTokens: price === null ? tokens : 0,
    }
    // No await between the verdict and the promise: together they are what keeps calls from overshooting.
    const verdict = judgeBudget(budget, spent, promised.of(scope), estimate, nowMs)
    if (verdict.kind === 'exhausted') return { kind: 'exhausted', untilMs: verdict.untilMs, message: verdict.message, attempts: [] }
    const takeBack = promised.promise(scope, estimate)
    warn(scope, verdict.warnings, dayMs)
    try {
      const conversation = new Conversation({ ...options, scope, choice, lane: laneOf(scope, choice), price, estimatedInputTokens: inputTokens })
      return await conversation.hold(request, signal)
    } finally {
      takeBack()
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
