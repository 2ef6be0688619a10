/**
 * A complete small study: the same people, who follow each other in two camps from the start, under four recommenders and
 * five seeds each. Everything is done by the `troupe` command, as you would type it; this file only says what and in which
 * order, skips what is done already, and turns the comparison into a table.
 *
 *     npx node examples/echo-chambers/study.ts [--small] [--at-once 2] [--out runs/echo-chambers]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const TROUPE = fileURLToPath(new URL('../../bin/troupe.mjs', import.meta.url))
const CAMPS = fileURLToPath(new URL('camps.json', import.meta.url))

const { values: { small, 'at-once': atOnce, out } } = parseArgs({ options: { small: { type: 'boolean', default: false }, 'at-once': { type: 'string', default: '1' }, out: { type: 'string', default: 'runs/echo-chambers' } } })
/** Large enough for stable shares, small enough for a quarter of an hour; the small one only shows that all of it works. */
const SIZE = small ? { agents: '48', hours: '2', seeds: ['1', '2'] } : { agents: '400', hours: '48', seeds: ['1', '2', '3', '4', '5'] }

/** Below it an interval over runs is shorter than it ought to be. */
const RUNS_LEAST = 5

/** The first is what the others are compared with: newest first, whoever wrote it. */
const RECOMMENDERS = small ? ['recent', 'interest-match', 'bridging'] : ['recent', 'followed', 'interest-match', 'bridging']

/** Few, and chosen before the runs, so that chance has few places to show a difference where there is none. */
const MEASURES = ['eiIndex/camps', 'assortativity/camps', 'modularity', 'shownAcross/camps', 'answersAcross/camps', 'likesGini', 'resharesSize', 'commentsDepth']

interface Hypothesis {
  readonly says: string
  readonly recommender: string
  readonly measure: string
  readonly expected: 'lower' | 'higher'
}
const HYPOTHESES: readonly Hypothesis[] = [
  { says: 'Showing people those they follow keeps the camps further apart than showing everybody', recommender: 'followed', measure: 'eiIndex/camps', expected: 'lower' },
  { says: 'Matching interests keeps the camps further apart than showing everybody', recommender: 'interest-match', measure: 'eiIndex/camps', expected: 'lower' },
  { says: 'Bridging shows people more of the other camp than showing everybody does', recommender: 'bridging', measure: 'shownAcross/camps', expected: 'higher' },
]

const runs = RECOMMENDERS.flatMap((recommender) => SIZE.seeds.map((seed) => ({ recommender, seed, folder: join(out, `${recommender}-${seed}`) })))
// One list for all that work on it: whoever is free takes the next.
const list = runs.entries()
await Promise.all(Array.from({ length: Number(atOnce) }, async () => {
  for (const [place, { recommender, seed, folder }] of list) {
    const state = await stateOf(folder)
    process.stderr.write(`${place + 1} of ${runs.length}: ${recommender}, seed ${seed}${state === 'done' ? ', done already' : ''}\n`)
    if (state === 'none') await troupe('simulate', '--pack', 'agora', '--agents', SIZE.agents, '--people-seed', 'echo', '--graph', CAMPS, '--hours', SIZE.hours, '--recommender', recommender, '--seed', seed, '--name', recommender, '--out', folder, '--json')
    else if (state === 'begun') await troupe('simulate', '--resume', '--out', folder, '--json')
  }
}))

const folders = runs.map(({ folder }) => folder)
const results = join(out, 'results')
await troupe('compare', ...folders, ...MEASURES.flatMap((key) => ['--measure', key]), '--plots', small ? 'svg' : 'png', '--out', results)
// Everything else that is measured, to look around in; what is found there is a question for the next study, not an answer.
if (!small) await troupe('compare', ...folders, '--plots', 'none', '--out', join(results, 'all-measures'))
for (const { folder } of small ? runs.slice(0, 1) : runs.filter(({ seed }) => seed === SIZE.seeds[0])) {
  await troupe('export', folder, '--format', 'graphml', '--format', 'parquet', '--out', join(folder, 'export'))
}
const table = tableOf(JSON.parse(await readFile(join(results, 'comparison.json'), 'utf8')) as Comparison)
await mkdir(results, { recursive: true })
await writeFile(join(results, 'results.md'), table)
process.stdout.write(`${table}\nWritten to ${results}\n`)

/** Whether a run is in the folder, and whether it came to its end. */
async function stateOf(folder: string): Promise<'none' | 'begun' | 'done'> {
  const begun = await readFile(join(folder, 'run.json')).then(() => true, () => false)
  if (!begun) return 'none'
  const status = await readFile(join(folder, 'status.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(status) as { state?: string }).state === 'done' ? 'done' : 'begun'
}

async function troupe(...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [TROUPE, ...words], { stdio: ['ignore', 'ignore', small ? 'pipe' : 'inherit'] })
  const said = child.stderr?.toArray()
  const [code] = await once(child, 'close') as [number | null]
  if (code === 0) return
  process.stderr.write(`${(await said ?? []).join('')}\nThis failed; call it again to go on from here: troupe ${words.join(' ')}\n`)
  process.exit(1)
}

interface Interval { readonly low: number; readonly high: number }
interface Figure { readonly branch: string; readonly runs: number; readonly mean: number | null; readonly interval: Interval | null; readonly difference: { readonly mean: number; readonly interval: Interval | null } | null }
interface Comparison { readonly branches: readonly { readonly name: string; readonly runs: number }[]; readonly metrics: readonly { readonly key: string; readonly name: string; readonly branches: readonly Figure[] }[] }

function tableOf({ branches, metrics }: Comparison): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const between = (interval: Interval | null): string => (interval === null ? '' : ` [${number(interval.low)}, ${number(interval.high)}]`)
  const verdicts = HYPOTHESES.map(({ says, recommender, measure, expected }) => {
    const figure = metrics.find(({ key }) => key === measure)?.branches.find(({ branch }) => branch === recommender)
    const difference = figure?.difference
    const interval = difference?.interval ?? null
    const found = interval === null ? 'not asked here' : (figure?.runs ?? 0) < RUNS_LEAST ? 'too few runs to say' : interval.low > 0 ? 'higher' : interval.high < 0 ? 'lower' : 'no difference shown'
    return `- ${says} (\`${measure}\` ${expected}): **${found === expected ? 'so it is' : found === 'higher' || found === 'lower' ? 'the reverse' : found}**, ${number(difference?.mean ?? null)}${between(interval)}.`
  })
  return [
    row(['mean [95 % interval]', ...branches.map(({ name, runs: count }) => `${name}, ${count} runs`)]),
    row(['---', ...branches.map(() => '---')]),
    ...metrics.map(({ name, branches: figures }) => row([name, ...figures.map(({ mean, interval }) => `${number(mean)}${between(interval)}`)])),
    '', ...verdicts, '',
  ].join('\n')
}

function number(value: number | null): string {
  return value === null ? 'none' : value.toFixed(3).replace('-', '−')
}
