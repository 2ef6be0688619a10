/** Who carries messages for whom: what this room needs to know of credentials, and no more. */
import type { Channel as ChannelName, ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { Channel } from '../../messaging/channel.ts'
import type { Database } from '../../store/database.ts'

export interface CreatorKey {
  readonly workspaceId: Id
  readonly creatorId: Id
}

export interface Carriers {
  /** As it is set up now; what it answers with stays as it is for one batch. `within`: whoever holds a connection must not wait for another. */
  read(within: Database, creators: readonly CreatorKey[]): Promise<CarriersRead>
}

export interface CarriersRead {
  /** `way`: how a payment link reaches the lead; null where nobody's consent is touched. */
  channel(creator: CreatorKey, channel: ChannelName, way: ConsentChannel | null): Channel
  /** Real payment links can be made. */
  hasStripe(creator: CreatorKey): boolean
}
