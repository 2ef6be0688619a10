/** Rebuilding as people ask for it: of one lead, on record in the audit log. */
import type { rebuiltContextSchema } from '@troupe/contract'
import type { z } from 'zod'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import { rebuildContexts } from './rebuild-contexts.ts'
import { shownContext } from './shown-context.ts'

export interface ContextRebuildsParts {
  readonly db: Database
  readonly audit: AuditLog
}

export class ContextRebuilds {
  readonly #parts: ContextRebuildsParts

  constructor(parts: ContextRebuildsParts) {
    this.#parts = parts
  }

  /** Throws `MissingError`. */
  async one(by: Actor, consumerId: Id): Promise<z.output<typeof rebuiltContextSchema>> {
    const { db, audit } = this.#parts
    const own = creatorScope(by)
    return db.transaction().execute(async (within) => {
      let lead = within.selectFrom('consumer_contexts').select('consumer_id').where('consumer_id', '=', consumerId).where('workspace_id', '=', by.workspaceId)
      if (own !== null) lead = lead.where('creator_id', '=', own)
      if (await lead.executeTakeFirst() === undefined) throw new MissingError('lead', consumerId)
      const { events, changed, contexts } = await rebuildContexts(within, [consumerId])
      const context = contexts.get(consumerId)
      if (context === undefined) throw new MissingError('lead', consumerId)
      if (changed > 0) await audit.record(within, { workspaceId: by.workspaceId, by, action: 'context-rebuilt', subject: { kind: 'consumer', id: consumerId }, after: { events } })
      return { events, changed: changed > 0, context: shownContext(context) }
    })
  }
}
