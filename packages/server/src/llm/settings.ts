/**
 * Which model answers which purpose, as the port needs to know it. Stored and edited elsewhere (llm-config, provider
 * keys); here is only what a call takes. A key is held in memory for the call and goes to no log and no trace.
 */
import type { Budget } from './budget.ts'
import type { ProviderId } from './providers/catalogue.ts'
import type { Purpose } from './purpose.ts'
import type { Scope } from './scope.ts'

export interface ProviderChoice {
  readonly kind: 'provider'
  readonly provider: ProviderId
  readonly model: string
  /** Null for the provider's own address. Checked against the SSRF rules by whoever stores it. */
  readonly baseUrl: string | null
  readonly apiKey: string | null
  /** Null leaves it to the model. Sent only where the model takes one. */
  readonly temperature: number | null
  /** Null takes what the model's quirks advise. */
  readonly reasoning: 'none' | 'minimal' | 'low' | 'medium' | 'high' | null
  /** Null leaves it to the request; set, it is the most a request may ask for. */
  readonly maxOutputTokens: number | null
  /** Null for a minute. */
  readonly timeoutMs: number | null
}

export type ModelChoice = { readonly kind: 'rehearsal' } | ProviderChoice

export interface ModelSettings {
  /** What answers this purpose in this scope. `rehearsal` until an owner has chosen otherwise (DESIGN "Money"). */
  choose(scope: Scope, purpose: Purpose): ModelChoice | Promise<ModelChoice>
  budgetOf(scope: Scope): Budget | Promise<Budget>
}
