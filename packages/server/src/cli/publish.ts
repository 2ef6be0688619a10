/** `troupe publish`: a simulated run onto the public site and into the console of this instance. */
import { SystemClock } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { InvalidError, MissingError } from '../base/errors.ts'
import { systemIds, type Id } from '../base/ids.ts'
import { createLog } from '../base/log.ts'
import { publishRun, type Published } from '../lab/publish/publish-run.ts'
import { notesOf, writeNotes } from '../lab/service/run-notes.ts'
import { openRunFolder } from '../lab/publish/run-folder.ts'
import { connect, type Database } from '../store/database.ts'
import { migrateToLatest } from '../store/migrate.ts'
import { PostgresNotRunningError } from '../store/postgres/managed-postgres.ts'
import type { Command, Given } from './command.ts'
import { configuration, openDatabase, runningDatabase } from './surroundings.ts'

export const publish: Command = {
  name: 'publish',
  summary: 'bring a simulated run to the public site and the console',
  help: `Usage: troupe publish RUN_FOLDER [--public] [--name NAME] [--workspace NAME] [--until-damage] [--json]

  RUN_FOLDER       what a simulation left: journal.troupe, people.jsonl, run.json
  --public         let everybody read its world; without it only the console shows the run
  --name           what it is called; as in run.json, or like its folder, unless set
  --workspace      where it goes; the first workspace unless set
  --until-damage   take a journal that was cut off or altered up to where it is whole
  --json           print the outcome as JSON

It becomes a project of its own that stands still. To take it away again, delete that project.`,
  options: { public: { type: 'boolean' }, name: { type: 'string' }, workspace: { type: 'string' }, 'until-damage': { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: true,
  run: async (given, terminal) => {
    const [folder, ...more] = given.positionals
    if (folder === undefined || more.length > 0) throw new InvalidError(`Name one run's folder.\n\n${publish.help}`)
    const run = await openRunFolder(folder)
    const config = await configuration(process.env)
    const clock = new SystemClock()
    await using database = await databaseFor(config)
    await using connection = connect(database.url, { connections: 2 })
    const stop = new AbortController()
    const onInterrupt = (): void => stop.abort(new InvalidError('Given up; nothing was published.'))
    process.once('SIGINT', onInterrupt)
    try {
      const startedMs = clock.now()
      const published = await publishRun({
        db: connection.db, clock, ids: systemIds(clock), journalPath: run.journalPath, people: run.people, workspaceId: await workspaceNamed(connection.db, text(given, 'workspace')),
        name: text(given, 'name') ?? run.name, public: given.values['public'] === true, by: { kind: 'system', id: null, name: 'troupe publish' }, signal: stop.signal,
        untilDamage: given.values['until-damage'] === true, onProgress: ({ share }) => terminal.progress('publishing', share),
      })
      await writeNotes(folder, { ...await notesOf(folder), published: { projectId: published.projectId, worldId: published.worldId } })
      const addresses = addressesOf(config, published, given.values['public'] === true)
      if (given.values['json'] === true) terminal.out(JSON.stringify({ ...published, ...addresses }))
      else {
        const seconds = (clock.now() - startedMs) / 1000
        terminal.out(`${published.posts} posts and ${published.comments} comments by ${published.members} agents, ${published.turns} turns, in ${seconds.toFixed(1)} s.`)
        if (published.damage !== null) terminal.say(published.damage)
        terminal.out(`  console      ${addresses.console}`)
        terminal.out(addresses.site === null ? '  public site  not shown; publish with --public, or open it in the console' : `  public site  ${addresses.site}`)
      }
      return 0
    } finally {
      process.off('SIGINT', onInterrupt)
    }
  },
}

/** Of the instance that runs; where none does, its managed database is started for as long as this takes. */
async function databaseFor(config: Config): Promise<AsyncDisposable & { readonly url: string }> {
  try {
    return { url: await runningDatabase(config, process.env), [Symbol.asyncDispose]: async () => {} }
  } catch (error) {
    if (!(error instanceof PostgresNotRunningError)) throw error
    const database = await openDatabase(config, process.env, createLog(config.logLevel))
    await migrateToLatest(database.url)
    return database
  }
}

function addressesOf({ publicUrl, port }: Config, { projectId, worldId }: Published, isPublic: boolean): { console: string; site: string | null } {
  const base = publicUrl?.replace(/\/$/, '') ?? `http://localhost:${port}`
  return { console: `${base}/console/projects/${projectId}`, site: isPublic ? `${base}/w/${worldId}` : null }
}

async function workspaceNamed(db: Database, name: string | undefined): Promise<Id> {
  let find = db.selectFrom('workspaces').select('id').orderBy('created_at').limit(1)
  if (name !== undefined) find = find.where('name', '=', name)
  const row = await find.executeTakeFirst()
  if (row !== undefined) return row.id
  if (name === undefined) throw new InvalidError('This instance has no workspace yet: start Troupe once, then publish.')
  throw new MissingError('workspace', name)
}

function text({ values }: Given, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
