/** Sites as the API shows them. */
import type { Site } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import type { SitesTable } from '../store/site-schema.ts'
import { proofUrl } from './proof-url.ts'
import { proofFile } from './well-known-file.ts'

export type SiteRow = Selectable<SitesTable>

interface Counts {
  readonly agents: number
  readonly running: number
}

export function selectSites(db: Database, workspaceId: Id) {
  return db.selectFrom('sites').selectAll('sites').where('sites.workspace_id', '=', workspaceId)
    .select(sql<number>`(SELECT count(*)::int FROM agents a WHERE a.site_id = sites.id)`.as('agents'))
    .select(sql<number>`(SELECT count(*)::int FROM agents a WHERE a.site_id = sites.id AND a.state IN ('idle', 'busy', 'asleep'))`.as('running'))
}

const GOOD: ReadonlySet<string> = new Set(['proved', 'private-network'])

/** `credentials`: what may be told of them. */
export function siteOf(row: SiteRow & Counts, credentials: Site['credentials']): Site {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    origin: row.origin,
    state: row.state,
    stateSince: instantOf(row.state_since),
    basis: row.basis,
    proof: { url: proofUrl(row.origin), workspace: row.workspace_id, token: row.token, file: proofFile(row.workspace_id, row.token) },
    credentials,
    showsAutomatedFlag: row.shows_flag,
    agents: { total: row.agents, running: row.running },
    provedAt: row.proved_at === null ? null : instantOf(row.proved_at),
    checkedAt: row.checked_at === null ? null : instantOf(row.checked_at),
    nextCheckAt: row.next_check_at === null ? null : instantOf(row.next_check_at),
    fault: row.last_check === null || GOOD.has(row.last_check.outcome) ? null : row.last_check.message,
    lastCheck: row.last_check,
    createdAt: instantOf(row.created_at),
  }
}

function instantOf(atMs: number): string {
  return new Date(atMs).toISOString()
}
