/** The parts of channels, put together. */
import type { ChannelVariables } from '../../base/config.ts'
import type { Clock } from '../../base/clock.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import { SnsVerifier } from '../../messaging/vendors/ses/sns-message.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { InstanceOwners } from '../../people/instance-owners.ts'
import type { Database } from '../../store/database.ts'
import type { Inbound } from '../conversations/inbound.ts'
import type { Intake } from '../events/intake.ts'
import { ChannelCredentials } from './channel-credentials.ts'
import { ChannelDesk } from './channel-desk.ts'
import { ChannelOverview } from './channel-overview.ts'
import { Deliveries } from './deliveries.ts'
import { InboundReceipts } from './inbound-receipts.ts'
import { PaymentReceipts } from './payment-receipts.ts'
import { Receipts } from './receipts.ts'
import { TestSend } from './test-send.ts'
import { Tracking } from './tracking.ts'
import { Unsubscribing } from './unsubscribing.ts'

export interface ChannelServicesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly secretKey: Uint8Array
  readonly publicUrl: string | null
  /** What the environment offers. */
  readonly channels: ChannelVariables
  readonly privateNetwork: (workspaceId: Id) => boolean
  readonly intake: Intake
  readonly log: Log
  readonly random: Random
  /** Kill switches. */
  readonly killed: (of: { readonly projectId: Id }) => string | null
  readonly inbound: Inbound
  /** To Amazon's own hosts; stands in for them in tests. */
  readonly fetchSns?: typeof fetch
  /** Events were stored, or actions taken back. */
  readonly onChanged: () => void
  /** Credentials were changed: other processes drop what they keep. */
  readonly onCredentials: () => void
}

export type ChannelServices = ReturnType<typeof createChannelServices>

export function createChannelServices(parts: ChannelServicesParts) {
  const { db, channels: environment, onCredentials } = parts
  const links = new PublicLinks(parts)
  const suppressions = new SuppressionList(parts)
  const desk = new ChannelDesk({ ...parts, environment, links })
  const onSaved = (workspaceId: Id): void => {
    desk.forget(workspaceId)
    onCredentials()
  }
  const deliveries = new Deliveries({ ...parts, suppressions })
  const sns = new SnsVerifier({ fetch: parts.fetchSns ?? guardedFetch({ privateNetwork: false }) })
  return {
    receipts: new Receipts({ ...parts, desk, links, sns, deliveries, inbound: new InboundReceipts({ ...parts, suppressions }), payments: new PaymentReceipts(parts) }),
    tracking: new Tracking({ ...parts, links, deliveries }),
    links, suppressions, desk, overview: new ChannelOverview({ desk, links }), testSend: new TestSend({ ...parts, desk, suppressions }),
    credentials: new ChannelCredentials({ ...parts, environment, onChanged: onSaved, owners: new InstanceOwners(db) }),
    unsubscribing: new Unsubscribing({ ...parts, links, suppressions }),
  }
}
