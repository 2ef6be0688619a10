/**
 * The image port over real providers: resolves the purpose `image`, minds the budget before the call as asks for text do,
 * and tries a bounded number of times. A picture costs a hundred times what a post does, so nothing is tried again that
 * may have been made already: only what was refused at the door. What never happens: a throw for what a provider does, and
 * a call without a record of what it cost or may have cost.
 */
import type { ImageModelV4 } from '@ai-sdk/provider'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import type { Allowance } from '../../llm/allowance.ts'
import { Lane } from '../../llm/lane.ts'
import { createPrices, costMicros, type Prices } from '../../llm/prices.ts'
import { PROVIDERS, type LaneWidth } from '../../llm/providers/catalogue.ts'
import type { Scope } from '../../llm/scope.ts'
import type { ModelSettings, ProviderChoice } from '../../llm/settings.ts'
import type { SpendStore } from '../../llm/spend.ts'
import { CHARS_A_TOKEN } from '../../llm/unanswered.ts'
import { ImageConversation } from './image-conversation.ts'
import type { ImageModelPort, ImageReply, ImageRequest } from './image-model-port.ts'
import { makesImages, nearestShape } from './image-shape.ts'
import type { ImageModelAddress } from './open-image-model.ts'

export interface ImagePortOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly settings: Pick<ModelSettings, 'choose'>
  readonly spend: SpendStore
  /** The one that asks for text have too. */
  readonly allowance: Allowance
  /** `openImageModelsWithin`; tests give one that goes to a scripted server. */
  readonly openImageModel: (address: ImageModelAddress, scope: Scope) => ImageModelV4
  readonly prices?: Prices
}

export interface ImageModelPorts {
  portFor(scope: Scope): ImageModelPort
}

/** A picture takes ten to sixty seconds, and tier-one accounts are allowed five a minute. */
const LANE: LaneWidth = { concurrent: 3, perMinute: null }
/** Lanes kept before those nobody is in are forgotten. */
const LANES_MAX = 1_000

export function createImageModelPorts(options: ImagePortOptions): ImageModelPorts {
  const prices = options.prices ?? createPrices()
  const lanes = new Map<string, Lane>()

  function laneOf(scope: Scope, { provider, baseUrl }: ProviderChoice): Lane {
    const key = `${provider} ${baseUrl ?? ''} ${scope.workspaceId}`
    let lane = lanes.get(key)
    if (lane !== undefined) return lane
    if (lanes.size >= LANES_MAX) for (const [name, other] of lanes) if (other.idle) lanes.delete(name)
    lane = new Lane(options.clock, LANE)
    lanes.set(key, lane)
    return lane
  }

  async function ask(scope: Scope, request: ImageRequest, signal: AbortSignal): Promise<ImageReply> {
    signal.throwIfAborted()
    const choice = await options.settings.choose(scope, 'image')
    if (choice.kind === 'rehearsal') return lacking('No image model is chosen. Choose one in Settings for the purpose image, or use a generator that needs none.')
    const { label, keyNeeded } = PROVIDERS[choice.provider]
    if (!makesImages(choice.provider, choice.model)) return lacking(`${label}'s ${choice.model || 'model'} makes no images here. Choose an image model of OpenAI or Google in Settings for the purpose image.`)
    if (keyNeeded && (choice.apiKey === null || choice.apiKey === '')) return lacking(`There is no key for ${label}. Add one in Settings.`)

    const shape = nearestShape(request.width, request.height)
    const price = prices.priceOf(choice.provider, choice.model, choice.baseUrl, options.clock.now())
    const usage = { inputTokens: Math.ceil(request.prompt.length / CHARS_A_TOKEN), outputTokens: shape.tokens }
    const tokens = usage.inputTokens + usage.outputTokens
    const allowed = await options.allowance.ask(scope, {
      tokens, costMicros: price === null ? 0 : costMicros(price, { ...usage, cachedInputTokens: 0 }), unpricedTokens: price === null ? tokens : 0,
    }, signal)
    if (allowed.kind === 'aborted') return { kind: 'failed', reason: 'aborted', message: 'Given up before the model was asked.', attempts: [] }
    if (allowed.kind === 'exhausted') return { ...allowed, attempts: [] }
    try {
      return await new ImageConversation({ ...options, scope, choice, lane: laneOf(scope, choice), price, shape, estimate: usage }).hold(request.prompt, signal)
    } finally {
      allowed.takeBack()
    }
  }

  return { portFor: (scope) => ({ ask: (request, signal) => ask(scope, request, signal) }) }
}

function lacking(message: string): ImageReply {
  return { kind: 'failed', reason: 'unavailable', message, attempts: [] }
}
