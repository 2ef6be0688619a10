/**
 * One ask's dealings with one provider: tries, waits, asks again when the reply did not fit. A small state machine:
 *
 *   try ──▶ answered ─────────────▶ done
 *    ▲  ├─▶ unfit, first time ────▶ say what was wrong, try
 *    ├──┼─▶ passing or limited ───▶ wait (bounded), try
 *    └──┴─▶ a setting refused ────▶ leave it out, try
 *       └─▶ anything else, or tries or patience used up ▶ failed or exhausted
 */
import type { LanguageModelV4, LanguageModelV4Usage } from '@ai-sdk/provider'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { withDeadline } from './deadline.ts'
import { faultOf, told, type Fault } from './fault.ts'
import type { Lane } from './lane.ts'
import type { Message, ModelAttempt, ModelReply, ModelRequest, TokenUsage } from './model-port.ts'
import type { Price } from './price-table.ts'
import { costMicros } from './prices.ts'
import { callOptions, stateOf, type Setting } from './prompt.ts'
import type { OpenModel } from './providers/open-model.ts'
import { readResult, type Reading } from './reading.ts'
import { ATTEMPTS_MAX, backoffMs, sleepUntil, WAIT_TOTAL_MS } from './retry.ts'
import type { Scope } from './scope.ts'
import type { ProviderChoice } from './settings.ts'
import type { SpendStore } from './spend.ts'
import { CHARS_A_TOKEN, usageUnanswered } from './unanswered.ts'

/** A reasoning model may think for half a minute; what takes longer keeps a lease and a place in the lane for nothing. */
const CALL_TIMEOUT_MS = 60_000

export interface ConversationOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly spend: SpendStore
  readonly openModel: (address: Parameters<OpenModel>[0], scope: Scope) => LanguageModelV4
  readonly scope: Scope
  readonly choice: ProviderChoice
  readonly lane: Lane
  readonly price: Price | null
  /** Stands in where a provider does not count. */
  readonly estimatedInputTokens: number
}

/** A call's tokens, and whether the provider counted them. */
interface Counted extends TokenUsage {
  readonly cached: number
  readonly estimated: boolean
}

const NO_TOKENS: TokenUsage = { inputTokens: 0, outputTokens: 0 }

type Tried =
  | { readonly kind: 'read'; readonly reading: Reading; readonly state: ReturnType<typeof stateOf> }
  | { readonly kind: 'fault'; readonly fault: Fault }

export class Conversation {
  readonly #options: ConversationOptions
  readonly #generator: string
  readonly #attempts: ModelAttempt[] = []
  readonly #without = new Set<Setting>()
  #waitedMs = 0

  constructor(options: ConversationOptions) {
    this.#options = options
    this.#generator = `${options.choice.provider}:${options.choice.model}`
  }

