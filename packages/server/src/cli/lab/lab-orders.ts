/** Does one order of `lab/service/order.ts`, and tells what comes of it over the channel it came by. */
import { ExpectedError, InvalidError, messageOf } from '../../base/errors.ts'
import { SystemClock } from '../../base/clock.ts'
import { systemIds } from '../../base/ids.ts'
import { measureAll, campsOf } from '../../lab/measures/measure-all.ts'
import { compareRuns, COMPARISON_SEED } from '../../lab/measures/comparison/compare-runs.ts'
import type { Theme } from '../../lab/plots/colours.ts'
import { comparisonPlot } from '../../lab/plots/comparison-plot.ts'
import { coursePlots } from '../../lab/plots/course-plot.ts'
import type { Plot } from '../../lab/plots/plot.ts'
import { branchesOf } from '../../lab/runs/branches.ts'
import { whereTheyPart } from '../../lab/runs/journal-look-up.ts'
import { measureRun, recordOf, SAMPLING_SEED } from '../../lab/runs/measure-run.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import { worldRecordOf } from '../../lab/runs/world-record.ts'
import type { FromLab, ImportReport, LabOrder, LabOrders, LabResults, Partings, ToLab } from '../../lab/service/order.ts'
import { laboratory } from './laboratory.ts'
import { graph } from './options.ts'

const stop = new AbortController()

process.on('message', (word: ToLab) => {
  if (word.kind === 'stop') stop.abort()
  else void told(word.order)
})
// The instance has gone: what is under way is kept, and nobody would hear the rest.
process.once('disconnect', () => stop.abort())
// Ctrl-C on a terminal reaches all its processes; the instance says when to stop.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())

async function told(order: LabOrder): Promise<void> {
  try {
    tell({ kind: 'done', result: await done(order) })
  } catch (error) {
    if (stop.signal.aborted) tell({ kind: 'stopped' })
    else if (error instanceof ExpectedError) tell({ kind: 'refused', error: { kind: error.kind, code: error.code, message: error.message, faults: error.faults } })
    else tell({ kind: 'broken', message: error instanceof Error && error.stack !== undefined ? error.stack : messageOf(error) })
  }
}

function tell(word: FromLab): void {
  if (!process.connected) process.exit(0)
  process.send?.(word, () => process.disconnect?.())
}

function tellProgress(doneSoFar: number, of: number): void {
  if (process.connected) process.send?.({ kind: 'progress', done: doneSoFar, of } satisfies FromLab)
}

function done(order: LabOrder): Promise<LabResults[keyof LabResults]> {
  switch (order.kind) {
    case 'begin': return begin(order)
    case 'fork': return branch(order)
    case 'run': return run(order)
    case 'measure': return measure(order)
    case 'compare': return compare(order)
    case 'interview': return interview(order)
    case 'export': return exported(order)
    case 'publish': return publish(order)
  }
}

async function begin({ path, wish }: LabOrders['begin']): Promise<ImportReport | null> {
  const lab = await laboratory(process.env)
  const model = wish.graph === null ? null : await graph({ values: { graph: wish.graph }, positionals: [] }, 'graph')
  const { population } = await lab.begin(path, { ...wish, graph: model }, stop.signal)
  return population.report
}

async function branch({ parent, path, fork }: LabOrders['fork']): Promise<null> {
  const lab = await laboratory(process.env)
  await lab.fork(await RunFolder.at(parent), path, fork)
  return null
}

async function run({ path, budgetUsd }: LabOrders['run']): Promise<null> {
  const lab = await laboratory(process.env, { budgetUsd })
  await lab.carryOn(await RunFolder.at(path), { signal: stop.signal })
  return null
}

