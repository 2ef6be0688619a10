/**
 * A swarm from its wish to its summary. The order is what it keeps: an address of others' is refused as the options are read; a
 * site is proved before a persona is made; and whoever was started is paused again, whatever ends the run.
 */
import { join } from 'node:path'
import { assemble } from '../../assemble.ts'
import { SystemClock, type Clock } from '../../base/clock.ts'
import { isLoopback, type Config } from '../../base/config.ts'
import { InvalidError } from '../../base/errors.ts'
import { systemIds, type Id, type Ids } from '../../base/ids.ts'
import { createLog, type Log } from '../../base/log.ts'
import { systemLookUp, type LookUp } from '../../base/look-up.ts'
import { seeded } from '../../base/random.ts'
import { AuditLog } from '../../people/audit-log.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import { PackLibrary } from '../../persona/pack/pack-library.ts'
import { didYouMean } from '../../persona/suggestion.ts'
import { siteAgents } from '../../runtime/agents/site-agents.ts'
import { INSIDE_FETCH, OUTSIDE_FETCH } from '../../site/site-proofs.ts'
import { createSiteServices, type SiteServices } from '../../site/site-services.ts'
import { connect, type Connection, type Database } from '../../store/database.ts'
import { migrateToLatest } from '../../store/migrate.ts'
import { tellOnce } from '../../store/notifier.ts'
import { PostgresNotRunningError } from '../../store/postgres/managed-postgres.ts'
import { databaseTrouble } from '../../store/readiness.ts'
import type { Given } from '../command.ts'
import { keptAddress } from '../kept-address.ts'
import { stopSignal } from '../stop-signal.ts'
import { configuration, dataPath, HOME, LAB_PROGRAM, openDatabase, packs, rules, runningDatabase, secretKey, type OpenedDatabase } from '../surroundings.ts'
import type { Terminal } from '../terminal.ts'
import { moveIn } from './accounts.ts'
import { dryRun } from './dry-run.ts'
import { enrol } from './enrol.ts'
import { holdSwarm, type SwarmName } from './kept-swarm.ts'
import { live } from './live-run.ts'
import { select } from './selection.ts'
import { provedSite } from './site-step.ts'
import { wordsOf } from './summary.ts'
import { counted } from './table.ts'
import { readWish, type SwarmWish } from './wish.ts'
import { firstWorkspace, workspaceHere } from './workspace.ts'

export interface SwarmParts {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  /** Ends the run in good order. */
  readonly signal: AbortSignal
  /** The system's resolver and the guarded fetch unless given. */
  readonly lookUp?: LookUp
  readonly fetchOutside?: typeof fetch
}

export async function swarmHere(given: Given, terminal: Terminal, help: string): Promise<number> {
  const wish = readWish(given, process.env, help)
  await using stopping = stopSignal(terminal, 'Stopping… turns under way end, then all agents are paused. Ctrl-C again ends it at once.')
  // Awaited here: the listeners go when this returns.
  return await runSwarm(wish, { env: process.env, clock: new SystemClock(), signal: stopping.signal }, terminal)
}

