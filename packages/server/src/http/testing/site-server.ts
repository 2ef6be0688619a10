/** A test server with the routes of sites, a far side that stands in for a public host, and hands to let days pass. */
import type { Site } from '@troupe/contract'
import { sql } from 'kysely'
import { systemIds, type Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import { seeded } from '../../base/random.ts'
import { siteAgents } from '../../runtime/agents/site-agents.ts'
import { createSiteServices, type SiteServices } from '../../site/site-services.ts'
import { farSide, says, standingInFor } from '../../site/testing/far-side.ts'
import type { Database } from '../../store/database.ts'
import { platformRoutes } from '../platform-routes.ts'
import { firstOwner } from './caller.ts'
import { testServer } from './test-server.ts'

export const NAME = 'gallery.example'
export const DRAFT = { name: 'Our gallery', kind: 'showcase', origin: `https://${NAME}` }
const KEY = Buffer.alloc(32, 7)

export async function siteServer() {
  const side = await farSide()
  const outside = standingInFor(NAME, side)
  let services: SiteServices | undefined
  const server = await testServer({}, (app, { connection: { db }, clock, people }) => {
    const ids = systemIds(clock)
    services = createSiteServices({
      db, clock, ids, random: seeded('sites'), log: silentLog, audit: people.audit, secretKey: KEY, ...siteAgents({ clock, ids }), onChanged: () => {},
      ...outside, fetchInside: guardedFetch({ privateNetwork: true, publicNetwork: false }),
    })
    platformRoutes(app, services)
  })
  if (services === undefined) throw new Error('no services')
  const { checking, proofs, rechecks, sites } = services
  const owner = await firstOwner(server.app)
  const { db } = server.connection
  const workspaceId = (await owner.get('/api/workspaces')).json<{ items: { id: Id }[] }>().items[0]?.id ?? ''
  const grant = (granted: boolean) => db.updateTable('workspaces').set({ private_network: granted }).where('id', '=', workspaceId).execute()
  await grant(false)
  /** Its line in the file. */
  const lineOf = ({ proof: { workspace, token } }: Site) => ({ workspace, token })
  const add = async (draft: object = DRAFT) => (await owner.post('/api/platforms', draft)).json<Site>()
  /** Checked, with the file as it is to be. */
  const proved = async () => {
    const site = await add()
    side.answer = says(site.proof.file)
    return (await owner.post(`/api/platforms/${site.id}/check`)).json<Site>()
  }
  /** Time passes, and whatever check falls due is done. */
  const later = async (ms: number) => {
    server.clock.advanceBy(ms)
    await checking.checkDue()
    await proofs.read()
  }
  // Sessions end long before a day is over.
  const one = (id: Id) => services?.sites.get(workspaceId, id) as Promise<Site>
  const audited = async (action: string) => (await server.people.audit.list(workspaceId, { limit: 10, action })).entries
  const dispose = async () => {
    await services?.[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
    await side[Symbol.asyncDispose]()
  }
  return { ...server, side, outside, owner, db, workspaceId, grant, lineOf, add, proved, later, one, audited, sites, proofs, rechecks, [Symbol.asyncDispose]: dispose }
}

/** Agents that act on a site, in the states given. */
export async function agentsOn(db: Database, site: { id: Id }, workspaceId: Id, states: readonly string[]): Promise<void> {
  await sql`INSERT INTO projects (id, workspace_id, name, wake, created_at) VALUES (gen_random_uuid(), ${workspaceId}, 'Gallery', '{"kind":"rhythm"}', 0)`.execute(db)
  await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, state, state_since, site_id, wake_at, created_at)
    SELECT gen_random_uuid(), ${workspaceId}, (SELECT id FROM projects LIMIT 1), 'Ada', 'showcase', '{"kind":"habit"}', state, 0, ${site.id}, 5, 0 FROM unnest(${states}::text[]) AS state`.execute(db)
}
