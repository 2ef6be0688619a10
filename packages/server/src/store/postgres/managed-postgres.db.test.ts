import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../base/log.ts'
import { DataDirectoryInUseError } from './instance-lock.ts'
import { PostgresNotRunningError, runningPostgresUrl, startManagedPostgres, UnreachableDataError, type ManagedPostgres, type ManagedPostgresOptions } from './managed-postgres.ts'
import { isPostmasterOf, postmasterFile } from './postmaster-file.ts'

const SUPERVISOR = fileURLToPath(new URL('../testing/supervising-process.ts', import.meta.url))
const AS_ROOT = process.getuid?.() === 0

let root: string
let dataDir: string
let cacheDir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'troupe managed ä-'))
  await chmod(root, 0o755)
  cacheDir = join(root, 'cache')
})
let instance = 0
beforeEach(() => {
  dataDir = join(root, `instance no ${++instance}`)
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  // Takes up and stops whatever a killed supervisor left.
  if (await stat(join(dataDir, 'cluster')).catch(() => null)) await (await start()).stop()
})
afterAll(() => rm(root, { recursive: true, force: true }))

function start(options: Partial<ManagedPostgresOptions> = {}): Promise<ManagedPostgres> {
  return startManagedPostgres({ dataDir, cacheDir, log: silentLog, ...options })
}

interface Supervisor {
  readonly child: ChildProcess
  readonly url: string
  readonly postgresPid: number
  readonly origin: string
}