export async function runSwarm(wish: SwarmWish, parts: SwarmParts, terminal: Terminal): Promise<number> {
  const { env, clock } = parts
  const config = await configuration(env)
  const log = createLog(quieter(config.logLevel))
  const ids = systemIds(clock)
  const shipped = await packs(config, env)
  if (wish.dryRun) return await planned(wish, { ...parts, config, log, ids, shipped }, terminal)
  const known = shipped.find(({ pack }) => pack.id === wish.pack)
  // Before a database is started for it.
  if (known !== undefined) select(known, wish)
  await using database = await databaseFor(config, env, log)
  await using connection = connect(database.url, { connections: 3 })
  const { db } = connection
  const workspace = await workspaceHere(db, wish.workspace) ?? await firstWorkspace(db, { clock, ids, privateNetwork: isLoopback(config.host) })
  const by = { kind: 'system' as const, id: null, name: 'troupe swarm', workspaceId: workspace.id }
  const audit = new AuditLog(db, clock, ids)
  const pack = await packNamed(db, { shipped, clock, ids, audit, workspaceId: workspace.id }, wish.pack)
  const selection = select(pack, wish)
  const key = await secretKey(config, env)
  const found = await siteFor(wish, { ...parts, db, log, ids, audit, secretKey: key }, by)
  if (found?.added === true) terminal.say(`${found.site.origin} is added as a site of ${workspace.name}. ${found.site.lastCheck?.message ?? ''}`)
  const name: SwarmName = { workspaceId: workspace.id, place: found?.site.id ?? 'gallery', pack: pack.pack.id, seed: wish.seed }
  await using _ = await holdSwarm(connection, name)
  await using instance = await assemble({
    config, log, clock, ids, databaseUrl: database.url, secretKey: key, dataDirectory: dataPath(config, env), packs: shipped, rules: await rules(config, env), labProgram: LAB_PROGRAM,
    webFolder: join(HOME, 'packages/web/dist'), development: false, fillsSample: false,
  })
  const where = found === null ? 'the gallery' : new URL(found.site.origin).host
  const enrolled = await enrol({ db, audit, services: instance.services }, { by, pack, selection, name, siteId: found?.site.id ?? null, projectName: `Swarm in ${where}`, isPublic: wish.place.kind === 'gallery' && wish.place.isPublic },
    (share) => terminal.progress('Making agents', share))
  const { made, members, projectId, worldId } = enrolled
  terminal.say(madeWords(made, members.length))
  const accounts = found === null ? null : await moveIn(instance.enrolling, { workspaceId: workspace.id, members, site: found.site, signal: parts.signal }, terminal)
  const { outcome, seconds } = await live({
    db, clock, by, random: seeded(ids.next()), services: instance.services, runner: instance.runner, alone: database.startedHere, died: database.died, signal: parts.signal,
    projectId, members, forMs: wish.forMs, everyMs: wish.everyMs, title: `Swarm in ${found?.site.origin ?? 'the gallery'} · pack ${pack.pack.id}, seed ${wish.seed}`, imagesComeWithPosts: found !== null,
  }, terminal)
  const summary = {
    platform: wish.place.kind, site: found?.site.origin ?? null, pack: pack.pack.id, seed: wish.seed, projectId, worldId, agents: members.length, made, accounts, seconds: Number(seconds.toFixed(1)), ...outcome,
  }
  if (wish.json) terminal.out(JSON.stringify(summary))
  else {
    for (const line of wordsOf(outcome, seconds)) terminal.out(line)
    const address = (config.publicUrl ?? await keptAddress(db) ?? `http://localhost:${config.port}`).replace(/\/$/, '')
    terminal.out(`${counted(members.length, 'agent')} paused. The same command goes on with them; the console shows them at ${address}/console/projects/${projectId}`)
    if (found !== null) terminal.out(`What they made: ${found.site.origin}`)
    else if (wish.place.kind === 'gallery' && wish.place.isPublic) terminal.out(`What they made: ${address}/w/${worldId}`)
  }
  return 0
}

type Shared = SwarmParts & { readonly config: Config; readonly log: Log; readonly ids: Ids; readonly shipped: readonly LoadedPack[] }

/** Reads what an instance that runs has; starts none. */
async function planned(wish: SwarmWish, shared: Shared, terminal: Terminal): Promise<number> {
  const { config, env, clock, ids, log, shipped, signal, lookUp = systemLookUp, fetchOutside = OUTSIDE_FETCH } = shared
  const looking = { clock, lookUp, fetchOutside, fetchInside: INSIDE_FETCH }
  await using connection = await runningConnection(config, env)
  const db = connection?.db ?? null
  const workspace = db === null ? null : await workspaceHere(db, wish.workspace)
  const pack = await packNamed(db, { shipped, clock, ids, audit: db === null ? null : new AuditLog(db, clock, ids), workspaceId: workspace?.id ?? null }, wish.pack)
  await using services = db === null ? null : siteServices({ ...shared, db, log, audit: new AuditLog(db, clock, ids), secretKey: await secretKey(config, env) })
  return await dryRun(wish, { config, pack, looking, signal, instance: db === null || services === null ? null : { db, workspace, sites: services.sites } }, terminal)
}

