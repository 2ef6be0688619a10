/** Sending on the database of a test server, in a process of its own as it were: by the console alone, and by hand. */
import { systemIds } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { ExperimentArms } from '../../engagement/experiments/experiment-arms.ts'
import { createSendingServices } from '../../engagement/sending/sending-services.ts'
import { ConsoleChannel } from '../../messaging/console-channel.ts'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { engagementServer } from './engagement-server.ts'

const KEY = Buffer.alloc(32, 7)

export function sendingOf({ db, clock, people }: Pick<Awaited<ReturnType<typeof engagementServer>>, 'db' | 'clock' | 'people'>) {
  const ids = systemIds(clock)
  const { executor, expire } = createSendingServices({
    db, clock, ids, log: silentLog, random: seeded('sending'), audit: people.audit, arms: new ExperimentArms(), carriers: { read: async () => ({ channel: (_, channel) => new ConsoleChannel(channel), hasStripe: () => false }) },
    links: new PublicLinks({ secretKey: KEY, publicUrl: null }), suppressions: new SuppressionList({ db, clock, ids, secretKey: KEY }), killed: () => null, killedScopes: () => [], onChanged: () => {}, onAsked: () => {},
    intake: { hold: async () => {}, record: async (_, events) => events.map(() => ids.next()) },
  })
  const run = async (): Promise<void> => {
    while (await executor.round() > 0) await executor.settled()
  }
  return { run, expire }
}
