/** `troupe migrate`: brings the database to the newest schema. `up` does it by itself; this is for those who deploy by steps. */
import { createLog } from '../base/log.ts'
import { migrateToLatest } from '../store/migrate.ts'
import type { Command } from './command.ts'
import { configuration, openDatabase } from './surroundings.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database to the newest schema',
  help: `Usage: troupe migrate [--json]

  --json   print the names of the migrations applied as JSON`,
  options: { json: { type: 'boolean' } },
  run: async ({ values }, terminal) => {
    const config = await configuration(process.env)
    await using database = await openDatabase(config, process.env, createLog(config.logLevel))
    const applied = await migrateToLatest(database.url)
    terminal.out(values['json'] === true ? JSON.stringify({ applied }) : applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`)
    return 0
  },
}
