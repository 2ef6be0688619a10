/** What one asks of runs: their measures and plots, how they compare, what their people say, files, a world to walk about in. */
import type { simulationInterviewSchema, SimulationAnswers, SimulationComparison, SimulationMeasures, SimulationPlot, SimulationPublication, publishSimulationSchema, simulationExportQuerySchema } from '@troupe/contract'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { ConflictError, MissingError, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import { questionOf } from '../interventions/question.ts'
import type { RunComparison } from '../measures/comparison/compare-runs.ts'
import { metricsOf } from '../measures/comparison/metrics.ts'
import type { Theme } from '../plots/colours.ts'
import type { Plot } from '../plots/plot.ts'
import { plotsOf } from '../plots/plots-of.ts'
import type { RunFolder } from '../runs/run-folder.ts'
import { KeptWork, type Work } from './kept-work.ts'
import type { LabProcesses } from './lab-processes.ts'
import type { LabResults } from './order.ts'
import { writeNotes } from './run-notes.ts'
import type { Simulations } from './simulations.ts'

/** A run that goes on is measured anew no sooner. */
const MEASURED_ANEW_MS = 15_000

export interface RunQuestionsParts {
  readonly simulations: Simulations
  readonly processes: LabProcesses
  readonly db: Database
  readonly databaseUrl: string
  readonly audit: AuditLog
  readonly elapsedMs: () => number
}

export class RunQuestions {
  readonly #parts: RunQuestionsParts
  readonly #measures: KeptWork<LabResults['measure']>
  readonly #comparisons: KeptWork<LabResults['compare']>
  readonly #publications: KeptWork<LabResults['publish']>

  constructor(parts: RunQuestionsParts) {
    this.#parts = parts
    this.#measures = new KeptWork(parts.elapsedMs)
    this.#comparisons = new KeptWork(parts.elapsedMs)
    this.#publications = new KeptWork(parts.elapsedMs)
  }

  async measures(workspaceId: Id, id: string, theme: Theme): Promise<SimulationMeasures> {
    const { folder } = await this.#parts.simulations.find(workspaceId, id)
    const work = await this.#measured(folder)
    if (work === null) return { state: 'empty' }
    return work.state === 'ready' ? shown(work.value, theme) : work
  }

  /** Throws `MissingError` where there is no such plot, `ConflictError` while it is being measured. */
  async plot(workspaceId: Id, id: string, name: string, theme: Theme): Promise<Plot> {
    const { folder } = await this.#parts.simulations.find(workspaceId, id)
    const work = await this.#measured(folder)
    if (work?.state !== 'ready') throw new ConflictError('It is being measured. Ask again in a moment.', 'simulation-measuring')
    const plot = work.value === null ? undefined : plotsOf(work.value.measures, theme).find((one) => one.name === name)
    if (plot === undefined) throw new MissingError('plot', name)
    return plot
  }

  /** All are to be done. The first is the one the others are compared with. */
  async comparison(workspaceId: Id, ids: readonly string[], theme: Theme): Promise<SimulationComparison> {
    const runs = await Promise.all(ids.map((id) => this.#parts.simulations.find(workspaceId, id)))
    const states = await Promise.all(runs.map(async ({ folder }) => [folder.name, (await folder.record()).createdAt, (await folder.status())?.journalSha256 ?? ''] as const))
    const key = states.map((state) => state.join('/')).join()
    const work = this.#comparisons.ask(key, (onProgress) => this.#parts.processes.do('compare', { paths: runs.map(({ folder }) => folder.path) }, { name: 'compare', signal: NEVER, onProgress }))
    if (work.state !== 'ready') return work
    const { comparison: { base, branches, metrics, notes }, partings, plots } = work.value
    return {
      state: 'ready', base, notes: [...notes], partings, branches: [...branches], plots: plots[theme].map(plotShown),
      metrics: metrics.map((metric) => ({ ...metric, branches: metric.branches.map(figureShown) })),
    }
  }

  async interview(by: Actor, id: string, { at, audience, questions }: z.output<typeof simulationInterviewSchema>, signal: AbortSignal): Promise<SimulationAnswers> {
    const { folder, notes } = await this.#parts.simulations.find(by.workspaceId, id)
    const answers = await this.#parts.processes.do('interview', {
      path: folder.path, budgetUsd: notes.budgetUsd, audience, point: at === null ? null : { kind: 'time', atMs: Date.parse(at) },
      questions: questions.map(({ ask, form }, place) => ({ ...questionOf({ ask }, place + 1), form })),
    }, { name: id, signal })
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action: 'simulation-interviewed', subject: { kind: 'simulation', id }, after: { at, audience, questions: questions.length, answers: answers.length } })
    return {
      at,
      answers: answers.map(({ atMs, username, archetype, ask, answer, generator, fault }) => ({ at: new Date(atMs).toISOString(), username, archetype, ask, answer, generator, fault })),
    }
  }

  /** One table, as a file that goes when it has been read. */
  async export(workspaceId: Id, id: string, { table, format }: z.output<typeof simulationExportQuerySchema>, signal: AbortSignal): Promise<{ name: string; body: Readable }> {
    const { folder } = await this.#parts.simulations.find(workspaceId, id)
    const out = await mkdtemp(join(tmpdir(), 'troupe-export-'))
    const clear = (): Promise<void> => rm(out, { recursive: true, force: true })
    try {
      const written = await this.#parts.processes.do('export', { path: folder.path, format, out, table }, { name: id, signal })
      const path = must(written.find((one) => format === 'graphml' || basename(one) === `${table}.${format}`), `${table}.${format}`)
      const body = createReadStream(path)
      body.once('close', () => void clear())
      return { name: `${id}-${basename(path)}`, body }
    } catch (error) {
      await clear()
      throw error
    }
  }

  async publication(workspaceId: Id, id: string): Promise<SimulationPublication> {
    const { published, createdAt } = await this.#parts.simulations.get(workspaceId, id)
    const work = this.#publications.at(`${id}/${createdAt}`)
    if (work?.state === 'working') return { state: 'working', share: work.done / work.of }
    if (published !== null) return { state: 'ready', ...published }
    if (work?.state === 'failed') return work
    // It may have come to its end between the two looks; one whose project was deleted since is published no more.
    const since = work === null ? null : (await this.#parts.simulations.get(workspaceId, id)).published
    return since === null ? { state: 'none' } : { state: 'ready', ...since }
  }

  /** Begins; `publication` tells how it goes. Throws `ConflictError` where it is published, or does not stand still. */
  async publish(by: Actor, id: string, { name, public: isPublic }: z.output<typeof publishSimulationSchema>): Promise<SimulationPublication> {
    const { simulations, processes, audit, db, databaseUrl } = this.#parts
    const { folder, notes } = await simulations.find(by.workspaceId, id)
    const shownRun = await simulations.get(by.workspaceId, id)
    if (shownRun.published !== null) throw new ConflictError('It is published already. Delete its project first to publish it anew.', 'simulation-published')
    if (shownRun.state !== 'done') throw new ConflictError('Only a run that has come to its end is published. Let it finish first.', 'simulation-not-done')
    const doer = { kind: by.kind, id: by.id, name: by.name }
    const wish = { path: folder.path, databaseUrl, workspaceId: by.workspaceId, name: name ?? shownRun.name, public: isPublic, by: doer }
    const key = `${id}/${shownRun.createdAt}`
    this.#publications.forgetFailed(key)
    // Deleted under way, its world would be in the database or not, by chance, and nobody be told.
    this.#publications.ask(key, (onProgress) => simulations.alone(id, async () => {
      const published = await processes.do('publish', wish, { name: id, signal: NEVER, onProgress })
      await writeNotes(folder.path, { ...notes, published })
      await audit.record(db, { workspaceId: by.workspaceId, by, action: 'simulation-published', subject: { kind: 'simulation', id }, after: { ...published, public: isPublic } })
      return published
    }))
    return this.publication(by.workspaceId, id)
  }

  /** Null before anything has happened in it. */
  async #measured(folder: RunFolder): Promise<Work<LabResults['measure']> | null> {
    const status = await folder.status()
    if (status === null) return null
    const { createdAt } = await folder.record()
    return this.#measures.ask(
      `${folder.name}/${createdAt}/${status.journalSha256 ?? 'under way'}`,
      (onProgress) => this.#parts.processes.do('measure', { path: folder.path }, { name: folder.name, signal: NEVER, onProgress }),
      status.journalSha256 === null ? MEASURED_ANEW_MS : undefined,
    )
  }
}

const NEVER = new AbortController().signal

function shown(result: LabResults['measure'], theme: Theme): SimulationMeasures {
  if (result === null) return { state: 'empty' }
  const { atMs, measures } = result
  return {
    state: 'ready',
    at: new Date(atMs).toISOString(),
    metrics: metricsOf(measures).map(({ key, name, unit, of }) => ({ key, name, unit, value: of(measures) })),
    plots: plotsOf(measures, theme).map(plotShown),
  }
}

function plotShown({ name, title, subtitle, option }: Plot): SimulationPlot {
  return { name, title, subtitle, option: option as Record<string, unknown> }
}

type Figure = RunComparison['metrics'][number]['branches'][number]

function figureShown({ values, seeds, difference, ...figure }: Figure): Extract<SimulationComparison, { state: 'ready' }>['metrics'][number]['branches'][number] {
  const { spread: _spread, ...shownDifference } = difference ?? { spread: null }
  return { ...figure, values: [...values], seeds: [...seeds], difference: 'mean' in shownDifference ? shownDifference : null }
}
