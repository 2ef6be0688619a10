/**
 * Who may decide over what all workspaces of an instance share: its kill switch, its default world, the providers' keys
 * in its environment. They are the owners of the first workspace, the one that the setup token opened; so there is always
 * one, and whoever may hand that workspace on hands this on with it. No API key is among them, as no key is an owner.
 */
import type { Database } from '../store/database.ts'
import type { Doer } from './actor.ts'
import { NotAllowedError } from './refusals.ts'

export class InstanceOwners {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Whichever workspace they act in at the moment. The system itself is who runs commands on the machine. */
  async include(doer: Pick<Doer, 'kind' | 'id'>, within: Database = this.#db): Promise<boolean> {
    if (doer.kind === 'system') return true
    if (doer.kind === 'key' || doer.id === null) return false
    const owner = await within.selectFrom('memberships').select('user_id').where('user_id', '=', doer.id).where('role', '=', 'owner')
      .where('workspace_id', '=', (is) => is.selectFrom('workspaces').select('id').orderBy('created_at').orderBy('id').limit(1)).executeTakeFirst()
    return owner !== undefined
  }

  /** `deed`: what only they may do. `instead`: what others can do. */
  async need(doer: Pick<Doer, 'kind' | 'id'>, deed: string, instead: string, within: Database = this.#db): Promise<void> {
    if (await this.include(doer, within)) return
    throw new NotAllowedError(`Only an owner of this instance may ${deed}. ${instead}`, 'instance-owner-needed')
  }
}
