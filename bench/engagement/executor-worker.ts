/** A worker of the benchmark: says that it stands, and on "go" sends what is due until nothing is. */
import { once } from 'node:events'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { Intake } from '../../packages/server/src/engagement/events/intake.ts'
import { ExperimentArms } from '../../packages/server/src/engagement/experiments/experiment-arms.ts'
import { Executor } from '../../packages/server/src/engagement/sending/executor.ts'
import { ConsoleChannel } from '../../packages/server/src/messaging/console-channel.ts'
import { PublicLinks } from '../../packages/server/src/messaging/links/public-links.ts'
import { SuppressionList } from '../../packages/server/src/messaging/suppression/suppression-list.ts'
import { connect } from '../../packages/server/src/store/database.ts'

const LANES = 2
const KEY = Buffer.alloc(32, 7)

const [url = ''] = process.argv.slice(2)
const { db } = connect(url, { connections: 4 })
const clock = new SystemClock()
const ids = systemIds(clock)
const executor = new Executor({
  db, clock, ids, log: silentLog, random: seeded(process.pid), carriers: { read: async () => ({ channel: (_, channel) => new ConsoleChannel(channel), hasStripe: () => false }) },
  links: new PublicLinks({ secretKey: KEY, publicUrl: null }), suppressions: new SuppressionList({ db, clock, ids, secretKey: KEY }), arms: new ExperimentArms(), killed: () => null, killedScopes: () => [],
  onChanged: () => {}, onAsked: () => {}, intake: new Intake({ db, clock, ids, log: silentLog, secretKey: KEY, onStored: () => {} }),
})
process.send?.('ready')
await once(process, 'message')
let done = 0
await Promise.all(Array.from({ length: LANES }, async () => {
  // What another worker holds at this moment is due still.
  while (await executor.nextMs() !== null) {
    const some = await executor.round()
    done += some
  }
}))
process.send?.(done)
await db.destroy()
