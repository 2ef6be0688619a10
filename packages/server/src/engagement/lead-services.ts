/** Sellers and leads, put together. */
import type { Clock } from '../base/clock.ts'
import type { Ids } from '../base/ids.ts'
import { SuppressionList } from '../messaging/suppression/suppression-list.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { Database } from '../store/database.ts'
import { Consents } from './consumers/consents.ts'
import { Consumers } from './consumers/consumers.ts'
import { Suppressions } from './consumers/suppressions.ts'
import { Creators } from './creators/creators.ts'
import { Products } from './creators/products.ts'
import type { Intake } from './events/intake.ts'

export interface LeadServicesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly secretKey: Uint8Array
  readonly intake: Intake
  /** After a commit with events or actions in it. */
  readonly onChanged: () => void
  /** After a creator was deleted: its agents stand still, and its project is to be erased. */
  readonly onCreatorRemoved: () => void
}

export function createLeadServices(parts: LeadServicesParts) {
  const suppressionList = new SuppressionList(parts)
  const consumers = new Consumers({ ...parts, suppressions: suppressionList })
  return {
    creators: new Creators({ ...parts, onRemoved: parts.onCreatorRemoved }),
    products: new Products(parts),
    consumers,
    consents: new Consents({ ...parts, consumers }),
    suppressionList,
    suppressions: new Suppressions({ ...parts, suppressions: suppressionList }),
  }
}
