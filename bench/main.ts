/**
 * Benchmarks: `npm run bench [-- <name> [options]]`; without a name all, one after the other. Prints one table, writes the
 * same as JSON to bench/out/. They are never timed tests: a slow machine fails none of our checks.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, platform } from 'node:os'
import { plain, tableOf, type Row } from './row.ts'
import { stolen, ticks } from './stolen-time.ts'

type Benchmark = (args: readonly string[]) => Promise<Row[] | void> | Row[] | void

/** Loaded when wanted: what one benchmark keeps in memory must not weigh on the next. */
const BENCHMARKS: Readonly<Record<string, () => Promise<{ run: Benchmark }>>> = {
  feed: () => import('./feed.ts'),
  page: () => import('./page.ts'),
  turn: () => import('./turn.ts'),
  idle: () => import('./idle.ts'),
  start: () => import('./start.ts'),
  text: () => import('./text.ts'),
  simulate: () => import('./simulate.ts'),
  images: () => import('./images.ts'),
  gallery: () => import('./gallery.ts'),
  swarm: () => import('./swarm.ts'),
  executor: () => import('./engagement/executor.ts'),
  engagement: () => import('./engagement.ts'),
}

const OUT = new URL('out/', import.meta.url)

const HELP = `npm run bench [-- <name> [options]]: ${Object.keys(BENCHMARKS).join(', ')}; all of them without a name. Options stand at the head of each one's file.`

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    console.log(HELP)
    return 0
  }
  const wanted = name === undefined || name.startsWith('--') ? Object.keys(BENCHMARKS) : [name]
  const rows: Row[] = []
  for (const one of wanted) {
    const load = BENCHMARKS[one]
    if (load === undefined) {
      console.error(`There is no benchmark "${one}"; there are: ${Object.keys(BENCHMARKS).join(', ')}`)
      return 2
    }
    console.error(`${one}…`)
    const { run } = await load()
    const before = ticks()
    const figures = await run(name === undefined ? [] : args) ?? []
    if (figures.length === 0) continue
    const made = [...figures, plain('  taken by other guests of the host meanwhile', stolen(before, ticks()))]
    writeOut(one, made)
    rows.push(...made)
  }
  if (rows.length > 0) console.log(`\n${tableOf(rows)}\n\n${machine()}`)
  return 0
}

function machine(): string {
  return `${platform()} ${arch()}, ${availableParallelism()} cores, Node ${process.versions.node}`
}

function writeOut(name: string, rows: readonly Row[]): void {
  mkdirSync(OUT, { recursive: true })
  writeFileSync(new URL(`${name}.json`, OUT), `${JSON.stringify({ name, at: new Date().toISOString(), machine: machine(), rows }, null, 2)}\n`)
}

process.exitCode = await main(process.argv.slice(2))
