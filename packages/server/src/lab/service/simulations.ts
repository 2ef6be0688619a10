/**
 * Simulations as the console sees them: runs in one folder of the server's disk, the same ones the command line makes. What
 * takes long is done by `LabProcesses`; what stands here is quick, and all of it can be read off the disk again after a restart.
 */
import type {
  BegunSimulation, newSimulationSchema, Simulation, SimulatedAgent, simulatedAgentsQuerySchema, SimulationFeed, simulationChangeSchema, simulationForkSchema,
} from '@troupe/contract'
import { createReadStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { ConflictError, InvalidError, messageOf, MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import { RunFolder } from '../runs/run-folder.ts'
import { Claims } from './claims.ts'
import type { LabProcesses } from './lab-processes.ts'
import { notesOf, writeNotes, type RunNotes } from './run-notes.ts'
import { writeSentFiles } from './sent-files.ts'
import { feedOf, pointOf, simulationOf, type Standing } from './simulation-of.ts'

const HOUR_MS = 3_600_000
/** What a run that is told to stop may take to be found stopped. */
const STOPPING_MOST_MS = 15_000
const CONCURRENCY = 8

export interface SimulationsParts {
  /** Where the runs are. */
  readonly folder: string
  readonly processes: LabProcesses
  readonly db: Database
  readonly audit: AuditLog
  /** Whose the runs of the command line are. */
  readonly firstWorkspace: () => Promise<Id | null>
}

interface Going {
  readonly stop: AbortController
  readonly ended: Promise<void>
  isQueued: boolean
}

/** A run that the asker may see. */
export interface FoundRun {
  readonly folder: RunFolder
  readonly notes: RunNotes
}

export class Simulations {
  readonly #parts: SimulationsParts
  readonly #going = new Map<string, Going>()
  readonly #messages = new Map<string, string>()
  readonly #claims = new Claims()

  constructor(parts: SimulationsParts) {
    this.#parts = parts
  }

  get folder(): string {
    return this.#parts.folder
  }

  /** Newest first. `after`: the id that the page before ended with. */
  async list(workspaceId: Id, limit: number, after: string | null): Promise<{ items: Simulation[]; nextCursor: string | null }> {
    const all = await this.#all(workspaceId)
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
    const items = all.slice(from, from + limit)
    return { items, nextCursor: from + limit < all.length ? items.at(-1)?.id ?? null : null }
  }

  async get(workspaceId: Id, id: string): Promise<Simulation> {
    const found = await this.find(workspaceId, id)
    const names = new Set(await readdir(this.#parts.folder))
    return this.#shown(found, (name) => names.has(name), await this.#published([found]))
  }

  /** Throws `MissingError` where there is none that the workspace may see. */
  async find(workspaceId: Id, id: string): Promise<FoundRun> {
    const path = join(this.#parts.folder, id)
    try {
      const found = { folder: await RunFolder.at(path), notes: await notesOf(path) }
      if (await this.#mayBeSeen(found, workspaceId)) return found
    } catch (error) {
      if (!(error instanceof MissingError)) throw error
    }
    throw new MissingError('simulation', id)
  }

  async begin(by: Actor, draft: z.output<typeof newSimulationSchema>): Promise<BegunSimulation> {
    const { name, population, hours, from, seed, peopleSeed = seed, budgetUsd, concurrency, start, ...inputs } = draft
    if (inputs.graph !== null && /\.json$/i.test(inputs.graph)) throw new InvalidError('Write the graph itself, not the name of a file.', [{ path: '/graph', message: 'for lists give JSON, such as {"model":"stochastic-block", …}' }])
    const fromMs = Date.parse(from)
    const id = await this.#freeId(name)
    const files = population.kind === 'files' ? await writeSentFiles(population.files) : null
    const path = join(this.#parts.folder, id)
    try {
      const report = await this.#parts.processes.do('begin', {
        path,
        wish: {
          ...inputs, name, seed, peopleSeed, fromMs, untilMs: fromMs + Math.round(hours * HOUR_MS), concurrency: concurrency ?? (inputs.model === 'rehearsal' ? 1 : CONCURRENCY), timelineFile: 'timeline',
          population: population.kind === 'pack' ? population : { kind: 'files', paths: files?.paths ?? [], mbti: population.mbti },
        },
      }, { name: id, signal: NEVER })
      await this.#keep(by, id, budgetUsd, 'simulation-begun', { name, seed })
      if (start) this.#go(id, path, budgetUsd)
      const imported = report === null ? null : {
        mapping: report.mapping.map(({ file, from: field, to, note }) => ({ file: basename(file), from: field, to, note })),
        oddities: report.oddities.slice(0, 100).map(({ file, row, problem, whatWasDone }) => ({ file: basename(file), row, problem, whatWasDone })),
        odditiesTotal: report.odditiesTotal,
      }
      return { simulation: await this.get(by.workspaceId, id), import: imported }
    } finally {
      this.#claims.free(id)
      if (files !== null) await rm(files.folder, { recursive: true, force: true })
    }
  }

  async fork(by: Actor, parentId: string, { name, point, seed, changes, hours, start }: z.output<typeof simulationForkSchema>): Promise<Simulation> {
    const { folder: parent, notes } = await this.find(by.workspaceId, parentId)
    const { inputs: { fromMs } } = await parent.record()
    const id = await this.#freeId(name)
    const path = join(this.#parts.folder, id)
    try {
      await this.#parts.processes.do('fork', {
        parent: parent.path, path,
        fork: { name, point: pointOf(point), seed, changes, changesFile: 'changes', ...(hours === undefined ? {} : { untilMs: fromMs + Math.round(hours * HOUR_MS) }) },
      }, { name: id, signal: NEVER })
      await this.#keep(by, id, notes.budgetUsd, 'simulation-forked', { name, parent: parentId, point })
      if (start) this.#go(id, path, notes.budgetUsd)
      return await this.get(by.workspaceId, id)
    } finally {
      this.#claims.free(id)
    }
  }

  change(by: Actor, id: string, draft: z.output<typeof simulationChangeSchema>): Promise<Simulation> {
    return this.alone(id, () => this.#change(by, id, draft))
  }

  async #change(by: Actor, id: string, { name, hours }: z.output<typeof simulationChangeSchema>): Promise<Simulation> {
    const { folder } = await this.find(by.workspaceId, id)
    const record = await folder.record()
    const before = { name: record.name, untilMs: record.untilMs }
    if (hours !== undefined) await this.#demandStanding(id, folder, 'change how long it goes')
    const untilMs = hours === undefined ? record.untilMs : record.inputs.fromMs + Math.round(hours * HOUR_MS)
    const reached = (await folder.status())?.simulatedMs ?? record.inputs.fromMs
    if (untilMs < reached) {
      throw new InvalidError(`It has come further than that already, to ${new Date(reached).toISOString()}. Branch it to go another way from an earlier moment.`, [{ path: '/hours', message: `at least ${Math.ceil((reached - record.inputs.fromMs) / HOUR_MS)}` }], 'simulation-further')
    }
    await folder.writeRecord({ ...record, name: name ?? record.name, untilMs })
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action: 'simulation-changed', subject: { kind: 'simulation', id }, before, after: { name: name ?? record.name, untilMs } })
    return this.get(by.workspaceId, id)
  }

  /** To its end, from where it stands. */
  start(by: Actor, id: string): Promise<Simulation> {
    return this.alone(id, () => this.#start(by, id))
  }

  async #start(by: Actor, id: string): Promise<Simulation> {
    const { folder, notes } = await this.find(by.workspaceId, id)
    await this.#demandStanding(id, folder, 'start it again')
    const { untilMs } = await folder.record()
    const status = await folder.status()
    if (status?.state === 'done' && status.simulatedMs >= untilMs) throw new ConflictError('It has come to its end. Give it more hours, or branch it.', 'simulation-done')
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action: 'simulation-started', subject: { kind: 'simulation', id } })
    this.#go(id, folder.path, notes.budgetUsd)
    return this.get(by.workspaceId, id)
  }

  async stop(by: Actor, id: string): Promise<Simulation> {
    const { folder } = await this.find(by.workspaceId, id)
    const going = this.#going.get(id)
    if (going === undefined) {
      const isElsewhere = (await folder.status())?.state === 'running'
      throw new ConflictError(isElsewhere ? 'Another process runs it, a command line perhaps. Stop it there.' : 'It does not run.', 'simulation-not-running')
    }
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action: 'simulation-stopped', subject: { kind: 'simulation', id } })
    going.stop.abort(new ConflictError('It was stopped.'))
    await Promise.race([going.ended, new Promise((resolve) => setTimeout(resolve, STOPPING_MOST_MS).unref())])
    return this.get(by.workspaceId, id)
  }

  /** Branches keep what they have in common with it; a world that was published stays. */
  remove(by: Actor, id: string): Promise<void> {
    return this.alone(id, () => this.#remove(by, id))
  }

  /** See `Claims.alone`. */
  alone<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    return this.#claims.alone(id, work)
  }

  async #remove(by: Actor, id: string): Promise<void> {
    const { folder } = await this.find(by.workspaceId, id)
    await this.#demandStanding(id, folder, 'delete it')
    const { name, inputs, forks } = await folder.record()
    await rm(folder.path, { recursive: true })
    this.#messages.delete(id)
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action: 'simulation-deleted', subject: { kind: 'simulation', id }, before: { name, seed: inputs.seed, forks: forks.length } })
  }

  async feed(workspaceId: Id, id: string): Promise<SimulationFeed> {
    return feedOf(await (await this.find(workspaceId, id)).folder.newest())
  }

  /** By name; `q` is found in user names, names and archetypes. */
  async agents(workspaceId: Id, id: string, { q, limit }: z.output<typeof simulatedAgentsQuerySchema>): Promise<{ total: number; archetypes: string[]; items: SimulatedAgent[] }> {
    const { folder } = await this.find(workspaceId, id)
    const wanted = q.trim().replace(/^@/, '').toLowerCase()
    const archetypes = new Set<string>()
    const items: SimulatedAgent[] = []
    let total = 0
    for await (const line of createInterface({ input: createReadStream(folder.peoplePath), crlfDelay: Number.POSITIVE_INFINITY })) {
      const { username, displayName, archetype, bio } = JSON.parse(line) as SimulatedAgent
      if (archetype !== null) archetypes.add(archetype)
      if (![username, displayName, archetype ?? ''].some((text) => text.toLowerCase().includes(wanted))) continue
      total += 1
      if (items.length < limit) items.push({ username, displayName, archetype, bio })
    }
    return { total, archetypes: [...archetypes].toSorted(), items }
  }

  async #all(workspaceId: Id): Promise<Simulation[]> {
    const folders = await RunFolder.below(this.#parts.folder)
    const found = await Promise.all(folders.map(async (folder) => ({ folder, notes: await notesOf(folder.path) })))
    const own: FoundRun[] = []
    for (const run of found) if (await this.#mayBeSeen(run, workspaceId)) own.push(run)
    const names = new Set(folders.map(({ name }) => name))
    const published = await this.#published(own)
    const shown = await Promise.all(own.map((run) => this.#shown(run, (name) => names.has(name), published).catch((error: unknown) => {
      // One that was damaged by hand keeps nobody from the others; asked for alone, it says what is wrong.
      if (error instanceof InvalidError) return null
      throw error
    })))
    return shown.filter((one) => one !== null).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id, 'en', { numeric: true }))
  }

  async #mayBeSeen({ notes }: FoundRun, workspaceId: Id): Promise<boolean> {
    return (notes.workspaceId ?? await this.#parts.firstWorkspace()) === workspaceId
  }

  /** Projects that are there still: one that was deleted is published no more. */
  async #published(runs: readonly FoundRun[]): Promise<ReadonlySet<Id>> {
    const ids = runs.flatMap(({ notes }) => notes.published === null ? [] : [notes.published.projectId])
    if (ids.length === 0) return new Set()
    return new Set((await this.#parts.db.selectFrom('projects').select('id').where('id', 'in', ids).execute()).map(({ id }) => id))
  }

  #shown({ folder, notes }: FoundRun, isThere: (name: string) => boolean, published: ReadonlySet<Id>): Promise<Simulation> {
    const stands = notes.published !== null && published.has(notes.published.projectId)
    return simulationOf(folder, { ...notes, published: stands ? notes.published : null }, this.#standing(folder.name), isThere)
  }

  #standing(id: string): Standing {
    const going = this.#going.get(id)
    const isQueued = going?.isQueued === true
    return { isQueued, isGoing: going !== undefined && !isQueued, place: this.#parts.processes.placeOf(id), message: this.#messages.get(id) ?? null }
  }

  #go(id: string, path: string, budgetUsd: number): void {
    this.#messages.delete(id)
    const stop = new AbortController()
    const work = this.#parts.processes.do('run', { path, budgetUsd }, { name: id, signal: stop.signal, onStart: () => { going.isQueued = false } })
    const ended = work.then(() => {}, (error: unknown) => {
      if (!stop.signal.aborted) this.#messages.set(id, messageOf(error))
    }).finally(() => this.#going.delete(id))
    const going: Going = { stop, ended, isQueued: true }
    this.#going.set(id, going)
  }

  async #demandStanding(id: string, folder: RunFolder, what: string): Promise<void> {
    if (this.#going.has(id) || (await folder.status())?.state === 'running') throw new ConflictError(`It runs. Stop it first, then ${what}.`, 'simulation-running')
  }

  async #keep(by: Actor, id: string, budgetUsd: number, action: string, after: object): Promise<void> {
    await writeNotes(join(this.#parts.folder, id), { workspaceId: by.workspaceId, budgetUsd, published: null })
    await this.#parts.audit.record(this.#parts.db, { workspaceId: by.workspaceId, by, action, subject: { kind: 'simulation', id }, after })
  }

  /** `agora-3`, after `agora-2`; kept from others until the folder is there. */
  async #freeId(name: string): Promise<string> {
    const stem = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60) || 'run'
    const taken = new Set(await readdir(this.#parts.folder).catch(() => []))
    for (let number = 1; ; number++) {
      const id = number === 1 ? stem : `${stem}-${number}`
      if (taken.has(id) || this.#claims.has(id)) continue
      this.#claims.claim(id)
      return id
    }
  }
}

const NEVER = new AbortController().signal
