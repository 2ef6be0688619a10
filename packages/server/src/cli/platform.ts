/** `troupe platform`: the outside sites of a workspace, added, proved and deleted from a terminal. */
import { siteDraftSchema, siteKindSchema, type Site } from '@troupe/contract'
import { SystemClock } from '../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../base/errors.ts'
import { isId, systemIds, type Id } from '../base/ids.ts'
import { createLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { AuditLog } from '../people/audit-log.ts'
import { siteAgents } from '../runtime/agents/site-agents.ts'
import { createSiteServices, type SiteServices } from '../site/site-services.ts'
import type { SiteDoer } from '../site/sites.ts'
import { connect, type Database } from '../store/database.ts'
import { usageOf, type Command, type Given } from './command.ts'
import { configuration, runningDatabase, secretKey } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

export const platform: Command = {
  name: 'platform',
  summary: 'add a site of your own, prove it, see its state',
  help: `Usage: troupe platform add ORIGIN --kind ${siteKindSchema.options.join('|')} [--name NAME] [--secret-from VARIABLE] [--identifier NAME]
       troupe platform list
       troupe platform check SITE
       troupe platform remove SITE [--agents N]

  ORIGIN          its address, such as https://gallery.example; social networks of others are refused
  SITE            its id or its address
  --name          what it is called; its host unless set
  --secret-from   the environment variable that holds the service token, access token or password
  --identifier    who signs in with it, where the site asks for that
  --agents        how many agents you know to go with it; asked for where there are some
  --workspace     the first workspace unless set
  --json          print the outcome as JSON

Agents act on a site once it is proved: add says what file the site is to serve and where, check looks for it.
check exits with 1 when the site is not proved.`,
  options: {
    kind: { type: 'string' }, name: { type: 'string' }, 'secret-from': { type: 'string' }, identifier: { type: 'string' }, agents: { type: 'string' }, workspace: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: true,
  run: async (given, terminal) => {
    const [order = '', subject, ...more] = given.positionals
    const act = ORDERS.get(order)
    if (act === undefined || more.length > 0) throw new InvalidError(`Say what to do: add, list, check or remove.\n\n${usageOf(platform.help)}`)
    const config = await configuration(process.env)
    const clock = new SystemClock()
    const ids = systemIds(clock)
    await using connection = connect(await runningDatabase(config, process.env), { connections: 2 })
    const { db } = connection
    await using services = createSiteServices({
      db, clock, ids, random: seeded(ids.next()), log: createLog(config.logLevel), audit: new AuditLog(db, clock, ids), secretKey: await secretKey(config, process.env), ...siteAgents({ clock, ids }),
      // The instance that runs looks by itself within two seconds.
      onChanged: () => {},
    })
    const by: SiteDoer = { kind: 'system', id: null, name: `troupe platform ${order}`, workspaceId: await workspaceNamed(db, text(given, 'workspace')) }
    // Awaited here: what it uses is let go when this returns.
    return await act({ services, by, given, terminal, subject, json: given.values['json'] === true })
  },
}

interface Order {
  readonly services: SiteServices
  readonly by: SiteDoer
  readonly given: Given
  readonly terminal: Terminal
  readonly subject: string | undefined
  readonly json: boolean
}

const ORDERS: ReadonlyMap<string, (order: Order) => Promise<number>> = new Map([
  ['add', async ({ services, by, given, terminal, subject, json }: Order) => {
    const site = await services.sites.create(by, draftOf(given, subject))
    if (json) terminal.out(JSON.stringify(site))
    else if (site.state === 'proved') terminal.out(`${line(site)}\n${site.lastCheck?.message ?? ''}`)
    else terminal.out(`${line(site)}\n\nServe this at ${site.proof.url}\n(several workspaces can stand in the list):\n\n${site.proof.file}\nThen: troupe platform check ${site.origin}`)
    return 0
  }],
  ['list', async ({ services, by, terminal, json }: Order) => {
    const { items } = await services.sites.list(by.workspaceId, { limit: 100, beforeId: null })
    if (json) terminal.out(JSON.stringify({ items }))
    else terminal.out(items.length === 0 ? 'No sites yet. troupe platform add adds one.' : items.map(line).join('\n'))
    return 0
  }],
  ['check', async ({ services, by, terminal, subject, json }: Order) => {
    const { id } = await named(services, by, subject)
    await services.checking.checkNow(by, id)
    const site = await services.sites.get(by.workspaceId, id)
    if (json) terminal.out(JSON.stringify(site))
    else terminal.out(`${line(site)}\n${site.lastCheck?.fetched == null ? '' : `Asked for ${site.lastCheck.fetched}\n`}${site.lastCheck?.message ?? ''}`)
    return site.state === 'proved' ? 0 : 1
  }],
  ['remove', async ({ services, by, given, terminal, subject, json }: Order) => {
    const site = await named(services, by, subject)
    const expected = text(given, 'agents')
    if (expected !== undefined && !/^\d+$/.test(expected)) throw new InvalidError('--agents takes a whole number.')
    if (expected === undefined && site.agents.total > 0) {
      throw new ConflictError(`${site.agents.total} agents act on ${site.name} (${site.agents.running} at work) and would be deleted with it. Say so: --agents ${site.agents.total}`, 'agents-on-site')
    }
    const removed = await services.sites.remove(by, site.id, Number(expected ?? 0))
    if (json) terminal.out(JSON.stringify({ id: site.id, ...removed }))
    else terminal.out(`${site.name} is deleted${removed.agentsDeleted > 0 ? `, with ${removed.agentsDeleted} agents` : ''}.`)
    return 0
  }],
])

function draftOf(given: Given, origin: string | undefined) {
  const variable = text(given, 'secret-from')
  const secret = variable === undefined ? undefined : process.env[variable]
  if (variable !== undefined && (secret === undefined || secret === '')) throw new InvalidError(`The environment has no variable ${variable}.`)
  const identifier = text(given, 'identifier')
  const parsed = siteDraftSchema.safeParse({
    origin: origin ?? '', kind: text(given, 'kind'), name: text(given, 'name') ?? hostOf(origin ?? ''),
    ...(secret === undefined ? {} : { credentials: { secret, ...(identifier === undefined ? {} : { identifier }) } }),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const what = { origin: 'ORIGIN', kind: '--kind', name: '--name', credentials: '--secret-from' }[String(issue?.path[0])] ?? 'The site'
  throw new InvalidError(`${what}: ${issue?.path[0] === 'kind' ? `one of ${siteKindSchema.options.join(', ')}` : issue?.message}.\n\n${usageOf(platform.help)}`)
}

/** What an address that can't be read is called, does not matter: it is refused in its own words. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host.slice(0, 80) : origin.slice(0, 80)
}

async function named({ sites }: SiteServices, by: SiteDoer, subject: string | undefined): Promise<Site> {
  if (subject === undefined) throw new InvalidError(`Name a site by its id or its address.\n\n${usageOf(platform.help)}`)
  if (isId(subject)) return sites.get(by.workspaceId, subject)
  const { items } = await sites.list(by.workspaceId, { limit: 100, beforeId: null })
  const origin = URL.canParse(subject) ? new URL(subject).origin : subject
  const site = items.find((each) => each.origin === origin)
  if (site === undefined) throw new MissingError('site', subject)
  return site
}

function line({ state, kind, origin, name, id }: Site): string {
  return `${state.padEnd(8)}  ${kind.padEnd(8)}  ${origin}  ${name}  ${id}`
}

function text({ values }: Given, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

async function workspaceNamed(db: Database, name: string | undefined): Promise<Id> {
  let find = db.selectFrom('workspaces').select('id').orderBy('created_at').limit(1)
  if (name !== undefined) find = find.where('name', '=', name)
  const row = await find.executeTakeFirst()
  if (row === undefined) throw new MissingError('workspace', name)
  return row.id
}