/** One that is not done is measured as of its last checkpoint. */
async function measure({ path }: LabOrders['measure']): Promise<LabResults['measure']> {
  const lab = await laboratory(process.env, { asksNobody: true })
  const folder = await RunFolder.at(path)
  const status = await folder.status()
  if (status?.state === 'done') return { atMs: status.simulatedMs, measures: await measureRun(lab, folder, stop.signal) }
  const atMs = (await folder.checkpoints()).at(-1)?.atMs
  if (atMs === undefined) return null
  const { world } = await lab.worldAt(folder, { kind: 'time', atMs }, { signal: stop.signal })
  // Its journal does not reach so far on the disk: acts are counted by what was made.
  return { atMs, measures: measureAll(worldRecordOf(world), { seed: SAMPLING_SEED }) }
}

async function compare({ paths }: LabOrders['compare']): Promise<LabResults['compare']> {
  const lab = await laboratory(process.env, { asksNobody: true })
  const folders = await Promise.all(paths.map((path) => RunFolder.at(path)))
  for (const folder of folders) {
    const state = (await folder.status())?.state
    if (state !== 'done') throw new InvalidError(`${(await folder.record()).name} has not come to its end yet. Let it finish, then compare.`, [], 'run-unfinished')
  }
  const branches = await branchesOf(lab, folders, (count) => tellProgress(count, folders.length), stop.signal)
  const comparison = compareRuns(branches, COMPARISON_SEED)
  const drawn = (theme: Theme): readonly Plot[] => [comparisonPlot(comparison, theme), ...coursePlots(branches, theme)]
  return { comparison, partings: await partingsOf(folders), plots: { light: drawn('light'), dark: drawn('dark') } }
}

async function partingsOf([first, ...others]: readonly RunFolder[]): Promise<Partings> {
  const partings: Partings = []
  for (const folder of others) {
    const parting = first === undefined ? null : await whereTheyPart(first.journalPath, folder.journalPath)
    const at = parting === null ? null : momentOf(parting.second) ?? momentOf(parting.first)
    partings.push({
      id: folder.name, at: at === null ? null : new Date(at).toISOString(), record: parting?.record ?? null,
      first: parting?.first ? inWords(parting.first) : null, second: parting?.second ? inWords(parting.second) : null,
    })
  }
  return partings
}

function momentOf(record: object | null): number | null {
  return record !== null && 'atMs' in record && typeof record.atMs === 'number' ? record.atMs : null
}

/** `turn · agent 12`: the kind, then what it says. */
function inWords(record: { readonly kind: string }): string {
  const { kind, ...said } = record
  return [kind, ...Object.entries(said).filter(([name, value]) => name !== 'atMs' && value !== null).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)].join(' · ').slice(0, 300)
}

async function interview({ path, budgetUsd, point, audience, questions }: LabOrders['interview']): Promise<LabResults['interview']> {
  const lab = await laboratory(process.env, { budgetUsd })
  return lab.interview(await RunFolder.at(path), { point, audience, questions }, { signal: stop.signal })
}

async function exported({ path, format, out, table }: LabOrders['export']): Promise<readonly string[]> {
  const { exportWorld } = await import('../../lab/export/export-world.ts')
  const lab = await laboratory(process.env, { asksNobody: true })
  const record = await recordOf(lab, await RunFolder.at(path), null, stop.signal)
  return exportWorld(record, format, out, { camps: format === 'graphml' ? campsOf(record, SAMPLING_SEED) : [], table })
}

async function publish({ path, databaseUrl, ...wish }: LabOrders['publish']): Promise<LabResults['publish']> {
  const [{ publishRun }, { openRunFolder }, { connect }] = await Promise.all([import('../../lab/publish/publish-run.ts'), import('../../lab/publish/run-folder.ts'), import('../../store/database.ts')])
  const { journalPath, people } = await openRunFolder(path)
  await using connection = connect(databaseUrl, { connections: 2 })
  const clock = new SystemClock()
  const { projectId, worldId } = await publishRun({
    db: connection.db, clock, ids: systemIds(clock), journalPath, people, ...wish, signal: stop.signal, onProgress: ({ share }) => tellProgress(share, 1),
  })
  return { projectId, worldId }
}
