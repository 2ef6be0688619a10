/** What `troupe simulate` does. */
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { recommenderSchema } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import type { Lab, NewRun, PopulationWish } from '../../lab/runs/lab.ts'
import type { Population } from '../../lab/runs/population.ts'
import { brainsSchema } from '../../lab/runs/run-inputs.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import type { RunStatus } from '../../lab/runs/run-record.ts'
import { usageOf, type Given } from '../command.ts'
import { configuration } from '../surroundings.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory, progressLine } from './laboratory.ts'
import { REHEARSAL } from '../../lab/runs/run-models.ts'
import { amount, duration, graph, instant, isSet, oneOf, readText, text, texts, whole } from './options.ts'
import { stoppable } from './stoppable.ts'

const MINUTE_MS = 60_000
/** A Monday, so that a week begins as weeks do. */
const FROM_MS = Date.UTC(2026, 0, 5)
const STEP_MINUTES = 30
const AGENTS = 100
const ODDITIES_SHOWN = 10
const CONCURRENCY = 8

export async function runSimulate(given: Given, terminal: Terminal, help: string): Promise<number> {
  oneOf(given, 'workload', ['population', 'mirror'])
  const lab = await laboratory(process.env, { baseUrl: text(given, 'base-url') ?? null, budgetUsd: amount(given, 'budget') ?? 1 })
  const folder = isSet(given, 'resume') ? await resumed(given) : await begun(given, lab, terminal, help)
  const status = await carryOn(lab, folder, terminal)
  tellEnd(folder, status, isSet(given, 'json'), terminal)
  return 0
}

/** Runs it to its end with a progress bar. */
export async function carryOn(lab: Lab, folder: RunFolder, terminal: Terminal): Promise<RunStatus> {
  const { inputs: { fromMs }, untilMs } = await folder.record()
  const before = await folder.status()
  const startedShare = before === null ? 0 : (before.simulatedMs - fromMs) / (untilMs - fromMs)
  const signal = stoppable(terminal, `carry it on with: troupe simulate --resume --out ${folder.path}`)
  return lab.carryOn(folder, {
    signal,
    onRemark: (remark) => terminal.say(remark),
    onProgress: (status) => {
      const { label, share } = progressLine(status, fromMs, untilMs, startedShare, before?.seconds ?? 0)
      terminal.progress(label, share)
    },
  })
}

export function tellEnd(folder: RunFolder, status: RunStatus, asJson: boolean, terminal: Terminal): void {
  const { counts, seconds, actsPerSecond, journalSha256, journalBytes, rssBytes } = status
  if (asJson) {
    terminal.out(JSON.stringify({ run: folder.path, ...counts, seconds: Number(seconds.toFixed(3)), actionsPerSecond: actsPerSecond, rssBytes, journalBytes, journalSha256 }))
    return
  }
  const number = (value: number): string => value.toLocaleString('en')
  terminal.out([
    `${number(counts.posts)} posts, ${number(counts.comments)} comments, ${number(counts.likes)} likes and ${number(counts.follows)} follows by ${number(counts.members)} people in ${number(counts.turns)} turns.`,
    `journal ${number(journalBytes ?? 0)} bytes, SHA-256 ${journalSha256}`,
    `${folder.path}`,
  ].join('\n'))
}

async function resumed(given: Given): Promise<RunFolder> {
  const out = text(given, 'out')
  if (out === undefined) throw new InvalidError('--resume needs --out: the folder of the run to carry on.')
  const fixed = ['pack', 'agents', 'import', 'mbti', 'graph', 'brains', 'from', 'recommender', 'interventions', 'seed', 'people-seed', 'steps', 'every', 'workload', 'model', 'concurrency'].filter((name) => given.values[name] !== undefined)
  if (fixed.length > 0) throw new InvalidError(`A run that is carried on is what it was: leave out ${fixed.map((name) => `--${name}`).join(', ')}, or branch it with troupe fork.`)
  const folder = await RunFolder.at(out)
  const longMs = duration(given, 'hours')
  if (longMs === undefined) return folder
  const record = await folder.record()
  const untilMs = record.inputs.fromMs + longMs
  const reached = (await folder.status())?.simulatedMs ?? record.inputs.fromMs
  if (untilMs < reached) throw new InvalidError(`The run has come further than that already, to ${new Date(reached).toISOString()}. Branch it with troupe fork to go another way from an earlier moment.`)
  await folder.writeRecord({ ...record, untilMs })
  return folder
}

