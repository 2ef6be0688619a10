/** `troupe personas generate`: personas from a pack, into a workspace of this instance. */
import { SystemClock } from '../base/clock.ts'
import { InvalidError, MissingError } from '../base/errors.ts'
import { systemIds } from '../base/ids.ts'
import { AuditLog } from '../people/audit-log.ts'
import { PackLibrary } from '../persona/pack/pack-library.ts'
import { PersonaBatches } from '../persona/persona-batches.ts'
import { connect, type Database } from '../store/database.ts'
import type { Command, Given } from './command.ts'
import { configuration, packs, runningDatabase } from './surroundings.ts'

export const personas: Command = {
  name: 'personas',
  summary: 'generate personas from a pack',
  help: `Usage: troupe personas generate --pack NAME --count N [--seed TEXT] [--archetype NAME] [--workspace NAME] [--json]

  --pack        a pack of archetypes/, such as agora, or of the workspace's own
  --count       how many
  --seed        same pack, seed and count, same personas; none is made twice (standard: troupe)
  --archetype   only this archetype's
  --workspace   where they go; the first workspace unless set
  --json        print the outcome as JSON`,
  options: {
    pack: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' }, archetype: { type: 'string' }, workspace: { type: 'string' }, json: { type: 'boolean' },
  },
  positionals: true,
  run: async (given, terminal) => {
    if (given.positionals[0] !== 'generate') throw new InvalidError(`Say what to do with personas.\n\n${personas.help}`)
    const config = await configuration(process.env)
    const clock = new SystemClock()
    const ids = systemIds(clock)
    await using connection = connect(await runningDatabase(config, process.env), { connections: 2 })
    const { db } = connection
    const audit = new AuditLog(db, clock, ids)
    const batches = new PersonaBatches({ db, clock, ids, audit, packs: new PackLibrary({ db, clock, ids, audit, shipped: await packs(config, process.env) }) })
    const workspaceId = await workspaceNamed(db, text(given, 'workspace'))
    const count = Number(text(given, 'count'))
    if (!Number.isInteger(count) || count < 1) throw new InvalidError('--count takes a whole number from 1.')
    const archetype = text(given, 'archetype')
    const pack = text(given, 'pack')
    if (pack === undefined) throw new InvalidError(`--pack is missing.\n\n${personas.help}`)
    const by = { kind: 'system' as const, id: null, name: 'troupe personas generate', workspaceId }
    const made = await batches.generate(by, { pack, count, seed: text(given, 'seed') ?? 'troupe', ...(archetype === undefined ? {} : { archetype }) })
    if (given.values['json'] === true) terminal.out(JSON.stringify(made))
    else terminal.out(`${made.created} made, ${made.existing} there already.`)
    return 0
  },
}

function text({ values }: Given, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

async function workspaceNamed(db: Database, name: string | undefined): Promise<string> {
  let find = db.selectFrom('workspaces').select('id').orderBy('created_at').limit(1)
  if (name !== undefined) find = find.where('name', '=', name)
  const row = await find.executeTakeFirst()
  if (row === undefined) throw new MissingError('workspace', name)
  return row.id
}
