/**
 * The workspace's settings as the model port asks for them, at every call. They are kept at hand and read anew in the
 * background, so that the answer is there at once (the rehearsal model's turns never wait) and a thousand turns a second
 * are one query; a change made in another process counts a second later.
 */
import type { LlmConfig, ModelChoice as Chosen } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { ProviderKeys as EnvironmentKeys } from '../../base/config.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { ProviderKeysTable } from '../../store/agent-schema.ts'
import { DEFAULT_BUDGET, type Budget, type Limit } from '../budget.ts'
import { isProviderId } from '../providers/catalogue.ts'
import type { Purpose } from '../purpose.ts'
import type { Scope } from '../scope.ts'
import type { ModelChoice, ModelSettings } from '../settings.ts'
import type { EnvironmentGrants } from './environment-grants.ts'
import type { LlmConfigs } from './llm-config.ts'
import { REHEARSAL, type ProviderKeys } from './provider-keys.ts'

/** Older ones are still answered with, while they are read anew. */
const FRESH_MS = 1_000
/** Older ones are waited for: so long after a change, every process knows it. */
export const SETTINGS_USABLE_MS = 10_000
/** Workspaces at hand; beyond that all are asked for anew. */
const KEPT_MOST = 1_000
/** What a budget in money allows of models without a price: two tokens a millionth of a dollar, as in `DEFAULT_BUDGET`. */
const UNPRICED_TOKENS_PER_MICRO = 2

export interface ModelSettingsParts {
  readonly db: Database
  readonly clock: Clock
  readonly configs: Pick<LlmConfigs, 'get'>
  readonly keys: Pick<ProviderKeys, 'plainKey'>
  /** Used where its provider was chosen and no key is stored, and the workspace was granted it; never by themselves. */
  readonly environmentKeys: EnvironmentKeys
  readonly environmentGrants: EnvironmentGrants
}

interface Kept {
  readonly atMs: number
  readonly config: LlmConfig
  readonly keys: readonly Selectable<ProviderKeysTable>[]
  /** Providers whose key in the environment this workspace may use. */
  readonly granted: ReadonlySet<string>
}

export class PostgresModelSettings implements ModelSettings {
  readonly #parts: ModelSettingsParts
  readonly #kept = new Map<Id, Kept>()
  readonly #reading = new Map<Id, Promise<Kept>>()

  constructor(parts: ModelSettingsParts) {
    this.#parts = parts
  }

  choose(scope: Scope, purpose: Purpose): ModelChoice | Promise<ModelChoice> {
    return this.#with(scope.workspaceId, (kept) => this.#resolve(kept, kept.config.purposes[purpose] ?? kept.config.standard))
  }

  budgetOf(scope: Scope): Budget | Promise<Budget> {
    return this.#with(scope.workspaceId, ({ config: { budget: { costMicrosPerDay, tokensPerDay, costMicrosPerProject, costMicrosPerAgent } } }) => ({
      ...DEFAULT_BUDGET,
      workspace: limit(costMicrosPerDay, tokensPerDay),
      project: limit(costMicrosPerProject, null),
      agent: limit(costMicrosPerAgent, null),
    }))
  }

  /** Any choice, with the address and the key it takes to call it. `byOwner`: an owner of the instance asks, who may use its keys anywhere. */
  async resolve(workspaceId: Id, choice: Chosen, byOwner = false): Promise<ModelChoice> {
    const kept = await this.#read(workspaceId)
    return this.#resolve(byOwner ? { ...kept, granted: new Set([choice.provider]) } : kept, choice)
  }

  /** After a change made here. */
  forget(workspaceId: Id): void {
    this.#kept.delete(workspaceId)
    this.#reading.delete(workspaceId)
  }

  #resolve({ keys, granted }: Kept, { provider, model, temperature, maxOutputTokens }: Chosen): ModelChoice {
    if (provider === REHEARSAL) return { kind: 'rehearsal' }
    const stored = keys.find((row) => row.provider === provider)
    const known = isProviderId(provider) ? provider : 'compatible'
    const apiKey = (stored === undefined ? null : this.#parts.keys.plainKey(stored)) ?? (known === 'compatible' || !granted.has(known) ? null : this.#parts.environmentKeys[known])
    return { kind: 'provider', provider: known, model, baseUrl: stored?.base_url ?? null, apiKey, temperature: temperature ?? null, maxOutputTokens: maxOutputTokens ?? null, reasoning: null, timeoutMs: null }
  }

  #with<Result>(workspaceId: Id, use: (kept: Kept) => Result): Result | Promise<Result> {
    const kept = this.#kept.get(workspaceId)
    const ageMs = kept === undefined ? Number.POSITIVE_INFINITY : this.#parts.clock.now() - kept.atMs
    if (kept === undefined || ageMs > SETTINGS_USABLE_MS) return this.#readOnce(workspaceId).then(use)
    // What is at hand will do; should the database be away, the next call that has to wait says so.
    if (ageMs > FRESH_MS) this.#readOnce(workspaceId).catch(() => {})
    return use(kept)
  }

  #readOnce(workspaceId: Id): Promise<Kept> {
    const underWay = this.#reading.get(workspaceId)
    if (underWay !== undefined) return underWay
    const reading = this.#read(workspaceId).then((kept) => {
      // One that was forgotten meanwhile is too old to keep.
      if (this.#reading.get(workspaceId) !== reading) return kept
      if (this.#kept.size >= KEPT_MOST) this.#kept.clear()
      this.#kept.set(workspaceId, kept)
      return kept
    }).finally(() => {
      if (this.#reading.get(workspaceId) === reading) this.#reading.delete(workspaceId)
    })
    this.#reading.set(workspaceId, reading)
    return reading
  }

  async #read(workspaceId: Id): Promise<Kept> {
    const { db, clock, configs, environmentGrants } = this.#parts
    const atMs = clock.now()
    const [config, keys, granted] = await Promise.all([
      configs.get(workspaceId),
      db.selectFrom('provider_keys').selectAll().where('workspace_id', '=', workspaceId).execute(),
      environmentGrants.of(workspaceId),
    ])
    return { atMs, config, keys, granted }
  }
}

function limit(costMicros: number | null, tokens: number | null): Limit {
  return { costMicros, tokens, unpricedTokens: costMicros === null ? null : costMicros * UNPRICED_TOKENS_PER_MICRO }
}
