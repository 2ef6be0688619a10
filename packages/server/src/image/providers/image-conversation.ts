/**
 * One ask's dealings with one provider of pictures:
 *
 *   try ──▶ a picture ────────────────────▶ answered
 *    ▲  ├─▶ slow down, a short wait named ─▶ wait, try
 *    └──┴─▶ refused at the door (5xx, no connection), tries left ─▶ wait, try
 *       ├─▶ 402, quota gone, a long wait, still limited at the last try ─▶ exhausted until
 *       └─▶ anything else ─▶ failed
 */
import type { ImageModelV4, ImageModelV4Result } from '@ai-sdk/provider'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import { withDeadline } from '../../llm/deadline.ts'
import { faultOf, told, type Fault } from '../../llm/fault.ts'
import type { Lane } from '../../llm/lane.ts'
import type { ModelAttempt, TokenUsage } from '../../llm/model-port.ts'
import type { Price } from '../../llm/price-table.ts'
import { costMicros } from '../../llm/prices.ts'
import { ATTEMPTS_MAX, backoffMs, sleepUntil, WAIT_TOTAL_MS } from '../../llm/retry.ts'
import type { Scope } from '../../llm/scope.ts'
import type { ProviderChoice } from '../../llm/settings.ts'
import type { SpendStore } from '../../llm/spend.ts'
import { usageUnanswered } from '../../llm/unanswered.ts'
import type { ImageReply } from './image-model-port.ts'
import type { Shape } from './image-shape.ts'
import type { ImageModelAddress } from './open-image-model.ts'

/** Two minutes at high quality on a busy day; what takes longer is likely lost. */
const CALL_TIMEOUT_MS = 180_000
/** A count beyond this is none. */
const TOKENS_MOST = 1_000_000

export interface ImageConversationOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly spend: SpendStore
  readonly openImageModel: (address: ImageModelAddress, scope: Scope) => ImageModelV4
  readonly scope: Scope
  readonly choice: ProviderChoice
  readonly lane: Lane
  readonly price: Price | null
  readonly shape: Shape
  /** What one picture likely takes, where the provider does not count. */
  readonly estimate: TokenUsage
}

export class ImageConversation {
  readonly #options: ImageConversationOptions
  readonly #generator: string
  readonly #attempts: ModelAttempt[] = []

  constructor(options: ImageConversationOptions) {
    this.#options = options
    this.#generator = `${options.choice.provider}:${options.choice.model}`
  }

