/** A site with what signs in there, for its adapter; or why it can't be opened. */
import type { SiteCredentials } from '@troupe/contract'
import { ExpectedError, messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { SiteToOpen } from './adapters.ts'

export interface ReadSiteParts {
  readonly db: Database
  readonly credentials: (siteId: Id) => Promise<SiteCredentials | null>
}

export function readSiteFrom({ db, credentials: credentialsOf }: ReadSiteParts) {
  return async (siteId: Id): Promise<SiteToOpen | { readonly reason: string }> => {
    const row = await db.selectFrom('sites').innerJoin('workspaces', 'workspaces.id', 'sites.workspace_id')
      .select(['sites.id', 'sites.workspace_id', 'sites.kind', 'sites.name', 'sites.origin', 'sites.shows_flag', 'workspaces.name as operator']).where('sites.id', '=', siteId).executeTakeFirst()
    if (row === undefined) return { reason: 'the site is not one of the sites here any more' }
    const credentials = await opened(siteId, credentialsOf)
    if (credentials === null) return { reason: `nothing signs in at ${row.name} (${row.origin}): give the site its credentials` }
    if (typeof credentials === 'string') return { reason: credentials }
    return { id: row.id, workspaceId: row.workspace_id, kind: row.kind, name: row.name, origin: row.origin, credentials, showsFlag: row.shows_flag, operator: row.operator }
  }
}

async function opened(siteId: Id, credentialsOf: ReadSiteParts['credentials']): Promise<SiteCredentials | null | string> {
  try {
    return await credentialsOf(siteId)
  } catch (error) {
    if (error instanceof ExpectedError) return messageOf(error)
    throw error
  }
}
