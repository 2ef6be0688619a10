/** The suppression list as people keep it by hand. It is of a workspace: who asked one creator for silence may be written to by no other. */
import type { Suppression, suppressionDraftSchema } from '@troupe/contract'
import type { z } from 'zod'
import { ConflictError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { neededEmail } from '../../messaging/addresses/email-address.ts'
import { neededPhone } from '../../messaging/addresses/phone-number.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'

export class Suppressions {
  readonly #db: Database
  readonly #audit: AuditLog
  readonly #suppressions: SuppressionList

  constructor({ db, audit, suppressions }: { readonly db: Database; readonly audit: AuditLog; readonly suppressions: SuppressionList }) {
    this.#db = db
    this.#audit = audit
    this.#suppressions = suppressions
  }

  async add(by: Actor, { channel, address, source }: z.output<typeof suppressionDraftSchema>): Promise<Suppression> {
    const { workspaceId } = by
    const checked = channel === 'email' ? neededEmail(address, '/address') : channel === 'in-app' ? address : neededPhone(address, '/address')
    return this.#db.transaction().execute(async (within) => {
      const added = await this.#suppressions.suppress(within, workspaceId, [{ channel, address: checked, reason: 'manual', source }])
      if (added === 0) throw new ConflictError('This address stands on the list already, with its first reason.', 'suppressed-already')
      const suppression = await this.#suppressions.find(within, workspaceId, { channel, address: checked })
      // The address itself is nowhere kept, so not here either.
      await this.#audit.record(within, { workspaceId, by, action: 'address-suppressed', subject: { kind: 'suppression', id: suppression.id }, after: { channel, source, hashEnding: suppression.hashEnding } })
      return suppression
    })
  }

  async lift(by: Actor, id: Id): Promise<void> {
    await this.#db.transaction().execute(async (within) => {
      const { channel, reason, source, hashEnding } = await this.#suppressions.lift(within, by.workspaceId, id)
      await this.#audit.record(within, { workspaceId: by.workspaceId, by, action: 'suppression-lifted', subject: { kind: 'suppression', id }, before: { channel, reason, source, hashEnding } })
    })
  }
}
