/**
 * The providers as data: how each is called in the console, where its key is looked for, where it is reached, what to
 * suggest, and how many calls it is fair to have under way. What a single model cannot do is in `quirks.ts`; how a
 * client is made is in `open-model.ts`.
 */
export const PROVIDER_IDS = ['openai', 'anthropic', 'google', 'deepseek', 'moonshot', 'minimax', 'compatible'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

export interface LaneWidth {
  /** Calls under way at once from this process. */
  readonly concurrent: number
  /** Calls begun in a minute; null where the provider's own answer (429) is the better measure. */
  readonly perMinute: number | null
}

export interface Provider {
  readonly id: ProviderId
  readonly label: string
  /** The variable a key is offered from; null where no key is needed. */
  readonly keyVariable: string | null
  readonly keyNeeded: boolean
  /** Where a key is made, for the settings page. */
  readonly keyPage: string | null
  /** Null where the owner has to give one. */
  readonly baseUrl: string | null
  /** The dearest last; the first is what the settings page offers. */
  readonly suggestedModels: readonly string[]
  readonly lane: LaneWidth
}

/** Twelve calls of three seconds are four a second: 24 agents of a sample project are through within a minute. */
const CLOUD_LANE: LaneWidth = { concurrent: 12, perMinute: null }
/** A machine of one's own answers a few at a time (Ollama: four); more only queue up inside it and run into the time limit. */
const OWN_LANE: LaneWidth = { concurrent: 4, perMinute: null }

export const PROVIDERS: Readonly<Record<ProviderId, Provider>> = {
  openai: {
    id: 'openai', label: 'OpenAI', keyVariable: 'OPENAI_API_KEY', keyNeeded: true,
    keyPage: 'https://platform.openai.com/api-keys', baseUrl: 'https://api.openai.com/v1',
    suggestedModels: ['gpt-6-luna', 'gpt-6.1-terra', 'gpt-6.1-sol'], lane: CLOUD_LANE,
  },
  anthropic: {
    id: 'anthropic', label: 'Anthropic', keyVariable: 'ANTHROPIC_API_KEY', keyNeeded: true,
    keyPage: 'https://platform.claude.com/settings/keys', baseUrl: 'https://api.anthropic.com/v1',
    suggestedModels: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'], lane: CLOUD_LANE,
  },
  google: {
    id: 'google', label: 'Google Gemini', keyVariable: 'GOOGLE_GENERATIVE_AI_API_KEY', keyNeeded: true,
    keyPage: 'https://aistudio.google.com/apikey', baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    suggestedModels: ['gemini-3.5-flash-lite', 'gemini-3.8-flash', 'gemini-4-argon'], lane: CLOUD_LANE,
  },
  deepseek: {
    id: 'deepseek', label: 'DeepSeek', keyVariable: 'DEEPSEEK_API_KEY', keyNeeded: true,
    keyPage: 'https://platform.deepseek.com/api_keys', baseUrl: 'https://api.deepseek.com',
    suggestedModels: ['deepseek-flash', 'deepseek-v4-pro'], lane: CLOUD_LANE,
  },
  moonshot: {
    id: 'moonshot', label: 'Moonshot (Kimi)', keyVariable: 'MOONSHOT_API_KEY', keyNeeded: true,
    keyPage: 'https://platform.kimi.ai/console/api-keys', baseUrl: 'https://api.moonshot.ai/v1',
    // New accounts are allowed few calls at once; a 429 would cost more time than waiting here.
    suggestedModels: ['kimi-k2.6', 'kimi-k3'], lane: { concurrent: 6, perMinute: null },
  },
  minimax: {
    id: 'minimax', label: 'MiniMax', keyVariable: 'MINIMAX_API_KEY', keyNeeded: true,
    keyPage: 'https://platform.minimax.io/user-center/basic-information/interface-key',
    // Its Anthropic-compatible endpoint: the one its docs recommend, and the one that keeps reasoning out of the text.
    baseUrl: 'https://api.minimax.io/anthropic/v1',
    suggestedModels: ['MiniMax-M3', 'MiniMax-M2.7-highspeed'], lane: { concurrent: 6, perMinute: null },
  },
  compatible: {
    id: 'compatible', label: 'OpenAI-compatible server (Ollama, vLLM, LM Studio, …)', keyVariable: null, keyNeeded: false,
    keyPage: null, baseUrl: null, suggestedModels: [], lane: OWN_LANE,
  },
}

export function isProviderId(text: string): text is ProviderId {
  return (PROVIDER_IDS as readonly string[]).includes(text)
}
