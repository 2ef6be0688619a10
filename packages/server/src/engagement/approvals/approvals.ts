/**
 * Messages that wait for a person's yes (SPEC E9). A yes is for the words and the address that were seen, told by their hash:
 * whatever changed since, it is refused, and the message is shown anew. All of it stands in the database, so a restart loses
 * nothing.
 */
import type { Approval, ApprovalBulk, BulkOutcome, PlannedContent } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, ExpectedError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { writeLog } from '../sending/sending-rows.ts'
import type { ApprovalReader, Waiting } from './approval-reader.ts'

export interface ApprovalsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly reader: ApprovalReader
  /** After a commit: one was decided, or its words changed. */
  readonly onChanged: () => void
}

export class ContentChangedError extends ConflictError {
  override readonly name = 'ContentChangedError'
  constructor() {
    super('What would be sent has changed since you saw it: look at it again, then decide.', 'changed-since-you-saw-it')
  }
}

interface Decided {
  readonly contentHash: string
  readonly note?: string | undefined
}

export class Approvals {
  readonly #parts: ApprovalsParts

  constructor(parts: ApprovalsParts) {
    this.#parts = parts
  }

  approve(by: Actor, id: Id, { contentHash, note }: Decided): Promise<Approval> {
    return this.#decide(by, id, contentHash, async (within, { action }) => {
      const { clock } = this.#parts
      await this.#close(within, by, id, 'approved', contentHash, note)
      await within.updateTable('actions').set({ state: 'approved', approved_hash: Buffer.from(contentHash, 'hex'), reason: null }).where('id', '=', action.id).execute()
      await this.#log(within, action.id, 'approved', `${by.name} said yes${note ? `: ${note}` : ''}`)
      return { action: 'approval-granted', after: { actionId: action.id, contentHash, at: clock.now() } }
    })
  }

  reject(by: Actor, id: Id, { contentHash, note }: Decided): Promise<Approval> {
    return this.#decide(by, id, contentHash, async (within, { action }) => {
      const reason = `${by.name} said no${note ? `: ${note}` : ''}`
      await this.#close(within, by, id, 'rejected', contentHash, note)
      await within.updateTable('actions').set({ state: 'cancelled', reason, ended_at: this.#parts.clock.now() }).where('id', '=', action.id).execute()
      await this.#log(within, action.id, 'cancelled', reason)
      return { action: 'approval-refused', after: { actionId: action.id, contentHash, note: note ?? null } }
    })
  }

  /** Each by itself, and bound to what was seen of it: one that cannot be decided keeps the others from nothing, and is told with why. */
  async bulk(by: Actor, { verb, items, note }: ApprovalBulk): Promise<BulkOutcome> {
    const outcome: BulkOutcome = { done: [], failed: [] }
    for (const { id, contentHash } of new Map(items.map((item) => [item.id, item])).values()) {
      try {
        await this[verb](by, id, { contentHash, note })
        outcome.done.push(id)
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        outcome.failed.push({ id, reason: error.message })
      }
    }
    return outcome
  }

  /** The new words wait for a yes of their own, also from whoever wrote them. */
  edit(by: Actor, id: Id, { contentHash, subject, text }: { contentHash: string; subject?: string | null | undefined; text: string }): Promise<Approval> {
    return this.#decide(by, id, contentHash, async (within, waiting) => {
      const { ids, clock, reader } = this.#parts
      const { action } = waiting
      const content: PlannedContent = { ...waiting.content, text, ...(subject === undefined ? {} : { subject }) }
      const hash = reader.hashOf(waiting, content)
      await within.updateTable('actions').set({ content: JSON.stringify(content), edited_by: by.name }).where('id', '=', action.id).execute()
      await within.updateTable('approvals').set({ content_hash: Buffer.from(hash, 'hex') }).where('id', '=', id).execute()
      await writeLog(within, { ids, nowMs: clock.now() }, [{ actionId: action.id, kind: 'edited', state: 'awaiting-approval', policy: null, reason: `${by.name} changed the words` }])
      return { action: 'approval-edited', before: { contentHash }, after: { actionId: action.id, contentHash: hash } }
    })
  }

  async #decide(by: Actor, id: Id, seen: string, act: (within: Within, waiting: Waiting) => Promise<{ action: string; before?: unknown; after?: unknown }>): Promise<Approval> {
    const { db, clock, audit, reader, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      // The action first, as everybody locks it who ends it; its approval with it.
      const found = await within.selectFrom('approvals').select('action_id').where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      if (found === undefined) throw new MissingError('approval', id)
      await within.selectFrom('actions').select('id').where('id', '=', found.action_id).forUpdate().executeTakeFirst()
      await within.selectFrom('approvals').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
      const waiting = await reader.waiting(within, by, id)
      if (waiting.state !== 'waiting') throw new ConflictError(`This was ${waiting.state === 'approved' ? 'approved' : waiting.state} already, and nothing of it can be changed.`, 'already-decided')
      if (waiting.expiresMs <= clock.now()) throw new ConflictError('The time to decide this is over: nothing is sent.', 'approval-expired')
      if (waiting.contentHash !== seen) throw new ContentChangedError()
      const { action, before, after } = await act(within, waiting)
      await audit.record(within, { workspaceId: by.workspaceId, by, action, subject: { kind: 'approval', id }, before, after })
    })
    onChanged()
    return reader.get(by, id)
  }

  async #close(within: Within, by: Actor, id: Id, state: 'approved' | 'rejected', contentHash: string, note: string | undefined): Promise<void> {
    await within.updateTable('approvals').set({ state, content_hash: Buffer.from(contentHash, 'hex'), decided_at: this.#parts.clock.now(), decided_by: by.name, note: note || null }).where('id', '=', id).execute()
  }

  async #log(within: Within, actionId: Id, state: 'approved' | 'cancelled', reason: string): Promise<void> {
    await writeLog(within, { ids: this.#parts.ids, nowMs: this.#parts.clock.now() }, [{ actionId, kind: 'approval', state, policy: 'approval', reason }])
  }
}
