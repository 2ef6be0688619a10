/** What a call costs, from the dated table and the owner's own rows. A model that is in neither has no price: `null`. */
import { PRICE_TABLE, type Price, type PriceRow } from './price-table.ts'
import type { ProviderId } from './providers/catalogue.ts'

export interface MeteredTokens {
  readonly inputTokens: number
  /** Part of `inputTokens` that came from the provider's cache. */
  readonly cachedInputTokens: number
  readonly outputTokens: number
}

export interface Prices {
  /** The price on the day of `atMs`, or null for a model nobody has priced. */
  priceOf(provider: ProviderId, model: string, baseUrl: string | null, atMs: number): Price | null
}

const FREE: Price = { inputUsd: 0, cachedInputUsd: 0, outputUsd: 0 }

/** `overrides` win over the table whatever their length; among equals the longest row that fits wins. */
export function createPrices(overrides: readonly PriceRow[] = []): Prices {
  const find = (rows: readonly PriceRow[], provider: ProviderId, model: string, atMs: number): PriceRow | null => {
    let best: PriceRow | null = null
    for (const row of rows) {
      if (row.provider !== provider || !fits(row.model, model) || begins(row) > atMs) continue
      if (best === null || row.model.length > best.model.length || (row.model === best.model && begins(row) >= begins(best))) best = row
    }
    return best
  }
  return {
    priceOf(provider, model, baseUrl, atMs) {
      const row = find(overrides, provider, model, atMs) ?? find(PRICE_TABLE, provider, model, atMs)
      if (row !== null) return row
      return provider === 'compatible' && baseUrl !== null && isOwnMachine(baseUrl) ? FREE : null
    },
  }
}

function begins(row: PriceRow): number {
  return row.from === undefined ? -Infinity : Date.parse(row.from)
}

/** Snapshots are priced as their model: `gpt-5-2025-08-07` as `gpt-5`. */
function fits(pattern: string, model: string): boolean {
  if (pattern.endsWith('*')) return model.startsWith(pattern.slice(0, -1))
  return model === pattern || (model.startsWith(`${pattern}-`) && /^\d{4}-?\d{2}-?\d{2}$/.test(model.slice(pattern.length + 1)))
}

/** Rounded up, so that many cheap calls do not come to nothing. */
export function costMicros(price: Price, tokens: MeteredTokens): number {
  const fresh = Math.max(0, tokens.inputTokens - tokens.cachedInputTokens)
  const cached = Math.min(tokens.inputTokens, tokens.cachedInputTokens)
  // Dollars per million tokens are millionths of a dollar per token.
  const micros = fresh * price.inputUsd + cached * price.cachedInputUsd + tokens.outputTokens * price.outputUsd
  // Less a hair, so that 0.1 × 30 does not round up to 4.
  return Math.max(0, Math.ceil(micros - 1e-9))
}

/** Loopback, private and link-local addresses, and names only a local network resolves: nobody sends a bill from there. */
export function isOwnMachine(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false
  const host = new URL(baseUrl).hostname.toLowerCase()
  if (host === 'localhost' || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host)) return true
  if (/^\[(?:::1|f[cd][0-9a-f]{2}:|fe80:)/.test(host)) return true
  return /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$/.test(host) || (!host.includes('.') && !host.startsWith('['))
}
