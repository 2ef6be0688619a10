/**
 * Runs in folders: begun, carried on from where they were left, branched, and looked at as they were at any moment. Whoever
 * calls brings what comes from outside: the packs, the clock for people, the models.
 */
import { createWriteStream } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, messageOf, MissingError } from '../../base/errors.ts'
import type { ModelPort } from '../../llm/model-port.ts'
import { nearest } from '@troupe/contract'
import type { Audience } from '../interventions/intervention.ts'
import type { Question } from '../interventions/question.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import { rehearsed } from '../../runtime/asks.ts'
import { JournalRecords } from '../../runtime/simulation/journal-records.ts'
import { repertoireFrom, type RepertoireOf } from '../../runtime/repertoire.ts'
import { VERSION } from '../../store/journal-file/format.ts'
import { JournalWriter } from '../../store/journal-file/journal-writer.ts'
import { CheckpointKeeper, openNewest } from './checkpoints.ts'
import { changesIn, knownNames, planOf } from './plan.ts'
import { followsAtStart, populationFromFiles, populationFromPack, populationOf, populationSha256, packNamed, type Population } from './population.ts'
import { AnswerSheet } from './answer-sheet.ts'
import { audienceOf } from './deeds.ts'
import { interview, type Answer } from './interview.ts'
import { RunProgress } from './run-progress.ts'
import type { Fork, ForkPoint, RunInputs } from './run-inputs.ts'
import { REHEARSAL } from './run-models.ts'
import { RecordedCalls } from './recorded-calls.ts'
import { RunFolder, type CheckpointFile } from './run-folder.ts'
import { RUN_VERSION, type RunRecord, type RunStatus } from './run-record.ts'
import { Run, type RunHooks } from './run.ts'
import { SimulatedWorld } from './simulated-world.ts'
import { UNHEARD, type WorldJournal } from './world-journal.ts'

export interface LabParts {
  readonly packs: readonly LoadedPack[]
  readonly clock: Clock
  /** Milliseconds since any moment, by a clock that nobody sets. */
  readonly elapsedMs: () => number
  /** A provider's model by the inputs' name for it; null for the rehearsal model. Throws what keeps it from being asked. */
  readonly portFor: (model: string) => ModelPort | null
}

export type PopulationWish =
  | { readonly kind: 'pack'; readonly pack: string; readonly agents: number }
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly mbti: 'tint' | 'ignore' }

export interface NewRun extends Omit<RunInputs, 'workload' | 'population'> {
  readonly name: string
  readonly population: PopulationWish
  readonly untilMs: number
  /** Shown in the timeline's faults. */
  readonly timelineFile?: string
}

export interface RunWatch extends Omit<RunHooks, 'ask' | 'onSlice' | 'onInterview'> {
  /** Some times a second. */
  readonly onProgress?: ((status: RunStatus) => void) | undefined
}

export class Lab {
  readonly #parts: LabParts
  /** One for all worlds of this lab: what people say is compiled anew for each. */
  readonly #repertoireOf: RepertoireOf

  constructor(parts: LabParts) {
    this.#parts = parts
    this.#repertoireOf = repertoireFrom(parts.packs)
  }

