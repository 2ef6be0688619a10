/**
 * Makes the client of one model at one provider, through the AI SDK's provider packages. Knows keys and addresses only as
 * parameters: it reads no environment (the packages would, if a key were left out, so it never is).
 */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createDeepSeek } from '@ai-sdk/deepseek'
import { createGoogle } from '@ai-sdk/google'
import { createMoonshotAI } from '@ai-sdk/moonshotai'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { must } from '../../base/errors.ts'
import { PROVIDERS, type ProviderId } from './catalogue.ts'
import { boundedFetch, type Fetch } from './bounded-fetch.ts'
import { quirksOf } from './quirks.ts'

interface ModelAddress {
  readonly provider: ProviderId
  readonly model: string
  /** Null for the provider's own. */
  readonly baseUrl: string | null
  readonly apiKey: string | null
}

export type OpenModel = (address: ModelAddress) => LanguageModelV4

/** Sent where a server of one's own wants no key, so that no package goes looking for one. */
const NO_KEY = 'none'

export function openModels(fetch: Fetch): OpenModel {
  const bounded = boundedFetch(fetch)
  return (address) => openModel(address, bounded)
}

function openModel({ provider, model, baseUrl, apiKey }: ModelAddress, fetch: Fetch): LanguageModelV4 {
  const baseURL = must(baseUrl ?? PROVIDERS[provider].baseUrl, `a base URL for ${provider}`).replace(/\/+$/, '')
  const settings = { baseURL, apiKey: apiKey ?? NO_KEY, fetch }
  switch (provider) {
    case 'openai':
      // The Responses API: reasoning models keep their thread between tool calls only there.
      return createOpenAI(settings).responses(model)
    case 'anthropic':
    case 'minimax':
      return createAnthropic(settings)(model)
    case 'google':
      return createGoogle(settings)(model)
    case 'deepseek':
      return createDeepSeek(settings)(model)
    case 'moonshot':
      return createMoonshotAI(settings)(model)
    case 'compatible': {
      const { outputField } = quirksOf(provider, model)
      return createOpenAICompatible({
        baseURL,
        name: 'compatible',
        ...(apiKey === null ? {} : { apiKey }),
        fetch,
        supportsStructuredOutputs: true,
        ...(outputField === 'max_tokens' ? {} : {
          transformRequestBody: ({ max_tokens: limit, ...body }: Record<string, unknown>) => ({ ...body, [outputField]: limit }),
        }),
      })(model)
    }
  }
}

/** Options under the provider's own name that hold for every call. */
export const CALL_OPTIONS: Partial<Record<ProviderId, Record<string, Record<string, boolean>>>> = {
  // Prompts are personas and strangers' posts: not kept by the provider. Our schemas have optional properties, which
  // OpenAI's strict mode refuses; Moonshot's too.
  openai: { openai: { store: false, strictJsonSchema: false } },
  moonshot: { moonshotai: { strictJsonSchema: false } },
  compatible: { compatible: { strictJsonSchema: false } },
}
