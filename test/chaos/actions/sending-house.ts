/** All of an instance that sends and hears of what was sent, put together as `assemble-engagement.ts` does: for each worker, and for the one who looks on. */
import { SystemClock } from '../../../packages/server/src/base/clock.ts'
import { systemIds } from '../../../packages/server/src/base/ids.ts'
import { createLog } from '../../../packages/server/src/base/log.ts'
import { seeded } from '../../../packages/server/src/base/random.ts'
import { createChannelServices } from '../../../packages/server/src/engagement/channels/channel-services.ts'
import { Inbound } from '../../../packages/server/src/engagement/conversations/inbound.ts'
import { Intake } from '../../../packages/server/src/engagement/events/intake.ts'
import { ExperimentArms } from '../../../packages/server/src/engagement/experiments/experiment-arms.ts'
import { deskCarriers } from '../../../packages/server/src/engagement/sending/desk-carriers.ts'
import { createSendingServices } from '../../../packages/server/src/engagement/sending/sending-services.ts'
import { fakeSns } from '../../../packages/server/src/messaging/testing/sns-signer.ts'
import { AuditLog } from '../../../packages/server/src/people/audit-log.ts'
import type { Database } from '../../../packages/server/src/store/database.ts'

export const KEY = Buffer.alloc(32, 7)
/** So that what a killed worker left is taken up within seconds. In life a call may take longer than this lease. */
const TIMES = { leaseMs: 2_500, reconcileEveryMs: 300, callsMost: 8 }
const silent = (): void => {}

export function sendingHouse(db: Database) {
  const clock = new SystemClock()
  const ids = systemIds(clock)
  const log = createLog('fatal')
  const parts = { db, clock, ids, log, random: seeded(process.pid), audit: new AuditLog(db, clock, ids), secretKey: KEY, publicUrl: 'https://troupe.example' }
  const intake = new Intake({ ...parts, onStored: silent })
  const channels = createChannelServices({ ...parts, intake, inbound: new Inbound({ ids, intake }), channels: {}, killed: () => null, privateNetwork: () => true, fetchSns: fakeSns().fetch, onChanged: silent, onCredentials: silent })
  const sending = createSendingServices({
    ...parts, intake, arms: new ExperimentArms(), carriers: deskCarriers(channels.desk), suppressions: channels.suppressions, links: channels.links, killed: () => null, killedScopes: () => [], onChanged: silent, onAsked: silent, times: TIMES,
  })
  return { clock, ids, log, channels, ...sending }
}