  /** Makes the folder; nothing has happened in it yet. The population is handed back for whoever wants to tell how it was read. */
  async begin(path: string, wish: NewRun, signal?: AbortSignal): Promise<{ folder: RunFolder; population: Population }> {
    const { name, untilMs, population: wished, timelineFile, ...rest } = wish
    if (untilMs <= rest.fromMs) throw new InvalidError('The run ends before it begins: give it hours or steps.', [], 'run-too-short')
    const files = wished.kind === 'files' ? await RunFolder.describeFiles(wished.paths) : []
    const population = wished.kind === 'pack'
      ? await populationFromPack(packNamed(this.#parts.packs, wished.pack), wished.agents, rest.peopleSeed, rest.fromMs)
      : await populationFromFiles(RunFolder.filesAt(wished.paths), wished.mbti, rest.peopleSeed, rest.fromMs, signal)
    const inputs: RunInputs = {
      workload: 'population', ...rest,
      population: wished.kind === 'pack' ? { kind: 'pack', pack: wished.pack, agents: wished.agents, sha256: populationSha256(population.personas) } : { kind: 'files', files, mbti: wished.mbti },
    }
    // Whatever is wrong with the timeline or the graph is said before a folder is made.
    planOf(inputs, [], population.personas, timelineFile)
    this.#parts.portFor(inputs.model)
    followsAtStart(inputs, population)
    const folder = await RunFolder.create(path, { version: RUN_VERSION, name, inputs, forks: [], parent: null, untilMs, createdAt: this.#now() })
    if (wished.kind === 'files') await folder.keepFiles(wished.paths, files)
    await writePeople(folder, population)
    return { folder, population }
  }

  /**
   * Runs it to its end, from its last checkpoint or from the beginning. Stopped by the signal, or killed, it can be carried
   * on; the journal comes out the same.
   */
  async carryOn(folder: RunFolder, watch: RunWatch = {}): Promise<RunStatus> {
    await using stack = new AsyncDisposableStack()
    stack.use(await folder.lock())
    const record = await folder.record()
    const before = await folder.status()
    // One whose journal was cut off or altered since is written anew from the last checkpoint.
    if (before?.state === 'done' && before.simulatedMs >= record.untilMs && await folder.hasWholeJournal(before)) return before
    const population = await this.#population(folder, record.inputs, watch.signal)
    using checkpoint = openNewest((await folder.checkpoints()).filter(({ atMs }) => atMs <= record.untilMs), watch.onRemark)
    const { inputs } = record
    await using journal = new JournalWriter(folder.journalPath, { version: VERSION, seed: inputs.seed, inputs }, checkpoint?.place ?? null)
    let tick = async (): Promise<void> => {}
    const ask = await this.#askOf(folder, record, 'live')
    const sheet = await AnswerSheet.open(folder.answersPath)
    const run = this.#runOf(record, population, new JournalRecords(journal), {
      ...watch, ask, onSlice: () => tick(), onInterview: async (deed, world) => sheet.write(await this.#interview(world, deed.audience, deed.questions, ask, watch.signal)),
    })
    const progress = new RunProgress(folder, run.world, before, this.#parts, watch.onProgress)
    try {
      if (checkpoint === null) run.world.begin(population)
      else checkpoint.load(run)
      progress.start()
      const keeper = new CheckpointKeeper(folder, run, journal, this.#parts.elapsedMs)
      tick = async () => {
        if (journal.isBehind) await journal.caughtUp()
        await keeper.whenDue()
        await progress.whenDue()
      }
      await tick()
      await run.until(record.untilMs)
      await keeper.keep()
      return await progress.tell('done', await journal.end())
    } catch (error) {
      const isStopped = watch.signal?.aborted === true
      // What was reached stands in the last checkpoint. Where the disk is full, not even this can be written.
      await progress.tell(isStopped ? 'stopped' : 'failed', null, isStopped ? null : messageOf(error)).catch(() => {})
      throw error
    }
  }

  /** A new folder that goes its own way from the point on. Nothing happens in the parent's. */
  async fork(parent: RunFolder, path: string, { name, point, seed, changes, changesFile, untilMs }: NewFork): Promise<RunFolder> {
    const record = await parent.record()
    const population = await this.#population(parent, record.inputs)
    demandWithin(record, point, await parent.status())
    changesIn(changes, point.kind === 'time' ? point.atMs : record.inputs.fromMs, knownNames(population.personas), changesFile)
    const fork: Fork = { point, seed, changes }
    const folder = await RunFolder.create(path, {
      ...record, name, forks: [...record.forks, fork], untilMs: untilMs ?? record.untilMs, parent: relative(path, parent.path) || '.', createdAt: this.#now(),
    })
    await this.#copyPopulation(parent, folder, record.inputs)
    using newest = openNewest((await parent.checkpoints()).filter((one) => isBefore(one, point)))
    if (newest !== null) {
      const { path: from, atMs, turns } = newest.file
      await parent.copyJournal(folder, newest.place.keepBytes)
      await copyFile(from, folder.checkpointPath(atMs, turns))
    }
    return folder
  }

  /** The same run anew, from its inputs alone. */
  async copyInputs(from: RunFolder, path: string): Promise<RunFolder> {
    const record = await from.record()
    const folder = await RunFolder.create(path, record)
    await this.#copyPopulation(from, folder, record.inputs)
    return folder
  }

  async #copyPopulation(from: RunFolder, to: RunFolder, { population }: RunInputs): Promise<void> {
    if (population.kind === 'files') await to.keepFiles(population.files.map((file) => from.keptFile(file.name)), population.files)
    await copyFile(from.peoplePath, to.peoplePath)
    await copyFile(from.callsPath, to.callsPath).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }

  /** The world of a run as it was at a point, to be asked and measured: nothing of it is written down. */
  async worldAt(folder: RunFolder, point: ForkPoint | null, watch: Pick<RunWatch, 'signal' | 'onRemark'> = {}): Promise<{ world: SimulatedWorld; record: RunRecord }> {
    const record = await folder.record()
    const population = await this.#population(folder, record.inputs, watch.signal)
    const reached = await folder.status()
    const until = point ?? { kind: 'time', atMs: reached?.simulatedMs ?? record.inputs.fromMs } as const
    if (point !== null) demandWithin(record, point, reached)
    const run = this.#runOf(record, population, UNHEARD, { ...watch, ask: await this.#askOf(folder, record, 'recorded') })
    using newest = openNewest((await folder.checkpoints()).filter((one) => until.kind === 'time' ? one.atMs <= until.atMs : one.turns <= until.turn + 1), watch.onRemark)
    if (newest === null) run.world.begin(population)
    else newest.load(run)
    if (until.kind === 'time') await run.until(until.atMs)
    else await run.until(record.untilMs, until.turn)
    return { world: run.world, record }
  }

  /** Questions to agents of a run as they were at a point. A provider's model is asked anew, and what it says is kept with the run's calls. */
  async interview(folder: RunFolder, { point, audience, questions }: Questions, watch: Pick<RunWatch, 'signal' | 'onRemark'> = {}): Promise<Answer[]> {
    const { world, record } = await this.worldAt(folder, point, watch)
    return this.#interview(world, knownAudience(world, audience), questions, await this.#askOf(folder, record, 'live'), watch.signal)
  }

  #interview(world: SimulatedWorld, audience: Audience, questions: readonly Question[], ask: RunHooks['ask'], signal?: AbortSignal): Promise<Answer[]> {
    const members = audienceOf(audience, world, `interview/${world.nowMs}`)
    return interview(world, members, questions, (request) => (ask === undefined ? rehearsed(request) : ask(request, signal ?? NEVER)), world.inputs.concurrency)
  }

  #runOf(record: RunRecord, population: Population, journal: WorldJournal, hooks: RunHooks): Run {
    const { inputs, forks } = record
    const answer = inputs.model === REHEARSAL ? rehearsed : () => null
    const world = new SimulatedWorld({ inputs, population, repertoireOf: this.#repertoireOf, journal, answer })
    return new Run(world, planOf(inputs, forks, population.personas), hooks)
  }

  /** `recorded`: of a world that is only looked at nobody is asked anew. */
  async #askOf(folder: RunFolder, { inputs: { model } }: RunRecord, from: 'live' | 'recorded'): Promise<RunHooks['ask']> {
    if (model === REHEARSAL) return undefined
    const calls = await RecordedCalls.open(folder.callsPath, from === 'live' ? this.#parts.portFor(model) : null)
    return (request, signal) => calls.ask(request, signal)
  }

  async #population(folder: RunFolder, inputs: RunInputs, signal?: AbortSignal): Promise<Population> {
    const files = inputs.population.kind === 'files' ? await folder.populationFiles(inputs.population.files) : []
    return populationOf(inputs, this.#parts.packs, files, signal)
  }

  #now(): string {
    return new Date(this.#parts.clock.now()).toISOString()
  }
}

export interface Questions {
  /** Null for the run's end, or how far it has come. */
  readonly point: ForkPoint | null
  readonly audience: Audience
  readonly questions: readonly Question[]
}

export interface NewFork {
  readonly name: string
  readonly point: ForkPoint
  readonly seed: string | null
  readonly changes: string | null
  readonly changesFile?: string
  /** The parent's end unless set. */
  readonly untilMs?: number
}

const NEVER = new AbortController().signal

function knownAudience(world: SimulatedWorld, audience: Audience): Audience {
  switch (audience.kind) {
    case 'named': return { ...audience, who: audience.who.map((name) => knownName(world, name)) }
    case 'archetype': {
      const archetypes = [...new Set(world.cast.personas.flatMap(({ archetype }) => archetype ?? []))].toSorted()
      if (archetypes.includes(audience.archetype)) return audience
      throw new MissingError('archetype', `${audience.archetype} among these people${archetypes.length === 0 ? ', who have none' : `: they are ${archetypes.join(', ')}`}`)
    }
    case 'everybody': return audience
  }
}

/** Throws `MissingError` with the name that was probably meant. */
function knownName({ cast }: SimulatedWorld, name: string): string {
  const bare = name.replace(/^@/, '')
  if (cast.named(bare) !== null) return bare
  const meant = nearest(bare, cast.personas.map(({ username }) => username))
  throw new MissingError('member called', meant === null ? bare : `${bare}; did you mean ${meant}?`)
}

/** Checkpoints hold what happened up to their moment, and of what is due at it perhaps a part: a branch needs one from before its point. */
function isBefore({ atMs, turns }: CheckpointFile, point: ForkPoint): boolean {
  return point.kind === 'time' ? atMs < point.atMs : turns <= point.turn
}

function demandWithin({ inputs, untilMs, forks, name }: RunRecord, point: ForkPoint, status: RunStatus | null): void {
  const earlier = forks.at(-1)?.point
  if (point.kind === 'turn') {
    const turns = status?.counts.turns ?? 0
    if (point.turn >= turns) throw new InvalidError(`${name} has ${turns} turns so far, numbered from 0: there is no turn ${point.turn}.`, [], 'point-outside')
    if (earlier?.kind === 'turn' && point.turn < earlier.turn) throw beforeFork(name)
    return
  }
  if (point.atMs < inputs.fromMs || point.atMs > untilMs) {
    throw new InvalidError(`${new Date(point.atMs).toISOString()} lies outside the run, which goes from ${new Date(inputs.fromMs).toISOString()} to ${new Date(untilMs).toISOString()}.`, [], 'point-outside')
  }
  if (earlier?.kind === 'time' && point.atMs < earlier.atMs) throw beforeFork(name)
}

function beforeFork(name: string): ConflictError {
  return new ConflictError(`${name} itself branched off later than that. Take the run it branched off for an earlier moment.`, 'before-fork')
}

/** One persona a line, by member number. */
async function writePeople(folder: RunFolder, { personas }: Population): Promise<void> {
  await pipeline(Readable.from(personas.values().map((persona) => `${JSON.stringify(persona)}\n`)), createWriteStream(folder.peoplePath))
}
