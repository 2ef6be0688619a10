/** What every command starts from: the configuration, the data folder, the database, the packs. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig, type Config } from '../base/config.ts'
import { ExpectedError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { findPackFolders, loadPacks } from '../persona/pack/load-packs.ts'
import type { LoadedPack } from '../persona/pack/loaded-pack.ts'
import type { Rules } from '../agent/rules-brain.ts'
import type { OwnAgents } from '../engagement/agents/agent-kinds.ts'
import { loadAgents } from '../runtime/engagement/load-agents.ts'
import { loadRules } from '../runtime/load-rules.ts'
import { DataDirectory, defaultDataPath, surroundings } from '../store/data-directory.ts'
import { runningPostgresUrl, startManagedPostgres } from '../store/postgres/managed-postgres.ts'

/** The checkout: where `archetypes/` and the built pages are. */
export const HOME = fileURLToPath(new URL('../../../../', import.meta.url))

/** Started in processes of its own, see `lab/service/lab-processes.ts`. */
export const LAB_PROGRAM = new URL('./lab/lab-process.ts', import.meta.url)

export async function configuration(env: NodeJS.ProcessEnv): Promise<Config> {
  return readConfig(env, await textOrNothing('.env'))
}

async function textOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

export function dataPath(config: Config, env: NodeJS.ProcessEnv): string {
  return config.dataDir ?? defaultDataPath(surroundings(env))
}

/** Whether the database is still to be made: then there is nothing in it. */
export function startsEmpty(config: Config, env: NodeJS.ProcessEnv): boolean {
  return config.databaseUrl === null && !existsSync(join(dataPath(config, env), 'cluster'))
}

export interface OpenedDatabase extends AsyncDisposable {
  readonly url: string
  /** Ours, under `dataDir`; false when DATABASE_URL names another. */
  readonly isManaged: boolean
  /** Rejects when a managed server dies by itself. */
  readonly died: Promise<never>
}

export class DatabaseDiedError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'database-died'
  constructor() {
    super('The managed PostgreSQL has ended by itself; its log in the data folder says why. Start again: nothing that was committed is lost.')
  }
}

export async function openDatabase(config: Config, env: NodeJS.ProcessEnv, log: Log): Promise<OpenedDatabase> {
  const { promise: died, reject } = Promise.withResolvers<never>()
  died.catch(() => {})
  if (config.databaseUrl !== null) return { url: config.databaseUrl, isManaged: false, died, [Symbol.asyncDispose]: async () => {} }
  const postgres = await startManagedPostgres({ dataDir: dataPath(config, env), log })
  let stopping = false
  void postgres.exited.then(() => {
    if (!stopping) reject(new DatabaseDiedError())
  })
  const stop = (): Promise<void> => {
    stopping = true
    return postgres.stop()
  }
  return { url: postgres.url, isManaged: true, died, [Symbol.asyncDispose]: stop }
}

export async function secretKey(config: Config, env: NodeJS.ProcessEnv): Promise<Buffer> {
  if (config.secretKey !== null) return Buffer.from(config.secretKey)
  const data = await DataDirectory.open(dataPath(config, env))
  return data.secretKey()
}

/** The owner's agents of leads, beside the data. */
export async function ownAgents(config: Config, env: NodeJS.ProcessEnv): Promise<OwnAgents> {
  return loadAgents(join(dataPath(config, env), 'agents'))
}

/** The owner's rules brains, beside the data. */
export async function rules(config: Config, env: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, Rules>> {
  return loadRules(join(dataPath(config, env), 'brains'))
}

/** The shipped packs, and the instance's own beside its data. */
export async function packs(config: Config, env: NodeJS.ProcessEnv): Promise<LoadedPack[]> {
  const shipped = await findPackFolders(join(HOME, 'archetypes'))
  const own = await findPackFolders(join(dataPath(config, env), 'archetypes'))
  return loadPacks([...shipped, ...own], { shownFrom: HOME })
}

/** The database of an instance that runs: the one DATABASE_URL names, or the managed one of this machine. */
export async function runningDatabase(config: Config, env: NodeJS.ProcessEnv): Promise<string> {
  return config.databaseUrl ?? runningPostgresUrl(dataPath(config, env))
}
