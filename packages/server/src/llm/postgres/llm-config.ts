/** A workspace's choice of models and its daily budget: the rehearsal model and one US dollar until an owner decides otherwise. */
import type { LlmConfig, ModelChoice, Provider } from '@troupe/contract'
import type { ProviderKeys as EnvironmentKeys } from '../../base/config.ts'
import { InvalidError, type FieldFault } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import { NotAllowedError } from '../../people/refusals.ts'
import type { Database } from '../../store/database.ts'
import { isProviderId, PROVIDER_IDS, PROVIDERS } from '../providers/catalogue.ts'
import { liftedBy } from '../lifted.ts'
import type { EnvironmentGrants } from './environment-grants.ts'
import { REHEARSAL } from './provider-keys.ts'

export const DEFAULT_CONFIG: LlmConfig = {
  standard: { provider: REHEARSAL, model: REHEARSAL },
  purposes: {},
  budget: { costMicrosPerDay: 1_000_000, tokensPerDay: null, costMicrosPerProject: null, costMicrosPerAgent: null },
}

export interface LlmConfigsParts {
  readonly db: Database
  readonly audit: AuditLog
  readonly environmentKeys: EnvironmentKeys
  readonly environmentGrants: EnvironmentGrants
  readonly instanceOwners: InstanceOwners
  /** After a change, for those who keep settings at hand. */
  readonly onChanged: (workspaceId: Id) => void
  /** After a change by which more may be asked than before: who sleeps for want of money may wake. */
  readonly onLifted: (workspaceId: Id) => Promise<void>
}

export class LlmConfigs {
  readonly #parts: LlmConfigsParts

  constructor(parts: LlmConfigsParts) {
    this.#parts = parts
  }

  async get(workspaceId: Id): Promise<LlmConfig> {
    const row = await this.#parts.db.selectFrom('llm_settings').selectAll().where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (row === undefined) return DEFAULT_CONFIG
    return { standard: row.standard, purposes: row.purposes, budget: { costMicrosPerDay: row.cost_micros_per_day, tokensPerDay: row.tokens_per_day, costMicrosPerProject: row.cost_micros_per_project, costMicrosPerAgent: row.cost_micros_per_agent } }
  }

  async put(by: Doer & Pick<Actor, 'workspaceId'>, config: LlmConfig): Promise<LlmConfig> {
    const { db, audit, environmentGrants, instanceOwners, onChanged, onLifted } = this.#parts
    const ofEnvironment = await this.#check(by, config)
    const before = await this.get(by.workspaceId)
    await db.transaction().execute(async (within) => {
      if (await instanceOwners.include(by, within)) await environmentGrants.set(within, by.workspaceId, ofEnvironment)
      const row = {
        standard: JSON.stringify(config.standard), purposes: JSON.stringify(config.purposes),
        cost_micros_per_day: config.budget.costMicrosPerDay, tokens_per_day: config.budget.tokensPerDay,
        cost_micros_per_project: config.budget.costMicrosPerProject, cost_micros_per_agent: config.budget.costMicrosPerAgent,
      }
      await within.insertInto('llm_settings').values({ workspace_id: by.workspaceId, ...row })
        .onConflict((clash) => clash.column('workspace_id').doUpdateSet(row)).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'llm-config-changed', subject: { kind: 'llm-config', id: null }, before, after: config })
    })
    onChanged(by.workspaceId)
    if (liftedBy(before, config)) await onLifted(by.workspaceId)
    return this.get(by.workspaceId)
  }

  /** The rehearsal model, the catalogue, and the workspace's own servers; `allowed` is whether `by` may choose it. */
  async providers(by: Doer & Pick<Actor, 'workspaceId'>): Promise<Provider[]> {
    const { db, environmentGrants, instanceOwners } = this.#parts
    const [stored, granted, isOwner] = await Promise.all([
      db.selectFrom('provider_keys').selectAll().where('workspace_id', '=', by.workspaceId).orderBy('id').execute(),
      environmentGrants.of(by.workspaceId), instanceOwners.include(by),
    ])
    const catalogue = PROVIDER_IDS.map((id): Provider => {
      const { label, suggestedModels, keyVariable, keyNeeded, baseUrl } = PROVIDERS[id]
      const own = stored.find((row) => row.provider === id)
      const key = own?.sealed_key ? 'stored' : !keyNeeded ? 'not-needed' : this.#environmentKey(id) === null ? 'missing' : 'environment'
      return { id, label: own?.label ?? label, models: own !== undefined && own.models.length > 0 ? own.models : [...suggestedModels], keyName: keyVariable, key, baseUrl: own?.base_url ?? baseUrl, custom: false, allowed: key !== 'environment' || isOwner || granted.has(id) }
    })
    const custom = stored.filter((row) => !isProviderId(row.provider)).map((row): Provider => ({
      id: row.provider, label: row.label, models: row.models, keyName: null, key: row.sealed_key === null ? 'not-needed' : 'stored', baseUrl: row.base_url, custom: true, allowed: true,
    }))
    return [{ id: REHEARSAL, label: 'Rehearsal: offline, made of code', models: [REHEARSAL], keyName: null, key: 'not-needed', baseUrl: null, custom: false, allowed: true }, ...catalogue, ...custom]
  }

  #environmentKey(id: keyof typeof PROVIDERS): string | null {
    return id === 'compatible' ? null : this.#parts.environmentKeys[id]
  }

  /** The providers among those chosen whose key is the environment's. */
  async #check(by: Doer & Pick<Actor, 'workspaceId'>, config: LlmConfig): Promise<string[]> {
    const providers = new Map((await this.providers(by)).map((provider) => [provider.id, provider]))
    const faults: FieldFault[] = []
    const ofEnvironment = new Set<string>()
    const look = (choice: ModelChoice, path: string): void => {
      const provider = providers.get(choice.provider)
      if (provider === undefined) faults.push({ path: `${path}/provider`, message: `is not a provider here; there are ${[...providers.keys()].join(', ')}` })
      else if (provider.key === 'missing') faults.push({ path: `${path}/provider`, message: `has no key yet: save one for ${provider.label} first` })
      else if (!provider.allowed) throw environmentKeyRefused(provider)
      else if (provider.id !== REHEARSAL && provider.baseUrl === null) faults.push({ path: `${path}/provider`, message: 'has no address yet: save its base URL first' })
      if (provider?.key === 'environment') ofEnvironment.add(provider.id)
    }
    look(config.standard, '/standard')
    for (const [purpose, choice] of Object.entries(config.purposes)) if (choice !== undefined) look(choice, `/purposes/${purpose}`)
    const [first] = faults
    if (first !== undefined) throw new InvalidError(`This choice can't be used: ${first.path} ${first.message}.`, faults)
    return [...ofEnvironment]
  }
}

export function environmentKeyRefused({ label, keyName }: Pick<Provider, 'label' | 'keyName'>): NotAllowedError {
  return new NotAllowedError(`The key for ${label} is the instance's own (${keyName ?? 'its environment'}): only an owner of this instance may choose it for a workspace. Save a key of this workspace instead.`, 'instance-owner-needed')
}
