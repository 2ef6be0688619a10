/** The test button, with the workspace's stored address and key. */
import type { Clock } from '../../base/clock.ts'
import type { FetchGuard } from '../../base/guarded-fetch.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { OpenModel } from '../providers/open-model.ts'
import { testConnection, type ConnectionTest } from '../test-connection.ts'
import type { PostgresModelSettings } from './model-settings.ts'

export interface TryModelParts {
  readonly db: Database
  readonly clock: Clock
  readonly settings: PostgresModelSettings
  /** Clients whose requests go no further than the workspace may: `openModels(guardedFetch(guard))`. */
  readonly openModelsWithin: (guard: FetchGuard) => OpenModel
}

export function createTryModel({ db, clock, settings, openModelsWithin }: TryModelParts) {
  return async (workspaceId: Id, chosen: { provider: string; model: string }, signal: AbortSignal): Promise<ConnectionTest> => {
    const choice = await settings.resolve(workspaceId, chosen)
    if (choice.kind === 'rehearsal') return { ok: true, ms: 0, model: chosen.model, message: 'The rehearsal model is code in this process; it always answers.' }
    const { private_network: privateNetwork } = await db.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
    return testConnection(choice, openModelsWithin({ privateNetwork }), clock, signal)
  }
}
