/**
 * List prices in US dollars per million tokens, standard tier, short prompts. Each row says when it was looked up and
 * where; owners override rows in Settings. Where a provider charges by the hour of day or the length of the prompt,
 * the row has the price that a feed's prompts meet, the dearer hour if there is a choice: a budget that is reached too
 * early annoys, one reached too late costs money.
 */
import type { ProviderId } from './providers/catalogue.ts'

export interface Price {
  readonly inputUsd: number
  /** Input read from the provider's cache. */
  readonly cachedInputUsd: number
  /** Reasoning counts as output everywhere. */
  readonly outputUsd: number
}

export interface PriceRow extends Price {
  readonly provider: ProviderId
  /** A model id, or the beginning of one with `*`. The longest row that fits wins. */
  readonly model: string
  /** First day (UTC) the row holds; absent: since ever. Of the rows of one model the latest that has begun holds. */
  readonly from?: string
  /** When the price was looked up. */
  readonly asOf: string
  /** Where. */
  readonly source: string
}

const OPENAI = { provider: 'openai', asOf: '2026-11-05', source: 'developers.openai.com/api/docs/pricing as reported by docs.litellm.ai and release notes of cost meters; prompts up to 272,000 tokens' } as const
const OPENAI_EARLIER = { provider: 'openai', asOf: '2026-03-31', source: 'openai.com/api/pricing as carried by adk-model 0.6' } as const
const OPENAI_IMAGES = { provider: 'openai', asOf: '2026-11-21', source: 'developers.openai.com/api/docs/models/gpt-image-2.6-sunburst; prompt in, image out. 2 and 2.5 have its rates by docs.laozhang.ai (2026-09-09)' } as const
const OPENAI_IMAGES_EARLIER = { ...OPENAI_IMAGES, source: 'developers.openai.com/api/docs/models/gpt-image-1-mini; gpt-image-1 by docs.laozhang.ai, gpt-image-1.5 by llmreference.com (2026-05-10), cached input at the full price there; prompt in, image out' } as const
const GOOGLE_IMAGES = { provider: 'google', asOf: '2026-10-18', source: 'ai.google.dev/gemini-api/docs/pricing as carried by api-evangelist/deepmind and by docs.litellm.ai; prompt in, image out, cached input at the full price' } as const
const ANTHROPIC = { provider: 'anthropic', asOf: '2026-10-24', source: 'platform.claude.com/docs: model overviews, and the price page as checked by claudit 1.9.2' } as const
const GOOGLE = { provider: 'google', asOf: '2026-11-11', source: 'ai.google.dev/gemini-api/docs/pricing, paid tier, as reported by docs.litellm.ai; cached input is entered at the full price where it was not reported' } as const
const DEEPSEEK = { provider: 'deepseek', asOf: '2026-11-15', source: 'api-docs.deepseek.com/quick_start/pricing, peak hours' } as const
const MOONSHOT = { provider: 'moonshot', asOf: '2026-10-25', source: 'platform.kimi.ai/docs/pricing as reported by docs.apiyi.com' } as const
const MINIMAX = { provider: 'minimax', asOf: '2026-09-11', source: 'platform.minimax.io/docs/guides/pricing-paygo as reported by dev.to/aiwave; up to 512,000 tokens' } as const

