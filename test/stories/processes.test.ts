/** `troupe up` as a process: it starts, refuses a second one on its folder, stops on a signal, and comes back after a kill. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptAddress } from '../../packages/server/src/cli/kept-address.ts'
import { connect } from '../../packages/server/src/store/database.ts'
import { runningPostgresUrl } from '../../packages/server/src/store/postgres/managed-postgres.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))

interface Started {
  readonly child: ChildProcess
  /** Resolves with the feed's address once it is printed; rejects with what was said when the process ends before. */
  readonly address: Promise<string>
  readonly ended: Promise<{ code: number | null; said: string }>
}

let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-story-'))
  // As root the database runs as another user, who has to pass through here.
  await chmod(folder, 0o711)
})

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

function up(env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [MAIN, 'up', '--empty'], {
    cwd: folder, stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', LOG_LEVEL: 'error', TROUPE_DATA_DIR: join(folder, 'data'), ...env },
  })
  children.push(child)
  let said = ''
  const address = Promise.withResolvers<string>()
  address.promise.catch(() => {})
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    const found = /Feed\s+(http:\S+)/.exec(said)?.[1]
    if (found !== undefined) address.resolve(found)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'close').then(([code]) => {
    address.reject(new Error(said))
    return { code: code as number | null, said }
  })
  return { child, address: address.promise, ended }
}

test('a second start on the same folder is refused politely, and harms nothing', async () => {
  const first = up()
  const url = await first.address
  await using connection = connect(await runningPostgresUrl(join(folder, 'data')), { connections: 1 })
  await expect.poll(() => keptAddress(connection.db)).toBe(url)
  const second = await up().ended
  expect(second.code).toBe(1)
  expect(second.said).toContain(join(folder, 'data'))
  expect(second.said).not.toMatch(/\n\s+at /)
  expect((await fetch(`${url}/api/ready`)).status).toBe(200)
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0, said: expect.stringContaining('Stopping') })
})

test('after kill -9 the next start recovers', async () => {
  const first = up()
  await first.address
  first.child.kill('SIGKILL')
  await first.ended
  const second = up()
  expect((await fetch(`${await second.address}/api/ready`)).status).toBe(200)
})

test('a rules file that is no good stops the start, by its name', async () => {
  await mkdir(join(folder, 'data', 'brains'), { recursive: true })
  await chmod(join(folder, 'data'), 0o711)
  await writeFile(join(folder, 'data', 'brains', 'greeter.mjs'), 'export default { shouldAct: true }')
  const ended = await up().ended
  expect(ended.code).toBe(2)
  expect(ended.said).toContain('greeter.mjs: its default export has no function shouldAct')
})

test.each([
  ['PORT', 'eighty', /PORT must be a number/],
  ['TROUPE_BOOTSTRAP_TOKN', 'x'.repeat(20), /TROUPE_BOOTSTRAP_TOKN.*TROUPE_BOOTSTRAP_TOKEN/],
])('%s=%s is refused by its name', async (name, value, words) => {
  const ended = await up({ [name]: value }).ended
  expect(ended.code).toBe(2)
  expect(ended.said).toMatch(words)
})
