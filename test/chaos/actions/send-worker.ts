/** A process that sends what is due, as `npm run worker` does, and nothing else. It says when it stands; nothing ends it but a kill. */
import { flushCompileCache } from 'node:module'
import { ExecutorLoop } from '../../../packages/server/src/runtime/engagement/executor-loop.ts'
import { connect } from '../../../packages/server/src/store/database.ts'
import { sendingHouse } from './sending-house.ts'

const TEND_EVERY_MS = 150
const FLUSH_EVERY_MS = 1_000

const [url = ''] = process.argv.slice(2)
const { executor, clock, log } = sendingHouse(connect(url, { connections: 4 }).db)
new ExecutorLoop({ executor, clock, log, tending: [], tendEveryMs: TEND_EVERY_MS }).start()
// Whoever is killed writes nothing down, and the next one would compile everything again.
setInterval(flushCompileCache, FLUSH_EVERY_MS)
process.send?.('stands', () => {})
// Its parent is gone, however that came.
process.once('disconnect', () => process.exit(1))
