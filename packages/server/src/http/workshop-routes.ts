/** The routes of the persona workshop: packs of archetypes, and enrichment. */
import type { EnrichmentRuns } from '../persona/enrichment/enrichment-runs.ts'
import type { Enrichments } from '../persona/enrichment/enrichments.ts'
import type { PackLibrary } from '../persona/pack/pack-library.ts'
import type { App } from './app.ts'
import { getArchetypes } from './archetypes/get.ts'
import { listArchetypes } from './archetypes/list.ts'
import { previewArchetypes } from './archetypes/preview.ts'
import { writeArchetypes } from './archetypes/write.ts'
import { enrichMany } from './enrichments/of-many.ts'
import { enrichPersona } from './enrichments/of-persona.ts'

export interface WorkshopRoutesParts {
  readonly library: PackLibrary
  readonly enrichments: Enrichments
  readonly enrichmentRuns: EnrichmentRuns
}

export function workshopRoutes(app: App, parts: WorkshopRoutesParts): void {
  for (const route of [listArchetypes, getArchetypes, writeArchetypes]) route(app, parts)
  previewArchetypes(app)
  enrichPersona(app, parts)
  enrichMany(app, parts)
}