/** Null where no instance runs, or where its database waits for a migration that this must not make. */
async function runningConnection(config: Config, env: NodeJS.ProcessEnv): Promise<Connection | null> {
  const url = await runningDatabase(config, env).catch((error: unknown) => {
    if (error instanceof PostgresNotRunningError) return null
    throw error
  })
  if (url === null) return null
  const connection = connect(url, { connections: 2 })
  if (await databaseTrouble(connection.db) === null) return connection
  await connection[Symbol.asyncDispose]()
  return null
}

async function packNamed(db: Database | null, { shipped, clock, ids, audit, workspaceId }: { readonly shipped: readonly LoadedPack[]; readonly clock: Clock; readonly ids: Ids; readonly audit: AuditLog | null; readonly workspaceId: Id | null }, id: string): Promise<LoadedPack> {
  const found = shipped.find(({ pack }) => pack.id === id)
  if (found !== undefined) return found
  if (db === null || audit === null || workspaceId === null) {
    const known = shipped.map(({ pack }) => pack.id)
    throw new InvalidError(`--pack: there is no pack ${id} among the shipped ones${didYouMean(id, known)}; there is ${known.join(', ')}. A workspace's own can be looked up while an instance runs.`)
  }
  return new PackLibrary({ db, clock, ids, audit, shipped }).named(workspaceId, id)
}

interface SiteStep extends SwarmParts {
  readonly db: Database
  readonly log: Log
  readonly ids: Ids
  readonly audit: AuditLog
  readonly secretKey: Buffer
}

async function siteFor(wish: SwarmWish, parts: SiteStep, by: Parameters<typeof provedSite>[1]) {
  if (wish.place.kind === 'gallery') return null
  await using services = siteServices(parts)
  return await provedSite(services, by, wish.place)
}

function siteServices({ db, clock, ids, log, audit, secretKey: key, lookUp, fetchOutside }: SiteStep): SiteServices {
  return createSiteServices({
    db, clock, ids, log, audit, secretKey: key, random: seeded(ids.next()), ...siteAgents({ clock, ids }),
    // An instance that runs would look by itself within two seconds; its worker may wake the agents before that.
    onChanged: () => void tellOnce(db, 'sites').catch((error: unknown) => log.warn({ err: error }, 'the instance that runs was not told of the site; it looks by itself')),
    ...(lookUp === undefined ? {} : { lookUp }), ...(fetchOutside === undefined ? {} : { fetchOutside }),
  })
}

interface DatabaseHere extends Pick<OpenedDatabase, 'url' | 'died'>, AsyncDisposable {
  /** No other process can be using it. */
  readonly startedHere: boolean
}

/** Of the instance that runs; where none does, its database is started for as long as this takes. */
async function databaseFor(config: Config, env: NodeJS.ProcessEnv, log: Log): Promise<DatabaseHere> {
  const never = new Promise<never>(() => {})
  try {
    const url = await runningDatabase(config, env)
    if (config.databaseUrl !== null) await migrateToLatest(url)
    return { url, died: never, startedHere: false, [Symbol.asyncDispose]: async () => {} }
  } catch (error) {
    if (!(error instanceof PostgresNotRunningError)) throw error
    const database = await openDatabase(config, env, log)
    await migrateToLatest(database.url)
    return { url: database.url, died: database.died, startedHere: true, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
  }
}

/** What goes on is in the table; lines of the log in between would tear it apart. */
function quieter(level: Config['logLevel']): Config['logLevel'] {
  return level === 'info' || level === 'warn' ? 'error' : level
}

function madeWords({ personas, agents }: { readonly personas: number; readonly agents: number }, members: number): string {
  const found = members - agents
  if (agents === 0) return `All ${counted(members, 'agent')} are here from before; nothing was made.`
  return `${counted(agents, 'agent')} made${personas < agents ? ` (${counted(personas, 'persona')} new)` : ''}${found > 0 ? `, ${found} here from before` : ''}.`
}
