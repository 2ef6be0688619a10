/** The site a swarm is for: found or added, its token kept, and proved before anything else is done (SPEC P1). */
import type { Site } from '@troupe/contract'
import { ConflictError, ExpectedError, InvalidError } from '../../base/errors.ts'
import { TooSoonError } from '../../site/site-checking.ts'
import type { SiteServices } from '../../site/site-services.ts'
import type { SiteDoer } from '../../site/sites.ts'
import type { SwarmPlace } from './wish.ts'

type Showcase = SwarmPlace & { readonly kind: 'showcase' }

export class SiteNotProvedError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'site-not-proved'
  constructor(site: Site) {
    const why = site.lastCheck === null ? '' : `\n${site.lastCheck.message}\n`
    super(`${site.origin} is not proved to be yours, so no agent goes there.\n${why}\n${howToProve(site.proof)}\nThen run the same command again.`)
  }
}

export function howToProve({ url, file }: Pick<Site['proof'], 'url' | 'file'>): string {
  return `Serve this at ${url}\n(several workspaces can stand in the list):\n\n${file}`
}

export interface FoundSite {
  readonly site: Site
  readonly added: boolean
}

/** Throws `SiteNotProvedError`, with what to do, where it is not the workspace's own or not known to be. */
export async function provedSite({ sites, checking }: Pick<SiteServices, 'sites' | 'checking'>, by: SiteDoer, wish: Showcase): Promise<FoundSite> {
  const known = await siteAt(sites, by, wish.address.origin)
  const site = known === null ? await added(sites, by, wish) : await kept(sites, by, known, wish)
  if (site.state === 'proved') return { site, added: known === null }
  // Of one that was just added nobody has been told yet what to serve.
  const looked = known === null ? site : await lookedAt({ sites, checking }, by, site)
  if (looked.state !== 'proved') throw new SiteNotProvedError(looked)
  return { site: looked, added: false }
}

export async function siteAt(sites: SiteServices['sites'], by: Pick<SiteDoer, 'workspaceId'>, origin: string): Promise<Site | null> {
  // As many as a workspace may have.
  const { items } = await sites.list(by.workspaceId, { limit: 100, beforeId: null })
  return items.find((site) => site.origin === origin) ?? null
}

function added(sites: SiteServices['sites'], by: SiteDoer, { address, token }: Showcase): Promise<Site> {
  if (token === null) throw tokenMissing(address.origin)
  return sites.create(by, { origin: address.origin, kind: 'showcase', name: new URL(address.origin).host.slice(0, 80), credentials: { secret: token } })
}

/** With the token it was given now, where that is another. */
async function kept(sites: SiteServices['sites'], by: SiteDoer, site: Site, { token }: Showcase): Promise<Site> {
  if (site.kind !== 'showcase') throw new ConflictError(`${site.origin} is here as a site that speaks ${site.kind}, not as a showcase.`, 'other-kind')
  if (token === null) {
    if (site.credentials === null) throw tokenMissing(site.origin)
    return site
  }
  const before = await sites.credentials(site.id)
  return before?.secret === token ? site : sites.change(by, site.id, { credentials: { secret: token } })
}

async function lookedAt({ sites, checking }: Pick<SiteServices, 'sites' | 'checking'>, by: SiteDoer, site: Site): Promise<Site> {
  try {
    await checking.checkNow(by, site.id)
  } catch (error) {
    // Somebody just looked: what was found then is in the answer.
    if (!(error instanceof TooSoonError)) throw error
  }
  return sites.get(by.workspaceId, site.id)
}

function tokenMissing(origin: string): InvalidError {
  return new InvalidError(`No service token of ${origin} is kept here yet: give it with --token or --token-from.`)
}
