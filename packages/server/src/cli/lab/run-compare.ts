/** What `troupe compare` does: measures, a table, files and plots. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SystemClock } from '../../base/clock.ts'
import { InvalidError } from '../../base/errors.ts'
import { OFFLINE_GENERATORS } from '../../image/generators/address.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { branchesOf } from '../../lab/runs/branches.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import { compareRuns, COMPARISON_SEED, type BranchFigure, type RunComparison } from '../../lab/measures/comparison/compare-runs.ts'
import { comparisonPlot } from '../../lab/plots/comparison-plot.ts'
import { coursePlots } from '../../lab/plots/course-plot.ts'
import { measurePlot } from '../../lab/plots/measure-plot.ts'
import { plotsOf } from '../../lab/plots/plots-of.ts'
import type { Plot } from '../../lab/plots/plot.ts'
import { pngOf } from '../../lab/plots/png.ts'
import { svgOf } from '../../lab/plots/svg.ts'
import { usageOf, type Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory } from './laboratory.ts'
import { isSet, oneOf, text, texts } from './options.ts'
import { stoppable } from './stoppable.ts'

export async function runCompare(given: Given, terminal: Terminal, help: string): Promise<number> {
  const paths = given.positionals
  if (paths.length < 2) throw new InvalidError(`Name two runs or more; the first is the one the others are compared with.\n\n${usageOf(help)}`)
  const asJson = isSet(given, 'json')
  const out = text(given, 'out') ?? (asJson ? null : 'comparison')
  const plots = oneOf(given, 'plots', ['svg', 'png', 'none']) ?? 'svg'
  const theme = oneOf(given, 'theme', ['light', 'dark']) ?? 'light'
  const asked = texts(given, 'measure')
  const lab = await laboratory(process.env)
  const folders = await Promise.all(paths.map((path) => RunFolder.at(path)))
  const signal = stoppable(terminal, 'nothing was written.')
  terminal.progress('measuring', 0)
  const branches = await branchesOf(lab, folders, (done) => terminal.progress('measuring', done / folders.length), signal)
  const comparison = compareRuns(branches, COMPARISON_SEED, asked)
  if (out !== null) {
    await mkdir(out, { recursive: true })
    await writeFile(join(out, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`)
    await writeFile(join(out, 'comparison.csv'), csvOf(comparison))
    await writeFile(join(out, 'runs.csv'), runsCsvOf(comparison))
    if (plots !== 'none') {
      await writePlots(out, [comparisonPlot(comparison, theme), ...coursePlots(branches, theme), ...(asked.length === 0 ? [] : comparison.metrics.map((metric) => measurePlot(metric, theme)))], plots)
      for (const { name, runs } of branches) await writePlots(join(out, fileName(name)), plotsOf((runs[0] as (typeof runs)[number]).measures, theme), plots)
    }
  }
  terminal.out(asJson ? JSON.stringify(comparison) : tableOf(comparison))
  if (out !== null && !asJson) terminal.out(`\nWritten to ${out}/`)
  return 0
}

export async function writePlots(folder: string, plots: readonly Plot[], kind: 'svg' | 'png'): Promise<void> {
  await mkdir(folder, { recursive: true })
  await using drawing = new ImageProcesses({ clock: new SystemClock(), generators: OFFLINE_GENERATORS, processes: 1 })
  for (const plot of plots) {
    const svg = svgOf(plot)
    await writeFile(join(folder, `${plot.name}.${kind}`), kind === 'svg' ? svg : await pngOf(svg, drawing, new AbortController().signal))
  }
}

function fileName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'branch'
}

/** A line a measure, a column a branch; differences with their intervals where there are repetitions. */
function tableOf({ branches, metrics, notes }: RunComparison): string {
  const head = ['', ...branches.map(({ name, runs }) => runs === 1 ? name : `${name} (${runs} runs)`)]
  const rows = metrics.map(({ name, branches: figures }) => [name, ...figures.map(cellOf)])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string => cells.map((cell, column) => column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)).join('   ').trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line), ...notes.length === 0 ? [] : ['', ...notes]].join('\n')
}

function cellOf({ mean, interval: own, difference }: BranchFigure): string {
  if (mean === null) return '–'
  if (difference === null) return own === null ? plain(mean) : `${plain(mean)} [${plain(own.low)}, ${plain(own.high)}]`
  const interval = difference.interval === null ? '' : ` [${signed(difference.interval.low)}, ${signed(difference.interval.high)}]`
  return `${plain(mean)}  ${signed(difference.mean)}${interval}`
}

function plain(value: number): string {
  return value < 0 ? `−${short(-value)}` : short(value)
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`
}

function csvOf({ metrics }: RunComparison): string {
  const lines = metrics.flatMap(({ key, name, unit, branches }) => branches.map(({ branch, runs, mean, deviation, interval, difference }) => [
    key, name, unit, branch, runs, mean, deviation, interval?.low, interval?.high, difference?.mean, difference?.interval?.low, difference?.interval?.high, difference?.effect,
  ].map(csvCell).join(',')))
  return `${['key,measure,unit,branch,runs,mean,standard_deviation,mean_low,mean_high,difference,difference_low,difference_high,hedges_g', ...lines].join('\n')}\n`
}

/** One line for each value, as R and pandas like them. */
function runsCsvOf({ metrics }: RunComparison): string {
  const lines = metrics.flatMap(({ key, branches }) => branches.flatMap(({ branch, seeds, values }) => values.map((value, run) => [key, branch, seeds[run], value].map(csvCell).join(','))))
  return `${['key,branch,seed,value', ...lines].join('\n')}\n`
}

function csvCell(value: unknown): string {
  const written = value === null || value === undefined ? '' : String(value)
  return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written
}
