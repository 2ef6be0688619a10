/** An instance's database and folder, and `troupe swarm` run on them within the test's process. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { SystemClock } from '../../../base/clock.ts'
import type { LookUp } from '../../../base/look-up.ts'
import { connect } from '../../../store/database.ts'
import { testDatabase } from '../../../store/testing/test-database.ts'
import { readGiven } from '../../command.ts'
import type { Terminal } from '../../terminal.ts'
import { runSwarm } from '../run-swarm.ts'
import { swarm } from '../swarm.ts'
import { readWish } from '../wish.ts'

interface Asked { readonly lookUp?: LookUp; readonly fetchOutside?: typeof fetch }

export async function town() {
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'troupe-swarm-'))
  const connection = connect(database.url, { connections: 2 })
  const env = { DATABASE_URL: database.url, TROUPE_DATA_DIR: folder, LOG_LEVEL: 'silent' }
  /** `everyMs` in place of the pace that its time would give it. */
  const run = async (words: string, everyMs: number | null = null, outside: Asked = {}) => {
    const outs: string[] = []
    const said: string[] = []
    const terminal: Terminal = { isInteractive: false, screen: null, out: (line) => outs.push(line), say: (line) => said.push(line), progress: () => {} }
    const wish = readWish(readGiven(swarm, words.split(' ')), env, swarm.help)
    const code = await runSwarm(everyMs === null ? wish : { ...wish, everyMs }, { env, clock: new SystemClock(), signal: new AbortController().signal, ...outside }, terminal)
    return { code, out: outs.join('\n'), said: said.join('\n') }
  }
  const rows = async () => {
    const { rows: [counts] } = await sql<Record<string, number>>`SELECT ${sql.join(['workspaces', 'sites', 'personas', 'projects', 'agents', 'settings', 'audit', 'posts', 'journal'].map((table) => sql`(SELECT count(*)::int FROM ${sql.table(table)}) AS ${sql.ref(table)}`))}`.execute(connection.db)
    return counts
  }
  const dispose = async (): Promise<void> => {
    await connection[Symbol.asyncDispose]()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  return { run, rows, db: connection.db, [Symbol.asyncDispose]: dispose }
}