export const PRICE_TABLE: readonly PriceRow[] = [
  { ...OPENAI, model: 'gpt-6-astra*', inputUsd: 10, cachedInputUsd: 1, outputUsd: 50 },
  { ...OPENAI, model: 'gpt-6.1-sol*', inputUsd: 2, cachedInputUsd: 0.1, outputUsd: 10 },
  { ...OPENAI, model: 'gpt-6.1-terra*', inputUsd: 1, cachedInputUsd: 0.05, outputUsd: 5 },
  { ...OPENAI, model: 'gpt-6-sol*', inputUsd: 2, cachedInputUsd: 0.2, outputUsd: 10 },
  { ...OPENAI, model: 'gpt-6-luna*', inputUsd: 0.1, cachedInputUsd: 0.01, outputUsd: 0.5 },
  { ...OPENAI, model: 'gpt-5.6-sol*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 30 },
  { ...OPENAI, model: 'gpt-5.6-terra*', inputUsd: 2, cachedInputUsd: 0.2, outputUsd: 12 },
  { ...OPENAI, model: 'gpt-5.6-luna*', inputUsd: 0.2, cachedInputUsd: 0.02, outputUsd: 1.2 },
  { ...OPENAI_EARLIER, model: 'gpt-5.4', inputUsd: 2.5, cachedInputUsd: 0.25, outputUsd: 15 },
  { ...OPENAI_EARLIER, model: 'gpt-5.4-mini*', inputUsd: 0.75, cachedInputUsd: 0.075, outputUsd: 4.5 },
  { ...OPENAI_EARLIER, model: 'gpt-5.2', inputUsd: 1.75, cachedInputUsd: 0.175, outputUsd: 14 },
  { ...OPENAI_EARLIER, model: 'gpt-5.1', inputUsd: 1.25, cachedInputUsd: 0.125, outputUsd: 10 },
  { ...OPENAI_EARLIER, model: 'gpt-5', inputUsd: 1.25, cachedInputUsd: 0.125, outputUsd: 10 },
  { ...OPENAI_EARLIER, model: 'gpt-5-mini*', inputUsd: 0.25, cachedInputUsd: 0.025, outputUsd: 2 },
  { ...OPENAI_EARLIER, model: 'gpt-5-nano*', inputUsd: 0.05, cachedInputUsd: 0.005, outputUsd: 0.4 },
  { ...OPENAI_EARLIER, model: 'gpt-4.1', inputUsd: 2, cachedInputUsd: 0.5, outputUsd: 8 },
  { ...OPENAI_EARLIER, model: 'gpt-4.1-mini*', inputUsd: 0.4, cachedInputUsd: 0.1, outputUsd: 1.6 },
  { ...OPENAI_EARLIER, model: 'gpt-4.1-nano*', inputUsd: 0.1, cachedInputUsd: 0.025, outputUsd: 0.4 },
  { ...OPENAI_EARLIER, model: 'gpt-4o', inputUsd: 2.5, cachedInputUsd: 1.25, outputUsd: 10 },
  { ...OPENAI_EARLIER, model: 'gpt-4o-mini*', inputUsd: 0.15, cachedInputUsd: 0.075, outputUsd: 0.6 },
  // Images: output is image tokens, 1,000 to 6,000 of them a picture. The input is a prompt, a few cents' worth a thousand times.
  ...['gpt-image-2*', 'gpt-image-2.5*', 'gpt-image-2.6*'].map((model): PriceRow => ({ ...OPENAI_IMAGES, model, inputUsd: 5, cachedInputUsd: 1.25, outputUsd: 30 })),
  { ...OPENAI_IMAGES_EARLIER, model: 'gpt-image-1.5*', inputUsd: 8, cachedInputUsd: 8, outputUsd: 32 },
  { ...OPENAI_IMAGES_EARLIER, model: 'gpt-image-1-mini*', inputUsd: 2, cachedInputUsd: 0.2, outputUsd: 8 },
  { ...OPENAI_IMAGES_EARLIER, model: 'gpt-image-1', inputUsd: 10, cachedInputUsd: 10, outputUsd: 40 },

  { ...ANTHROPIC, model: 'claude-fable-5*', inputUsd: 10, cachedInputUsd: 1, outputUsd: 50 },
  { ...ANTHROPIC, model: 'claude-opus-5-5*', inputUsd: 4, cachedInputUsd: 0.2, outputUsd: 20 },
  { ...ANTHROPIC, model: 'claude-opus-5*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 25 },
  { ...ANTHROPIC, model: 'claude-opus-4-5*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 25 },
  { ...ANTHROPIC, model: 'claude-opus-4-6*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 25 },
  { ...ANTHROPIC, model: 'claude-opus-4-7*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 25 },
  { ...ANTHROPIC, model: 'claude-opus-4-8*', inputUsd: 5, cachedInputUsd: 0.5, outputUsd: 25 },
  { ...ANTHROPIC, model: 'claude-opus-4-1*', inputUsd: 15, cachedInputUsd: 1.5, outputUsd: 75 },
  { ...ANTHROPIC, model: 'claude-sonnet-5-5*', inputUsd: 2, cachedInputUsd: 0.1, outputUsd: 10 },
  { ...ANTHROPIC, model: 'claude-sonnet-5*', inputUsd: 2, cachedInputUsd: 0.2, outputUsd: 10 },
  { ...ANTHROPIC, model: 'claude-sonnet-4*', inputUsd: 3, cachedInputUsd: 0.3, outputUsd: 15 },
  { ...ANTHROPIC, model: 'claude-haiku-5-5*', inputUsd: 0.1, cachedInputUsd: 0.01, outputUsd: 0.5 },
  { ...ANTHROPIC, model: 'claude-haiku-4-5*', inputUsd: 1, cachedInputUsd: 0.1, outputUsd: 5 },

  { ...GOOGLE, model: 'gemini-4-carbon*', inputUsd: 2, cachedInputUsd: 2, outputUsd: 10 },
  { ...GOOGLE, model: 'gemini-4-carbon*', from: '2026-12-01', inputUsd: 4, cachedInputUsd: 4, outputUsd: 20 },
  { ...GOOGLE, model: 'gemini-4-argon*', inputUsd: 2, cachedInputUsd: 2, outputUsd: 10 },
  { ...GOOGLE, model: 'gemini-4-argon*', from: '2026-12-01', inputUsd: 4, cachedInputUsd: 4, outputUsd: 20 },
  { ...GOOGLE, model: 'gemini-4-hydrogen*', inputUsd: 1.5, cachedInputUsd: 1.5, outputUsd: 7.5 },
  ...['gemini-3.8-flash*', 'gemini-3.7-flash*', 'gemini-3.6-flash*'].flatMap((model): PriceRow[] => [
    { ...GOOGLE, model, inputUsd: 0.75, cachedInputUsd: 0.075, outputUsd: 3.75 },
    { ...GOOGLE, model, from: '2027-01-01', inputUsd: 1.5, cachedInputUsd: 0.15, outputUsd: 7.5 },
  ]),
  { ...GOOGLE, asOf: '2026-07-22', model: 'gemini-3.5-flash-lite*', inputUsd: 0.3, cachedInputUsd: 0.03, outputUsd: 2.5 },
  { ...GOOGLE, asOf: '2026-05-09', model: 'gemini-3.1-flash-lite*', inputUsd: 0.25, cachedInputUsd: 0.025, outputUsd: 1.5 },
  { ...GOOGLE, asOf: '2026-03-31', model: 'gemini-2.5-pro*', inputUsd: 1.25, cachedInputUsd: 0.125, outputUsd: 10 },
  { ...GOOGLE, asOf: '2026-03-31', model: 'gemini-2.5-flash-lite*', inputUsd: 0.1, cachedInputUsd: 0.01, outputUsd: 0.4 },
  { ...GOOGLE, asOf: '2026-03-31', model: 'gemini-2.5-flash*', inputUsd: 0.3, cachedInputUsd: 0.03, outputUsd: 2.5 },
  { ...GOOGLE_IMAGES, model: 'gemini-nano-banana-2.1*', inputUsd: 1.5, cachedInputUsd: 1.5, outputUsd: 30 },
  { ...GOOGLE_IMAGES, model: 'gemini-3-pro-image*', inputUsd: 2, cachedInputUsd: 2, outputUsd: 120 },
  { ...GOOGLE_IMAGES, model: 'gemini-2.5-flash-image*', inputUsd: 0.3, cachedInputUsd: 0.3, outputUsd: 30 },

  { ...DEEPSEEK, model: 'deepseek-flash*', inputUsd: 0.3, cachedInputUsd: 0.006, outputUsd: 1.2 },
  { ...DEEPSEEK, model: 'deepseek-v4-flash*', inputUsd: 0.3, cachedInputUsd: 0.006, outputUsd: 1.2 },
  { ...DEEPSEEK, model: 'deepseek-v4-pro*', inputUsd: 1.32, cachedInputUsd: 0.044, outputUsd: 3.96 },

  { ...MOONSHOT, model: 'kimi-k3', inputUsd: 3, cachedInputUsd: 0.3, outputUsd: 15 },
  { ...MOONSHOT, model: 'kimi-k3.1-pro', inputUsd: 2, cachedInputUsd: 0.2, outputUsd: 10 },
  { ...MOONSHOT, model: 'kimi-k3.1-pro-highspeed', inputUsd: 4, cachedInputUsd: 0.2, outputUsd: 20 },

  { ...MINIMAX, model: 'MiniMax-M3', inputUsd: 0.3, cachedInputUsd: 0.06, outputUsd: 1.2 },
  { ...MINIMAX, model: 'MiniMax-M2.7', inputUsd: 0.3, cachedInputUsd: 0.06, outputUsd: 1.2 },
  { ...MINIMAX, model: 'MiniMax-M2.7-highspeed', inputUsd: 0.6, cachedInputUsd: 0.06, outputUsd: 2.4 },
]