async function startElsewhere(ending = ''): Promise<Supervisor> {
  const child = spawn(process.execPath, [SUPERVISOR, dataDir, cacheDir, ending], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string]
  return { child, ...(JSON.parse(line) as Omit<Supervisor, 'child'>) }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

function runs(pid: number): boolean {
  return isPostmasterOf(join(dataDir, 'cluster'), pid)
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await delay(20)
}

describe('a managed PostgreSQL', () => {
  it('keeps its rows from one start to the next, in a path with spaces', async () => {
    await using first = await start()
    await query(first.url, 'create table kept as select 1 as n')
    await first.stop()
    expect(runs(first.pid)).toBe(false)
    await using second = await start()
    expect(second.origin).toBe('found')
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('is made from the template when there is one, with a password of its own', async () => {
    const other = await startManagedPostgres({ dataDir: `${dataDir} other`, cacheDir, log: silentLog })
    await using postgres = await start()
    expect(postgres.origin).toBe('copied')
    expect(new URL(postgres.url).password).not.toBe(new URL(other.url).password)
    await other.stop()
    await expect(query(postgres.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password authentication failed')
  })

  it('sorts by code point, listens on loopback only, without a socket, and writes through', async () => {
    await using postgres = await start()
    expect(await query(postgres.url, `select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
      current_setting('listen_addresses') as at, current_setting('unix_socket_directories') as sockets,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit
      from pg_database where datname = current_database()`)).toEqual([
      { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8', at: '127.0.0.1', sockets: '', fsync: 'on', commit: 'on' },
    ])
  })

  it('keeps its secrets to itself', async () => {
    await using postgres = await start()
    expect(postgres.url).toContain((await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim())
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'cluster'))).mode & 0o777).toBe(0o700)
  })

  it('may be stopped twice and tells when it has ended', async () => {
    const postgres = await start()
    await Promise.all([postgres.stop(), postgres.stop()])
    await postgres.exited
    await postgres.stop()
    expect(runs(postgres.pid)).toBe(false)
  })

  it('stops when its signal aborts, during the start as after it', async () => {
    const later = new AbortController()
    const postgres = await start({ signal: later.signal })
    later.abort()
    await postgres.stop()
    expect(runs(postgres.pid)).toBe(false)
    await expect(start({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    const soon = new AbortController()
    const starting = start({ signal: soon.signal })
    await delay(15)
    soon.abort(new Error('changed my mind'))
    await starting.then((started) => started.stop(), (error: unknown) => expect(String(error)).toContain('changed my mind'))
    await expect(runningPostgresUrl(dataDir)).rejects.toThrow(PostgresNotRunningError)
  })
})

describe('a second start on the same data directory', () => {
  it('is refused and told which process holds it', async () => {
    const { child, url } = await startElsewhere()
    const refusal = await start().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DataDirectoryInUseError)
    expect((refusal as DataDirectoryInUseError).pid).toBe(child.pid)
    expect(String(refusal)).toContain(String(child.pid))
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('is refused in the same process, too', async () => {
    await using held = await start()
    await expect(start()).rejects.toThrow(`process ${process.pid}`)
    expect(await query(held.url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('lets one of many through', async () => {
    await (await start()).stop()
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => start()))
    const through = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    expect(through).toHaveLength(1)
    await through[0]?.value.stop()
  })

  it('may ask where the database is, as a worker does', async () => {
    await expect(runningPostgresUrl(dataDir)).rejects.toThrow(PostgresNotRunningError)
    const { url } = await startElsewhere()
    expect(await runningPostgresUrl(dataDir)).toBe(url)
  })
})

describe('after kill -9 of the supervising process', () => {
  it('the next start takes the orphan over, connections and all', async () => {
    const { child, url, postgresPid } = await startElsewhere()
    await query(url, 'create table kept as select generate_series(1, 1000) as n')
    await kill(child, 'SIGKILL')
    expect(runs(postgresPid)).toBe(true)
    await using next = await start()
    expect([next.origin, next.pid, next.url]).toEqual(['adopted', postgresPid, url])
    expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
    await next.stop()
    expect(runs(postgresPid)).toBe(false)
  })

  it('the next start stops an orphan that runs with other settings', async () => {
    const { child, url, postgresPid } = await startElsewhere()
    await query(url, 'create table kept as select 1 as n')
    await kill(child, 'SIGKILL')
    await using next = await start({ durability: 'none' })
    expect(next.origin).toBe('found')
    expect(next.pid).not.toBe(postgresPid)
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }])
    await next.stop()
  })

  it('every acknowledged row is there, even when the server was killed with it', async () => {
    const { child, url, postgresPid } = await startElsewhere()
    await query(url, 'create table kept (n int primary key)')
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    let acknowledged = 0
    const writing = (async () => {
      for (let n = 1; ; n++) {
        await client.query('insert into kept values ($1)', [n])
        acknowledged = n
      }
    })().catch(() => {})
    await until(() => acknowledged > 200)
    process.kill(postgresPid, 'SIGKILL')
    await kill(child, 'SIGKILL')
    await writing
    await using next = await start()
    expect(next.url).toBe(url)
    const [row] = await query(next.url, 'select max(n) as last, count(*)::int as n from kept')
    expect(row?.['n']).toBe(row?.['last'])
    expect(Number(row?.['last'])).toBeGreaterThanOrEqual(acknowledged)
  })
})

describe('the end of the supervising process', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s takes the database along, cleanly', async (signal) => {
    const { child, postgresPid } = await startElsewhere()
    await kill(child, signal)
    expect(child.signalCode).toBe(signal)
    expect(runs(postgresPid)).toBe(false)
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down')
  })

  it('by process.exit takes the database along', async () => {
    const { child, postgresPid } = await startElsewhere('exit')
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(7)
    await until(() => !runs(postgresPid))
  })
})

describe('what may lie about', () => {
  it('a note with a pid that now belongs to somebody else', async () => {
    await (await start()).stop()
    await writeFile(postmasterFile(join(dataDir, 'cluster')), `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready\n`)
    await using postgres = await start()
    expect(postgres.origin).toBe('found')
  })

  it('half a cluster from a start that was killed', async () => {
    await mkdir(join(dataDir, 'cluster-drafts', 'half'), { recursive: true })
    await using postgres = await start()
    expect(await query(postgres.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await expect(stat(join(dataDir, 'cluster-drafts'))).rejects.toThrow('ENOENT')
  })

  it('a lost password', async () => {
    await using first = await start()
    await query(first.url, 'create table kept as select 1 as n')
    await first.stop()
    await rm(join(dataDir, 'postgres.password'))
    await using second = await start()
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it.runIf(AS_ROOT)('a folder on the way that the database may not pass: named, with the remedy', async () => {
    const closed = join(root, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const refusal = await start({ dataDir: join(closed, 'data') }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UnreachableDataError)
    expect(String(refusal)).toMatch(/TROUPE_DATA_DIR[^]*chmod o\+x '.*closed'/)
  })
})