  async hold(request: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
    const { choice, clock, openModel } = this.#options
    let model: LanguageModelV4
    try {
      model = openModel(choice, this.#options.scope)
    } catch (error) {
      // A base URL that is no URL, a key the client refuses to send: nothing was asked.
      return this.#failed('unavailable', told(error, choice.apiKey))
    }
    let asked = request
    let askedAgain = false
    for (let tries = 1; ; tries++) {
      const last = tries >= ATTEMPTS_MAX
      const tried = await this.#try(model, asked, signal)
      if (tried.kind === 'read') {
        const { reading } = tried
        if (reading.kind === 'fits') return this.#answered(reading, tried.state)
        if (reading.kind === 'refused') return this.#failed('refused', reading.message)
        if (askedAgain || last) return this.#failed('malformed', `The reply did not fit: ${reading.fault}.`)
        askedAgain = true
        asked = again(request, reading)
        continue
      }
      const { fault } = tried
      switch (fault.kind) {
        case 'aborted':
          return this.#failed('aborted', fault.message)
        case 'exhausted':
          return this.#exhausted(fault.untilMs, fault.message)
        case 'refused':
          return this.#failed('refused', fault.message)
        case 'lasting':
          return this.#failed('unavailable', fault.message)
        case 'setting-refused':
          if (last || this.#without.has(fault.setting)) return this.#failed('unavailable', fault.message)
          this.#without.add(fault.setting)
          continue
        case 'garbled':
          if (last || !fault.again) return this.#failed('malformed', fault.message)
          break
        case 'timed-out':
        case 'passing':
        case 'rate-limited':
          break
      }
      const toldMs = fault.kind === 'passing' || fault.kind === 'rate-limited' ? fault.waitMs : null
      // A wait that is too long, or that there is no try left for, is slept on: the provider named the time.
      if (toldMs !== null && (last || this.#waitedMs + toldMs > WAIT_TOTAL_MS)) return this.#exhausted(clock.now() + toldMs, fault.message)
      if (last) return this.#failed('unavailable', fault.message)
      const waitMs = toldMs ?? backoffMs(tries, this.#options.random)
      if (this.#waitedMs + waitMs > WAIT_TOTAL_MS) return this.#failed('unavailable', fault.message)
      if (fault.kind === 'rate-limited') this.#options.lane.holdUntil(clock.now() + waitMs)
      this.#waitedMs += waitMs
      try {
        await clock.until(clock.now() + waitMs, signal)
      } catch {
        return this.#failed('aborted', `Given up while waiting to ask again: ${fault.message}`)
      }
    }
  }

  async #try(model: LanguageModelV4, request: ModelRequest, signal: AbortSignal): Promise<Tried> {
    const { choice, clock, lane } = this.#options
    let beganMs = clock.now()
    let leave: (() => void) | null = null
    let sent = false
    try {
      leave = await lane.enter(signal)
      beganMs = clock.now()
      const options = callOptions(request, choice, this.#generator, this.#without)
      const result = await withDeadline(clock, choice.timeoutMs ?? CALL_TIMEOUT_MS, signal, (abortSignal) => {
        sent = true
        return model.doGenerate({ ...options, abortSignal })
      })
      const reading = readResult(result, request)
      const { usage, cached, estimated } = this.#counted(result.usage, result.content)
      const notes = reading.kind === 'fits' ? [...new Set(reading.mended)] : [reading.kind === 'refused' ? reading.message : reading.fault]
      if (this.#without.size > 0) notes.push(`without ${[...this.#without].join(' and ')}, which the model refused`)
      if (estimated) notes.push('tokens estimated, the provider did not count')
      const outcome = reading.kind === 'fits' ? 'answered' : reading.kind === 'refused' ? 'refused' : 'malformed'
      await this.#note(request, outcome, clock.now() - beganMs, { ...usage, cached, estimated }, notes.join('; ') || null)
      return { kind: 'read', reading, state: stateOf(result.content, this.#generator) }
    } catch (error) {
      const fault = faultOf(error, clock.now(), signal, choice.apiKey)
      // Neither an answer of the provider nor of the network: likely a bug of ours or of a client, worth a stack.
      if (fault.kind === 'lasting' && fault.status === null) this.#options.log.error({ err: error, model: this.#generator }, 'model call broke')
      const usage = sent ? usageUnanswered(fault, error, this.#options.estimatedInputTokens, request.maxOutputTokens) : null
      const message = usage === null ? fault.message : `${fault.message} (tokens estimated: the provider may bill what it read and made)`
      await this.#note(request, OUTCOMES[fault.kind], clock.now() - beganMs, { ...(usage ?? NO_TOKENS), cached: 0, estimated: usage !== null }, message)
      return { kind: 'fault', fault }
    } finally {
      leave?.()
    }
  }

  #counted(usage: LanguageModelV4Usage, content: readonly { readonly type: string; readonly text?: string; readonly input?: string }[]): { usage: TokenUsage } & Pick<Counted, 'cached' | 'estimated'> {
    const input = countOf(usage.inputTokens.total)
    const output = countOf(usage.outputTokens.total)
    const cached = countOf(usage.inputTokens.cacheRead) ?? 0
    if (input !== undefined && output !== undefined && input + output > 0) return { usage: { inputTokens: input, outputTokens: output }, cached, estimated: false }
    const chars = content.reduce((sum, part) => sum + (part.text?.length ?? 0) + (part.input?.length ?? 0), 0)
    return { usage: { inputTokens: input || this.#options.estimatedInputTokens, outputTokens: output || Math.ceil(chars / CHARS_A_TOKEN) }, cached, estimated: true }
  }

  async #note(request: ModelRequest, outcome: ModelAttempt['outcome'], ms: number, counted: Counted, note: string | null): Promise<void> {
    const { choice, clock, log, price, scope, spend } = this.#options
    const { cached, estimated, ...usage } = counted
    const tokens = usage.inputTokens + usage.outputTokens
    const cost = tokens === 0 ? 0 : price === null ? null : costMicros(price, { ...usage, cachedInputTokens: cached })
    this.#attempts.push({ provider: choice.provider, model: choice.model, ms, usage, costMicros: cost, outcome, note })
    log.debug({ ...scope, purpose: request.purpose, model: this.#generator, outcome, ms, ...usage, note }, 'model asked')
    if (tokens === 0) return
    try {
      await spend.record({ ...scope, atMs: clock.now(), purpose: request.purpose, provider: choice.provider, model: choice.model, ...usage, costMicros: cost, estimated })
    } catch (error) {
      // The reply is paid for: to lose it because the ledger could not be written would be paying twice.
      log.error({ ...scope, err: error, costMicros: cost }, 'model spend could not be recorded')
    }
  }

  #answered(reading: Extract<Reading, { kind: 'fits' }>, state: ReturnType<typeof stateOf>): ModelReply {
    const { text, value, toolCalls } = reading
    return { kind: 'answered', generator: this.#generator, text, value, toolCalls, ...(state === null ? {} : { providerState: state }), attempts: this.#attempts }
  }

  #failed(reason: Extract<ModelReply, { kind: 'failed' }>['reason'], message: string): ModelReply {
    return { kind: 'failed', reason, message, attempts: this.#attempts }
  }

  #exhausted(untilMs: number | null, message: string): ModelReply {
    return { kind: 'exhausted', untilMs: sleepUntil(this.#options.clock.now(), untilMs), message, attempts: this.#attempts }
  }
}

/** Beyond the largest context there is; what counts more, or in halves or below nothing, does not count at all. */
const TOKENS_MOST = 100_000_000

function countOf(said: number | undefined): number | undefined {
  return said !== undefined && Number.isInteger(said) && said >= 0 && said <= TOKENS_MOST ? said : undefined
}

const OUTCOMES = {
  aborted: 'aborted', 'timed-out': 'timed-out', 'rate-limited': 'rate-limited', exhausted: 'rate-limited',
  passing: 'failed', garbled: 'malformed', 'setting-refused': 'failed', refused: 'refused', lasting: 'failed',
} as const satisfies Record<Fault['kind'], ModelAttempt['outcome']>

/** The same question with the reply that did not fit and what was wrong with it. Cut off, it gets twice the room. */
function again(request: ModelRequest, reading: Extract<Reading, { kind: 'unfit' }>): ModelRequest {
  const wrong = `Your reply could not be used: ${reading.fault}.${reading.cutOff ? ' It was cut off: be much shorter.' : ''}`
  const wanted = request.expects.kind === 'json' ? 'Answer again with the whole JSON object and nothing else.' : 'Answer again with the text and nothing else.'
  const said: Message[] = reading.text === '' ? [] : [{ role: 'assistant', text: reading.text, toolCalls: [] }]
  return {
    ...request,
    messages: [...request.messages, ...said, { role: 'user', text: `${wrong} ${wanted}` }],
    maxOutputTokens: reading.cutOff ? request.maxOutputTokens * 2 : request.maxOutputTokens,
  }
}
