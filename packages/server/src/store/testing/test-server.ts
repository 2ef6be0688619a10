/**
 * The PostgreSQL a test run works on: the one named by TROUPE_TEST_DATABASE_URL, whose role must be allowed to create
 * databases, or a managed one in a temporary folder that gives up safety for speed. Everything the run creates bears
 * its name, so several runs can share a server and each cleans up after itself.
 */
import { randomBytes } from 'node:crypto'
import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { silentLog } from '../../base/log.ts'
import { startManagedPostgres } from '../postgres/managed-postgres.ts'

export interface TestServer {
  /** Database of the server to send CREATE DATABASE to. */
  readonly adminUrl: string
  /** Migrated, and connected to by nobody: what each test's database is cloned from. */
  readonly templateName: string
  /** Prefix of every database of this run. */
  readonly runName: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

type Migrate = (url: string) => Promise<unknown>

/** Memory that looks like a disk. Cloning a database there takes 64 ms where ext4 takes 421, both beside a busy suite. */
const IN_MEMORY = '/dev/shm'
/** A run's databases together; Docker gives 64 MB by default, which is far too little. */
const ROOM_BYTES = 4 * 2 ** 30

export async function startTestServer(externalUrl: string | undefined, migrate: Migrate): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const runName = `troupe_test_${randomBytes(5).toString('hex')}`
  const server = { adminUrl: externalUrl ?? '', templateName: `${runName}_template`, runName }
  if (externalUrl !== undefined) {
    await migrated(server, migrate)
    return { server, stop: () => dropAll(server) }
  }
  const folder = await mkdtemp(join(await roomy(), 'troupe-tests-'))
  // As root the database runs as another user, who has to pass through here.
  await chmod(folder, 0o711)
  const postgres = await startManagedPostgres({ dataDir: join(folder, 'data'), log: silentLog, durability: 'none' })
  const stop = async (): Promise<void> => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const own = { ...server, adminUrl: postgres.url }
    await migrated(own, migrate)
    return { server: own, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function roomy(): Promise<string> {
  try {
    await access(IN_MEMORY, constants.W_OK)
    const { bavail, bsize } = await statfs(IN_MEMORY)
    return bavail * bsize >= ROOM_BYTES ? IN_MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

async function migrated(server: TestServer, migrate: Migrate): Promise<void> {
  await administer(server.adminUrl, `CREATE DATABASE ${server.templateName} TEMPLATE template0`)
  await migrate(databaseUrl(server.adminUrl, server.templateName))
}

async function dropAll(server: TestServer): Promise<void> {
  const names = await administer(server.adminUrl, `SELECT datname FROM pg_database WHERE starts_with(datname, '${server.runName}')`)
  for (const { datname } of names) await administer(server.adminUrl, `DROP DATABASE IF EXISTS ${String(datname)} WITH (FORCE)`)
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** One statement on a connection of its own. */
export async function administer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}
