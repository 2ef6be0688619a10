/** From `npm start`, installed and built, to the first post; and what the instance takes once it is at rest. */
import { setTimeout as delay } from 'node:timers/promises'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import { atMost, megabytes, plain, type Row } from './row.ts'
import { InstanceProcess } from './start/instance.ts'

const MEGABYTE = 1024 * 1024

export async function run(args: readonly string[]): Promise<Row[]> {
  const rounds = numberOption(args, 'rounds', 3)
  const restSeconds = numberOption(args, 'rest', 20)
  const firstPosts: number[] = []
  const filled: number[] = []
  const memory: number[] = []
  const databaseMemory: number[] = []
  for (let round = 0; round < rounds; round++) {
    await using instance = await InstanceProcess.start()
    firstPosts.push(await instance.firstPostMs())
    filled.push(await instance.filledMs())
    await delay(restSeconds * 1000)
    memory.push(await instance.memory())
    databaseMemory.push(await instance.databaseMemory())
  }
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  return [
    atMost('npm start, installed and built, to the first post', median(firstPosts), 3_000, seconds),
    plain('  the first of these runs', seconds(firstPosts[0] ?? 0)),
    plain('  until the last 24 hours are filled', seconds(median(filled))),
    atMost(`  Node process ${restSeconds} s later`, median(memory), 200 * MEGABYTE, megabytes),
    atMost('  PostgreSQL beside it', median(databaseMemory), 100 * MEGABYTE, megabytes),
  ]
}
