import { packPreviewOrderSchema, packPreviewSchema } from '@troupe/contract'
import { previewPack } from '../../persona/pack/preview-pack.ts'
import type { App } from '../app.ts'
import { PACK_BYTES_MOST } from './write.ts'

/** Some while one types; each takes some milliseconds. */
const PREVIEWS_PER_MINUTE = 240

/** `POST /api/archetypes/preview`: what a pack as written would make, or what is wrong with it and where. Stores nothing. */
export function previewArchetypes(app: App): void {
  app.route({
    method: 'POST',
    url: '/api/archetypes/preview',
    config: { access: 'viewer', requestsPerMinute: PREVIEWS_PER_MINUTE },
    bodyLimit: PACK_BYTES_MOST,
    schema: { tags: ['archetypes'], summary: 'Preview a pack', body: packPreviewOrderSchema, response: { 200: packPreviewSchema } },
    handler: (request) => previewPack(request.body),
  })
}
