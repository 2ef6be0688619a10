/** The site that somebody wants an agent to act on: there, the workspace's own and of the kind that was named; null for an agent of the embedded network. */
import { siteKindSchema, type AgentPlatform, type SiteKind } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Database, Within } from '../../store/database.ts'

export interface WhereToAct {
  readonly platform?: AgentPlatform | undefined
  readonly siteId?: Id | undefined
}

export async function siteOf(within: Database | Within, workspaceId: Id, { platform, siteId }: WhereToAct): Promise<{ readonly id: Id; readonly kind: SiteKind } | null> {
  const isOutside = siteKindSchema.options.some((kind) => kind === platform)
  if (siteId === undefined) {
    if (isOutside) throw new InvalidError(`An agent on ${platform} acts on a site of yours.`, [{ path: '/siteId', message: `name the ${platform} site; add it under Platforms first` }], 'site-needed')
    return null
  }
  if (platform !== undefined && !isOutside) throw new InvalidError(`The ${platform} is here, not on a site.`, [{ path: '/siteId', message: `leave it out for an agent of the ${platform}` }])
  // Kept from being deleted until the caller's transaction ends.
  const site = await within.selectFrom('sites').select(['id', 'kind', 'name']).where('id', '=', siteId).where('workspace_id', '=', workspaceId).forKeyShare().executeTakeFirst()
  if (site === undefined) throw new InvalidError(`There is no site ${siteId}.`, [{ path: '/siteId', message: 'name a site of this workspace' }], 'site-missing')
  if (platform !== undefined && platform !== site.kind) {
    throw new InvalidError(`"${site.name}" is a ${site.kind} site.`, [{ path: '/siteId', message: `name a ${platform} site` }, { path: '/platform', message: `say ${site.kind}, or leave it out` }])
  }
  return { id: site.id, kind: site.kind }
}