async function begun(given: Given, lab: Lab, terminal: Terminal, help: string): Promise<RunFolder> {
  const wish = await wishOf(given, help)
  const { folder, population } = await lab.begin(text(given, 'out') ?? await freeFolder((await configuration(process.env)).runsDir, wish.name), wish)
  tellImport(population, terminal)
  return folder
}

async function wishOf(given: Given, help: string): Promise<NewRun> {
  const fromMs = instant(given, 'from') ?? FROM_MS
  const steps = whole(given, 'steps', 1, 1_000_000)
  const longMs = duration(given, 'hours')
  if (steps === undefined && longMs === undefined) throw new InvalidError(`Say how long: --hours or --steps.\n\n${usageOf(help)}`)
  if (steps !== undefined && longMs !== undefined) throw new InvalidError('Say how long once: --hours or --steps.')
  const minutes = whole(given, 'every', 1, 1440) ?? STEP_MINUTES
  const population = populationWish(given)
  const timelineFile = text(given, 'interventions')
  const seed = text(given, 'seed') ?? 'troupe'
  const model = text(given, 'model') ?? REHEARSAL
  const out = text(given, 'out')
  return {
    name: text(given, 'name') ?? (out === undefined ? population.kind === 'pack' ? population.pack : basename(population.paths[0] as string).replace(/\.\w+$/, '') : basename(out)),
    population, seed, peopleSeed: text(given, 'people-seed') ?? seed, fromMs, graph: await graph(given, 'graph'),
    recommender: oneOf(given, 'recommender', recommenderSchema.options) ?? 'recent',
    brains: oneOf(given, 'brains', brainsSchema.options) ?? 'habit',
    model, concurrency: whole(given, 'concurrency', 1, 1000) ?? (model === REHEARSAL ? 1 : CONCURRENCY),
    wake: steps === undefined ? { kind: 'rhythm' } : { kind: 'cycle', minutes },
    // Cycles are counted from the epoch; the last step's moment belongs to the run.
    untilMs: fromMs + (steps === undefined ? longMs as number : steps * minutes * MINUTE_MS),
    timeline: timelineFile === undefined ? null : await readText(timelineFile),
    ...(timelineFile === undefined ? {} : { timelineFile }),
  }
}

function populationWish(given: Given): PopulationWish {
  const paths = texts(given, 'import')
  const pack = text(given, 'pack')
  if (paths.length === 0) return { kind: 'pack', pack: pack ?? 'agora', agents: whole(given, 'agents', 1, 100_000) ?? AGENTS }
  if (pack !== undefined) throw new InvalidError('Say who once: --pack or --import.')
  if (text(given, 'agents') !== undefined) throw new InvalidError('With --import the files say how many there are: leave out --agents.')
  return { kind: 'files', paths, mbti: oneOf(given, 'mbti', ['tint', 'ignore']) ?? 'tint' }
}

/** `runs/agora-3`, after `runs/agora-2`. */
async function freeFolder(runs: string, name: string): Promise<string> {
  const stem = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'run'
  const taken: readonly string[] = await readdir(runs).catch(() => [])
  let number = 1
  while (taken.includes(`${stem}-${number}`)) number += 1
  return join(runs, `${stem}-${number}`)
}

function tellImport({ personas, report, follows }: Population, terminal: Terminal): void {
  if (report === null) return
  terminal.say(`${personas.length} people and ${follows?.from.length ?? 0} follows in the files.`)
  for (const { file, from, to, note } of report.mapping) terminal.say(`  ${basename(file)} ${from} → ${to ?? 'nothing'}: ${note}`)
  for (const { file, row, line, column, problem, whatWasDone } of report.oddities.slice(0, ODDITIES_SHOWN)) {
    terminal.say(`  ${basename(file)} row ${row}${line === null || line === undefined ? '' : ` (line ${line})`}${column === undefined ? '' : ` ${column}`}: ${problem}; ${whatWasDone}`)
  }
  if (report.odditiesTotal > ODDITIES_SHOWN) terminal.say(`  … and ${report.odditiesTotal - ODDITIES_SHOWN} oddities more.`)
}
