/**
 * The simulated feed through the real loop (DESIGN "Speed to reach"), at 1,000 to 1,000,000 agents, each run in a process of its own,
 * beside a bare loop over typed arrays.
 * `npm run bench -- simulate [--most 1000000] [--rounds 1] [--seed 1]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onLargePages } from '../packages/server/src/base/large-pages.ts'
import { median } from './median.ts'
import { numberOption, wordOption } from './options.ts'
import { atLeast, atMost, megabytes, plain, ratio, thousands, type Row } from './row.ts'
import type { SimulateDone, SimulateOrder } from './simulate/one-run.ts'

const SIZES = [1_000, 10_000, 100_000, 1_000_000]
const STEPS = 5
const REACH = 400_000
const REACHED_AT = new Set([10_000, 1_000_000])
const GIGABYTE = 1024 ** 3

export async function run(args: readonly string[]): Promise<Row[]> {
  const most = numberOption(args, 'most', 1_000_000)
  const rounds = numberOption(args, 'rounds', 1)
  const seed = wordOption(args, 'seed', '1')
  const folder = await mkdtemp(join(tmpdir(), 'troupe-bench-simulate-'))
  const rows: Row[] = []
  const costs: number[] = []
  try {
    for (const agents of SIZES.filter((size) => size <= most)) {
      for (const recommender of ['random', 'popular'] as const) {
        const done: SimulateDone[] = []
        for (let round = 0; round < rounds; round++) done.push(await oneRun({ kind: 'loop', agents, steps: STEPS, seed, recommender, journalPath: join(folder, 'journal') }))
        const bare = await oneRun({ kind: 'bare', agents, steps: STEPS, seed, recommender, journalPath: join(folder, 'bare') })
        const speed = median(done.map(({ actions, seconds }) => actions / seconds))
        const rss = median(done.map(({ peakRssBytes }) => peakRssBytes))
        costs.push(1e6 / speed)
        const what = `${thousands(agents)} agents, ${recommender}, actions/s`
        rows.push(
          REACHED_AT.has(agents) ? atLeast(what, speed, REACH, thousands) : plain(what, thousands(speed)),
          plain('  a bare loop over typed arrays / share of it', `${thousands(bare.actions / bare.seconds)} / ${ratio(speed / (bare.actions / bare.seconds))}`),
          plain('  seconds a step / journal', `${median(done.map(({ secondsAStep }) => secondsAStep)).toFixed(3)} / ${megabytes(median(done.map(({ journalBytes }) => journalBytes)))}`),
          plain('  warmed up before the clock / the whole process', `${inSeconds(done.map(({ warmUpSeconds }) => warmUpSeconds))} / ${inSeconds(done.map(({ processSeconds }) => processSeconds))}`),
          agents === 1_000_000 ? atMost('  peak memory', rss, GIGABYTE, megabytes) : plain('  peak memory', megabytes(rss)),
        )
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  rows.push(atMost('cost of an action, dearest size against cheapest', Math.max(...costs) / Math.min(...costs), 2, ratio))
  return rows
}

function inSeconds(figures: number[]): string {
  return `${median(figures).toFixed(2)} s`
}

async function oneRun(order: SimulateOrder): Promise<SimulateDone> {
  const child = fork(new URL('simulate/one-run.ts', import.meta.url), onLargePages(process.env))
  child.send(order)
  const [done] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error('a run ended before it was done') })]) as [SimulateDone]
  child.disconnect()
  return done
}
