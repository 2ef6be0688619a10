/** The routes of outside sites: added, proved, checked, deleted. */
import type { SiteChecking } from '../site/site-checking.ts'
import type { Sites } from '../site/sites.ts'
import type { Enrolling } from '../runtime/outside/enrolling.ts'
import type { App } from './app.ts'
import { changeSite } from './platforms/change.ts'
import { checkSite } from './platforms/check.ts'
import { createSite } from './platforms/create.ts'
import { getSite } from './platforms/get.ts'
import { listSites } from './platforms/list.ts'
import { provisionSite } from './platforms/provision.ts'
import { removeSite } from './platforms/remove.ts'

export interface PlatformRoutesParts {
  readonly sites: Sites
  readonly checking: SiteChecking
  /** Left out where nobody acts outside. */
  readonly enrolling?: Enrolling
}

export function platformRoutes(app: App, parts: PlatformRoutesParts): void {
  for (const route of [listSites, createSite, getSite, changeSite, checkSite, removeSite]) route(app, parts)
  if (parts.enrolling !== undefined) provisionSite(app, { sites: parts.sites, enrolling: parts.enrolling })
}
