/** The test button, with the workspace's stored address and key. */
import type { Clock } from '../../base/clock.ts'
import type { FetchGuard } from '../../base/guarded-fetch.ts'
import type { Actor } from '../../people/actor.ts'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import type { Database } from '../../store/database.ts'
import type { OpenModel } from '../providers/open-model.ts'
import { testConnection, type ConnectionTest } from '../test-connection.ts'
import { environmentKeyRefused, type LlmConfigs } from './llm-config.ts'
import type { PostgresModelSettings } from './model-settings.ts'

export interface TryModelParts {
  readonly db: Database
  readonly clock: Clock
  readonly settings: PostgresModelSettings
  readonly configs: Pick<LlmConfigs, 'providers'>
  readonly instanceOwners: InstanceOwners
  /** Clients whose requests go no further than the workspace may: `openModels(guardedFetch(guard))`. */
  readonly openModelsWithin: (guard: FetchGuard) => OpenModel
}

export function createTryModel({ db, clock, settings, configs, instanceOwners, openModelsWithin }: TryModelParts) {
  return async (by: Actor, chosen: { provider: string; model: string }, signal: AbortSignal): Promise<ConnectionTest> => {
    const { workspaceId } = by
    const refused = (await configs.providers(by)).find((provider) => provider.id === chosen.provider && !provider.allowed)
    if (refused) throw environmentKeyRefused(refused)
    const choice = await settings.resolve(workspaceId, chosen, await instanceOwners.include(by))
    if (choice.kind === 'rehearsal') return { ok: true, ms: 0, model: chosen.model, message: 'The rehearsal model is code in this process; it always answers.' }
    const { private_network: privateNetwork } = await db.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
    return testConnection(choice, openModelsWithin({ privateNetwork }), clock, signal)
  }
}
