import type { Id } from '../../base/ids.ts'
import type { ChannelDesk, Carriers as DeskCarriers } from '../channels/channel-desk.ts'
import { must } from '../../base/errors.ts'
import type { Carriers, CreatorKey } from './carriers.ts'

/** Whatever credentials say now. */
export function deskCarriers(desk: Pick<ChannelDesk, 'carriers'>): Carriers {
  return {
    read: async (within, creators) => {
      const distinct = new Map(creators.map((one) => [one.creatorId, one.workspaceId]))
      const found = new Map<Id, DeskCarriers>(await Promise.all([...distinct].map(async ([creatorId, workspaceId]) => [creatorId, await desk.carriers(workspaceId, creatorId, within)] as const)))
      const of = ({ creatorId }: CreatorKey): DeskCarriers => must(found.get(creatorId), 'the carriers of a creator')
      return { channel: (creator, channel, way) => of(creator).open(channel, way ?? undefined), hasStripe: (creator) => of(creator).stripe }
    },
  }
}
