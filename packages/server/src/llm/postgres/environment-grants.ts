/**
 * Which workspaces may spend on the keys in the instance's environment, by provider. The keys are the instance's: one of
 * its owners grants them to a workspace by choosing their provider there, and takes them back by choosing another. Asked
 * at every call, so that a workspace whose own key was deleted does not fall back on somebody else's money.
 */
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export class EnvironmentGrants {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async of(workspaceId: Id): Promise<ReadonlySet<string>> {
    const row = await this.#db.selectFrom('settings').select('value').where('name', '=', nameOf(workspaceId)).executeTakeFirst()
    return new Set(row === undefined ? [] : (row.value as string[]))
  }

  /** In place of what was granted before. */
  async set(within: Database, workspaceId: Id, providers: readonly string[]): Promise<void> {
    const value = JSON.stringify(providers)
    await within.insertInto('settings').values({ name: nameOf(workspaceId), value }).onConflict((clash) => clash.column('name').doUpdateSet({ value })).execute()
  }
}

function nameOf(workspaceId: Id): string {
  return `environment-keys/${workspaceId}`
}
