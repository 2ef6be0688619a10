/** Makes the client of one image model, through the AI SDK's provider packages; keys and addresses come as parameters, as in `llm/providers/open-model.ts`. */
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import type { ImageModelV4 } from '@ai-sdk/provider'
import { must } from '../../base/errors.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import type { Id } from '../../base/ids.ts'
import { boundedFetch, type Fetch } from '../../llm/providers/bounded-fetch.ts'
import { PROVIDERS, type ProviderId } from '../../llm/providers/catalogue.ts'

export interface ImageModelAddress {
  readonly provider: ProviderId
  readonly model: string
  /** Null for the provider's own. */
  readonly baseUrl: string | null
  readonly apiKey: string | null
}

/** Throws for a provider that `makesImages` does not name. */
export type OpenImageModel = (address: ImageModelAddress) => ImageModelV4

/** A 1,536-pixel PNG has 4 MB, a third more as base64; a 2K one up to 16. */
const REPLY_BYTES_MOST = 32 * 1024 * 1024

export function openImageModels(fetch: Fetch): OpenImageModel {
  const bounded = boundedFetch(fetch, REPLY_BYTES_MOST)
  return ({ provider, model, baseUrl, apiKey }) => {
    const baseURL = must(baseUrl ?? PROVIDERS[provider].baseUrl, `a base URL for ${provider}`).replace(/\/+$/, '')
    const settings = { baseURL, apiKey: must(apiKey, `a key for ${provider}`), fetch: bounded }
    if (provider === 'openai') return createOpenAI(settings).image(model)
    if (provider === 'google') return createGoogle(settings).image(model)
    throw new Error(`no image models are known of ${provider}`)
  }
}

/** As `openModelsWithin`: a request goes no further than its workspace may at that very moment. */
export function openImageModelsWithin(mayGoInside: (workspaceId: Id) => boolean): (address: ImageModelAddress, scope: { readonly workspaceId: Id }) => ImageModelV4 {
  return (address, { workspaceId }) => openImageModels(guardedFetch({ get privateNetwork() { return mayGoInside(workspaceId) } }))(address)
}
