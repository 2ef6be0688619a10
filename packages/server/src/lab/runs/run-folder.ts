/**
 * A run on disk: `run.json`, `status.json`, `journal.troupe`, `people.jsonl`, copies of the population's files, checkpoints.
 * A folder holds one run and belongs to one process at a time.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import { fileAt, type PopulationFile } from '../import/population-file.ts'
import { newestSaidSchema, type NewestSaid } from './newest-said.ts'
import { runRecordSchema, runStatusSchema, type RunRecord, type RunStatus } from './run-record.ts'

const RECORD = 'run.json'
const STATUS = 'status.json'
const NEWEST = 'newest.json'
const LOCK = 'running.pid'
const CHECKPOINT = /^(\d+)-(\d+)\.checkpoint$/

export interface CheckpointFile {
  readonly path: string
  /** Simulated time; all up to and including it has happened, and so many turns. */
  readonly atMs: number
  readonly turns: number
}

export class RunFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  get name(): string {
    return basename(this.path)
  }
  get journalPath(): string { return join(this.path, 'journal.troupe') }
  get peoplePath(): string { return join(this.path, 'people.jsonl') }
  get answersPath(): string { return join(this.path, 'answers.jsonl') }
  get callsPath(): string { return join(this.path, 'calls.jsonl') }
  get measuresPath(): string { return join(this.path, 'measures.json') }
  get checkpointsPath(): string { return join(this.path, 'checkpoints') }

  /** Throws `ConflictError` where something lies there already. */
  static async create(path: string, record: RunRecord): Promise<RunFolder> {
    const folder = new RunFolder(resolve(path))
    await mkdir(folder.path, { recursive: true })
    if ((await readdir(folder.path)).length > 0) {
      await folder.#demandIdle()
      throw new ConflictError(`${path} is not empty. Carry the run in it on with --resume, or name another folder with --out.`, 'run-folder-taken')
    }
    await mkdir(folder.checkpointsPath)
    await writeWhole(join(folder.path, RECORD), `${JSON.stringify(record, null, 2)}\n`)
    return folder
  }

  /** Throws `MissingError` where no run is. */
  static async at(path: string): Promise<RunFolder> {
    const folder = new RunFolder(resolve(path))
    if (await textAt(join(folder.path, RECORD)) === null) throw new MissingError('run in', path)
    return folder
  }

  /** All runs right below a folder, by name; folders without one are passed over. */
  static async below(path: string): Promise<RunFolder[]> {
    const names = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    const folders: RunFolder[] = []
    for (const entry of names) {
      if (!entry.isDirectory()) continue
      const folder = new RunFolder(join(resolve(path), entry.name))
      if (await textAt(join(folder.path, RECORD)) !== null) folders.push(folder)
    }
    return folders.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  }

  async record(): Promise<RunRecord> {
    return parsed(join(this.path, RECORD), runRecordSchema, await textAt(join(this.path, RECORD)) ?? '')
  }

  /** When it is carried on for longer, say. */
  async writeRecord(record: RunRecord): Promise<void> {
    await writeWhole(join(this.path, RECORD), `${JSON.stringify(record, null, 2)}\n`)
  }

  /** Null before its first moment. A run whose process has gone is `stopped`, whatever it last wrote. */
  async status(): Promise<RunStatus | null> {
    const text = await textAt(join(this.path, STATUS))
    if (text === null) return null
    const status = parsed(join(this.path, STATUS), runStatusSchema, text)
    return status.state === 'running' && !isAlive(status.pid) ? { ...status, state: 'stopped' } : status
  }

  async writeStatus(status: RunStatus): Promise<void> {
    await writeWhole(join(this.path, STATUS), `${JSON.stringify(status)}\n`)
  }

  /** What was said last, as of some moment; null before anything was. */
  async newest(): Promise<NewestSaid | null> {
    const text = await textAt(join(this.path, NEWEST))
    return text === null ? null : parsed(join(this.path, NEWEST), newestSaidSchema, text)
  }

  async writeNewest(newest: NewestSaid): Promise<void> {
    await writeWhole(join(this.path, NEWEST), JSON.stringify(newest))
  }

  /** Throws `ConflictError` while another process runs it. Freed when disposed of, and by the end of its process. */
  async lock(): Promise<AsyncDisposable> {
    const path = join(this.path, LOCK)
    for (;;) {
      try {
        const file = await open(path, 'wx')
        await file.writeFile(String(process.pid))
        await file.close()
        return { [Symbol.asyncDispose]: () => rm(path, { force: true }) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      await this.#demandIdle()
      await rm(path, { force: true })
    }
  }

  async #demandIdle(): Promise<void> {
    const holder = Number(await textAt(join(this.path, LOCK)) ?? '')
    if (holder > 0 && isAlive(holder)) throw new ConflictError(`${this.path} is being run by process ${holder}. Wait for it, or end it first.`, 'run-busy')
  }

  /**
   * Throws `InvalidError` where the journal of a run that is done is not what it wrote: whatever is read from it would be read
   * from another world. Nothing is looked at of one that is not done; its checkpoints know how much of it is theirs.
   */
  async demandWholeJournal(): Promise<void> {
    const status = await this.status()
    if (status?.state !== 'done' || status.journalSha256 === null || await this.#journalIs(status.journalSha256)) return
    throw new InvalidError(`${this.journalPath} is not what the run wrote: it was cut off or altered since. Have it written anew from a checkpoint: troupe simulate --resume --out ${this.path}`, [], 'journal-altered')
  }

  /** Whether the journal has these bytes. */
  async hasWholeJournal({ journalSha256 }: RunStatus): Promise<boolean> {
    return journalSha256 !== null && await this.#journalIs(journalSha256)
  }

  async #journalIs(sha256: string): Promise<boolean> {
    try {
      const hash = createHash('sha256')
      await pipeline(createReadStream(this.journalPath), hash)
      return hash.digest('hex') === sha256
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }

  /** Copies what a population is read from, so that the run needs nothing else to be repeated. Returns name and SHA-256 of each. */
  static async describeFiles(paths: readonly string[]): Promise<{ name: string; sha256: string }[]> {
    const files: { name: string; sha256: string }[] = []
    for (const path of paths) {
      const hash = createHash('sha256')
      try {
        await pipeline(createReadStream(path), hash)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingError('file', path)
        throw error
      }
      // Told apart by their place: two folders may hold a users.csv each.
      files.push({ name: `${files.length + 1}-${basename(path)}`, sha256: hash.digest('hex') })
    }
    return files
  }

  static filesAt(paths: readonly string[]): PopulationFile[] {
    return paths.map((path) => fileAt(path))
  }

  keptFile(name: string): string {
    return join(this.path, 'population', name)
  }

  async keepFiles(paths: readonly string[], names: readonly { readonly name: string }[]): Promise<void> {
    await mkdir(join(this.path, 'population'), { recursive: true })
    for (const [place, path] of paths.entries()) await copyFile(path, this.keptFile((names[place] as { name: string }).name))
  }

  /** Throws `InvalidError` where a copy is not what the run began with. */
  async populationFiles(names: readonly { readonly name: string; readonly sha256: string }[]): Promise<PopulationFile[]> {
    const paths = names.map(({ name }) => this.keptFile(name))
    const found = await RunFolder.describeFiles(paths)
    for (const [place, { sha256 }] of found.entries()) {
      if (sha256 !== names[place]?.sha256) throw new InvalidError(`${paths[place]} was changed since the run began. Put the former file back, or begin a new run.`, [], 'population-changed')
    }
    return paths.map((path, place) => fileAt(path, (names[place] as { name: string }).name.replace(/^\d+-/, '')))
  }

  /** So much of the journal as a branch has in common with it. */
  async copyJournal(to: RunFolder, bytes: number): Promise<void> {
    await pipeline(createReadStream(this.journalPath, { end: bytes - 1 }), createWriteStream(to.journalPath))
  }

  /** By time, oldest first. */
  async checkpoints(): Promise<CheckpointFile[]> {
    const names = await readdir(this.checkpointsPath).catch(() => [])
    return names.flatMap((name) => {
      const found = CHECKPOINT.exec(name)
      return found === null ? [] : [{ path: join(this.checkpointsPath, name), atMs: Number(found[1]), turns: Number(found[2]) }]
    }).toSorted((a, b) => a.atMs - b.atMs || a.turns - b.turns)
  }

  checkpointPath(atMs: number, turns: number): string {
    return join(this.checkpointsPath, `${atMs}-${turns}.checkpoint`)
  }
}

function parsed<T>(path: string, schema: z.ZodType<T>, text: string): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new InvalidError(`${path} is not JSON: it was cut off or edited. Without it the run cannot be carried on.`, [], 'run-damaged')
  }
  const { success, data, error } = schema.safeParse(json)
  if (success) return data
  const version = (json as { version?: unknown }).version
  if (typeof version === 'number' && version !== 1) throw new InvalidError(`${path} is of version ${version}; this Troupe reads version 1. Use the Troupe that wrote it.`, [], 'run-version')
  throw new InvalidError(`${path} is not what a run writes: ${error.issues[0]?.path.join('.')} ${error.issues[0]?.message}`, [], 'run-damaged')
}

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Whole or not at all, for whoever reads meanwhile. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, text)
  await rename(draft, path)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
