/**
 * The feed page and the API's first page over HTTP, beside a bare `node:http` server that sends the same bytes: interleaved
 * rounds, the load from a process of its own, over loopback.
 */
import { once } from 'node:events'
import { fork, spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect } from '../packages/server/src/store/database.ts'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import type { BarePage } from './page/bare-server.ts'
import { requestsPerSecond } from './page/load.ts'
import { atLeast, plain, ratio, thousands, type Row } from './row.ts'
import { InstanceProcess } from './start/instance.ts'

const PATHS: Readonly<Record<string, string>> = { 'feed page over HTTP': '/', 'feed\'s first page of the API': '/api/posts' }

export async function run(args: readonly string[]): Promise<Row[]> {
  const rounds = numberOption(args, 'rounds', 5)
  const seconds = numberOption(args, 'seconds', 3)
  await using instance = await InstanceProcess.start()
  const address = await instance.address()
  await instance.filledMs()
  await stand(await instance.databaseUrl())
  const rows: Row[] = []
  for (const [what, path] of Object.entries(PATHS)) {
    await using bare = await bareServer(await pageAt(address + path))
    const ours: number[] = []
    const theirs: number[] = []
    await requestsPerSecond(address + path, 1)
    await requestsPerSecond(bare.address, 1)
    for (let round = 0; round < rounds; round++) {
      theirs.push(await requestsPerSecond(bare.address, seconds))
      ours.push(await requestsPerSecond(address + path, seconds))
    }
    const share = median(ours.map((of, round) => of / (theirs[round] ?? Number.POSITIVE_INFINITY)))
    rows.push(
      // DESIGN's reach is the page's; of a small answer the application's own 10 µs are a larger share, and the machine decides.
      path === '/' ? atLeast(`${what}, share of bare node:http`, share, 0.8, ratio) : plain(`${what}, share of bare node:http`, ratio(share)),
      plain(`  requests/s, ours and bare (${bare.bytes} bytes, ${loader()})`, `${thousands(median(ours))} / ${thousands(median(theirs))}`),
    )
  }
  return rows
}

/** The agents stand still, so that the page stays the page. */
async function stand(databaseUrl: string): Promise<void> {
  await using connection = connect(databaseUrl, { connections: 1 })
  await sql`UPDATE agents SET wake_at = NULL`.execute(connection.db)
  await delay(3_000)
}

function loader(): string {
  return spawnSync('wrk', ['--version']).error === undefined ? 'wrk' : 'node:http'
}

async function pageAt(url: string): Promise<BarePage> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return { body: await response.text(), headers: [...response.headers].filter(([name]) => !/^(date|connection|keep-alive|content-length|x-request-id|transfer-encoding)$/.test(name)) }
}

async function bareServer(page: BarePage): Promise<AsyncDisposable & { address: string; bytes: number }> {
  const child = fork(new URL('page/bare-server.ts', import.meta.url))
  child.send(page)
  const [port] = await once(child, 'message') as [number]
  return {
    address: `http://127.0.0.1:${port}/`,
    bytes: Buffer.byteLength(page.body),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
