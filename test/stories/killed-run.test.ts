/** A simulation as a process, killed without a word and taken up again: what it tells is what it would have told. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const KILLS = 3

interface Told {
  readonly journalSha256: string
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-killed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Null for one that was killed before it came to its end. */
async function simulate(args: readonly string[], killWhen: (() => Promise<void>) | null = null): Promise<Told | null> {
  const child = spawn(process.execPath, [MAIN, 'simulate', '--json', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let [told, said] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  if (killWhen !== null) void killWhen().then(() => child.kill('SIGKILL'))
  const [code, signal] = await ended
  if (signal === 'SIGKILL') return null
  if (code !== 0) throw new Error(`simulate ended with ${code}: ${said}`)
  return JSON.parse(told) as Told
}

async function checkpointsIn(path: string): Promise<string[]> {
  return existsSync(path) ? (await readdir(path)).filter((name) => name.endsWith('.checkpoint')) : []
}

/** Some time after the next checkpoint: when exactly is chance, and must not matter. */
async function afterTheNext(path: string, beyondMs: number): Promise<void> {
  const before = new Set(await checkpointsIn(path))
  while ((await checkpointsIn(path)).every((name) => before.has(name))) await wait(5)
  await wait(beyondMs)
}

test('a population, killed three times', async () => {
  const people = ['--pack', 'agora', '--agents', '40', '--hours', '24', '--seed', '7']
  const undisturbed = await simulate([...people, '--out', 'whole'])
  let killed = 0
  let told = await simulate([...people, '--out', 'killed'], () => afterTheNext(join(folder, 'killed/checkpoints'), Math.random() * 100))
  for (; told === null; killed++) {
    told = await simulate(['--resume', '--out', 'killed'], killed < KILLS - 1 ? () => afterTheNext(join(folder, 'killed/checkpoints'), Math.random() * 100) : null)
  }
  expect(killed).toBeGreaterThan(0)
  expect(told.journalSha256).toBe(undisturbed?.journalSha256)
})

test('the mirrored workload, killed three times', async () => {
  const people = ['--workload', 'mirror', '--agents', '40000', '--steps', '5', '--seed', '1', '--recommender', 'popular']
  const undisturbed = await simulate([...people, '--out', 'mirror'])
  const beside = join(folder, 'mirror-killed')
  let killed = 0
  let told: Told | null = null
  while (told === null) {
    const isLast = killed === KILLS
    const resume = existsSync(join(beside, 'mirror.checkpoint')) ? ['--resume'] : []
    if (resume.length === 0) await rm(beside, { recursive: true, force: true })
    told = await simulate([...people, '--out', 'mirror-killed', ...resume], isLast ? null : () => wait(1_200 + Math.random() * 600))
    if (told === null) killed++
  }
  expect(killed).toBeGreaterThan(0)
  expect(told.journalSha256).toBe(undisturbed?.journalSha256)
})
