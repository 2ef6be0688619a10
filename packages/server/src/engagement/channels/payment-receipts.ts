/**
 * Payments by our links. Vendors tell everything at least once, so what has been told is kept by its key for good; of refunds the sum
 * so far is told, and what is recorded is by how much it has grown.
 */
import { sql } from 'kysely'
import { isId, type Id } from '../../base/ids.ts'
import type { PaymentReceipt } from '../../messaging/vendors/stripe/stripe-receipt.ts'
import type { Clock } from '../../base/clock.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Intake } from '../events/intake.ts'
import { leadNow } from './lead-now.ts'

export interface PaymentReceiptsParts {
  readonly db: Database
  readonly clock: Clock
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly onChanged: () => void
}

export class PaymentReceipts {
  readonly #parts: PaymentReceiptsParts

  constructor(parts: PaymentReceiptsParts) {
    this.#parts = parts
  }

  /** Payments that are none of ours (the account may have others) are let pass. */
  async take(workspaceId: Id, receipt: PaymentReceipt): Promise<void> {
    const { db, intake, onChanged } = this.#parts
    const { troupe_workspace: ofWorkspace, troupe_consumer: consumerId = '', troupe_action: actionId = null } = receipt.metadata
    if (ofWorkspace !== workspaceId || !isId(consumerId)) return
    await db.transaction().execute(async (within) => {
      const lead = await leadNow(within, workspaceId, consumerId)
      if (lead !== null) await intake.hold(within, [lead.id])
      const amountMinor = await this.#news(within, workspaceId, receipt)
      if (lead === null || amountMinor === null) return
      await intake.record(within, [{
        workspaceId, creatorId: lead.creatorId, consumerId: lead.id, type: receipt.kind, source: 'webhook', atMs: receipt.atMs,
        payload: { amountMinor, currency: receipt.currency, vendor: 'stripe', ...(actionId === null ? {} : { actionId }), ...(receipt.paymentId === null ? {} : { paymentId: receipt.paymentId }) },
      }])
    })
    onChanged()
  }

  /** What is to be recorded of it; null where it has been told before. */
  async #news(within: Within, workspaceId: Id, { key, kind, amountMinor }: PaymentReceipt): Promise<number | null> {
    const before = await within.selectFrom('vendor_receipts').select('amount_minor').where('workspace_id', '=', workspaceId).where('vendor', '=', 'stripe').where('key', '=', key).forUpdate().executeTakeFirst()
    if (before === undefined) {
      const { numInsertedOrUpdatedRows = 0n } = await within.insertInto('vendor_receipts').values({ workspace_id: workspaceId, vendor: 'stripe', key, amount_minor: amountMinor, at: this.#parts.clock.now() }).onConflict((clash) => clash.doNothing()).executeTakeFirstOrThrow()
      // Told twice at once: Stripe tells it again where we fail, and finds the row then.
      if (numInsertedOrUpdatedRows === 0n) throw new Error('the same payment is being taken in at this moment')
      return amountMinor
    }
    if (kind !== 'payment_refunded' || amountMinor <= before.amount_minor) return null
    await sql`UPDATE vendor_receipts SET amount_minor = ${amountMinor} WHERE workspace_id = ${workspaceId} AND vendor = 'stripe' AND key = ${key}`.execute(within)
    return amountMinor - before.amount_minor
  }
}
