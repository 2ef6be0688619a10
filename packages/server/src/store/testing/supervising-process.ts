/** A process to be killed: manages the database in the folder it is given, says so on standard output, and waits. */
import { silentLog } from '../../base/log.ts'
import { startManagedPostgres } from '../postgres/managed-postgres.ts'

const [dataDir, cacheDir, ending] = process.argv.slice(2)
if (!dataDir || !cacheDir) throw new Error('usage: supervising-process.ts <data folder> <cache folder> [exit]')
const postgres = await startManagedPostgres({ dataDir, cacheDir, log: silentLog })
process.stdout.write(`${JSON.stringify({ url: postgres.url, postgresPid: postgres.pid, origin: postgres.origin })}\n`)
if (ending === 'exit') process.exit(7)
setInterval(() => {}, 60_000)