  async hold(prompt: string, signal: AbortSignal): Promise<ImageReply> {
    const { choice, clock, lane, random } = this.#options
    let model: ImageModelV4
    try {
      model = this.#options.openImageModel(choice, this.#options.scope)
    } catch (error) {
      return this.#failed('unavailable', told(error, choice.apiKey))
    }
    for (let tries = 1, waitedMs = 0; ; tries++) {
      const tried = await this.#try(model, prompt, signal)
      if (tried.kind === 'picture') return { kind: 'answered', picture: { bytes: tried.bytes, generator: this.#generator, prompt }, attempts: this.#attempts }
      if (tried.kind === 'none') return this.#failed('refused', tried.message)
      const { fault } = tried
      if (fault.kind === 'exhausted') return this.#exhausted(fault.untilMs, fault.message)
      const again = fault.kind === 'rate-limited' || (fault.kind === 'passing' && !fault.begun)
      if (!again) return this.#failed(REASONS[fault.kind], fault.message)
      const waitMs = fault.waitMs ?? backoffMs(tries, random)
      if (tries === ATTEMPTS_MAX || waitedMs + waitMs > WAIT_TOTAL_MS) {
        if (fault.kind === 'rate-limited' || fault.waitMs !== null) return this.#exhausted(fault.waitMs === null ? null : clock.now() + fault.waitMs, fault.message)
        return this.#failed('unavailable', fault.message)
      }
      if (fault.kind === 'rate-limited') lane.holdUntil(clock.now() + waitMs)
      waitedMs += waitMs
      try {
        await clock.until(clock.now() + waitMs, signal)
      } catch {
        return this.#failed('aborted', `Given up while waiting to ask again: ${fault.message}`)
      }
    }
  }

  async #try(model: ImageModelV4, prompt: string, signal: AbortSignal): Promise<{ kind: 'picture'; bytes: Uint8Array } | { kind: 'none'; message: string } | { kind: 'fault'; fault: Fault }> {
    const { choice, clock, lane, log, shape, estimate } = this.#options
    let beganMs = clock.now()
    let leave: (() => void) | null = null
    let sent = false
    try {
      leave = await lane.enter(signal)
      beganMs = clock.now()
      const result = await withDeadline(clock, choice.timeoutMs ?? CALL_TIMEOUT_MS, signal, (abortSignal) => {
        sent = true
        return model.doGenerate({
          prompt, n: 1, seed: undefined, files: undefined, mask: undefined, abortSignal,
          // Each provider takes one of the two, and warns of the other.
          size: choice.provider === 'google' ? undefined : shape.size,
          aspectRatio: choice.provider === 'google' ? shape.aspectRatio : undefined,
          // `auto` would choose high for a long prompt: four times the price.
          providerOptions: { openai: { quality: 'medium' } },
        })
      })
      const [image] = result.images
      const counted = countedOf(result)
      if (image === undefined) {
        const message = 'The provider answered without a picture, most likely because of its rules on content.'
        await this.#note('refused', clock.now() - beganMs, counted ?? { inputTokens: estimate.inputTokens, outputTokens: 0 }, counted === null, message)
        return { kind: 'none', message }
      }
      await this.#note('answered', clock.now() - beganMs, counted ?? estimate, counted === null, counted === null ? 'tokens estimated, the provider did not count' : null)
      return { kind: 'picture', bytes: typeof image === 'string' ? Buffer.from(image, 'base64') : image }
    } catch (error) {
      const fault = faultOf(error, clock.now(), signal, choice.apiKey)
      if (fault.kind === 'lasting' && fault.status === null) log.error({ err: error, model: this.#generator }, 'image model call broke')
      // Given up or garbled, the picture was likely made, and is billed.
      const usage = sent && usageUnanswered(fault, error, estimate.inputTokens, estimate.outputTokens) !== null ? estimate : null
      await this.#note(OUTCOMES[fault.kind], clock.now() - beganMs, usage ?? { inputTokens: 0, outputTokens: 0 }, usage !== null, fault.message)
      return { kind: 'fault', fault }
    } finally {
      leave?.()
    }
  }

  async #note(outcome: ModelAttempt['outcome'], ms: number, usage: TokenUsage, estimated: boolean, note: string | null): Promise<void> {
    const { choice, clock, log, price, scope, spend } = this.#options
    const tokens = usage.inputTokens + usage.outputTokens
    const cost = tokens === 0 ? 0 : price === null ? null : costMicros(price, { ...usage, cachedInputTokens: 0 })
    this.#attempts.push({ provider: choice.provider, model: choice.model, ms, usage, costMicros: cost, outcome, note })
    log.debug({ ...scope, purpose: 'image', model: this.#generator, outcome, ms, ...usage, note }, 'image model asked')
    if (tokens === 0) return
    try {
      await spend.record({ ...scope, atMs: clock.now(), purpose: 'image', provider: choice.provider, model: choice.model, ...usage, costMicros: cost, estimated })
    } catch (error) {
      // The picture is paid for: to lose it because the ledger could not be written would be paying twice.
      log.error({ ...scope, err: error, costMicros: cost }, 'image spend could not be recorded')
    }
  }

  #failed(reason: Extract<ImageReply, { kind: 'failed' }>['reason'], message: string): ImageReply {
    return { kind: 'failed', reason, message, attempts: this.#attempts }
  }

  #exhausted(untilMs: number | null, message: string): ImageReply {
    return { kind: 'exhausted', untilMs: sleepUntil(this.#options.clock.now(), untilMs), message, attempts: this.#attempts }
  }
}

function countedOf({ usage }: ImageModelV4Result): TokenUsage | null {
  const [input, output] = [usage?.inputTokens, usage?.outputTokens]
  const counts = (said: number | undefined): said is number => said !== undefined && Number.isInteger(said) && said >= 0 && said <= TOKENS_MOST
  return counts(input) && counts(output) && output > 0 ? { inputTokens: input, outputTokens: output } : null
}

const REASONS = {
  aborted: 'aborted', refused: 'refused', garbled: 'malformed', 'timed-out': 'unavailable', passing: 'unavailable', 'setting-refused': 'unavailable', lasting: 'unavailable',
} as const satisfies Partial<Record<Fault['kind'], string>>

const OUTCOMES = {
  aborted: 'aborted', 'timed-out': 'timed-out', 'rate-limited': 'rate-limited', exhausted: 'rate-limited',
  passing: 'failed', garbled: 'malformed', 'setting-refused': 'failed', refused: 'refused', lasting: 'failed',
} as const satisfies Record<Fault['kind'], ModelAttempt['outcome']>
