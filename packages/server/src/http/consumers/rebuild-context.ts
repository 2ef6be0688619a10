import { idParamsSchema, rebuiltContextSchema } from '@troupe/contract'
import type { ContextRebuilds } from '../../engagement/context/context-rebuilds.ts'
import type { App } from '../app.ts'

/** `POST /api/consumers/{id}/rebuild-context`: from the events alone. */
export function rebuildContext(app: App, { rebuilds }: { readonly rebuilds: ContextRebuilds }): void {
  app.route({
    method: 'POST',
    url: '/api/consumers/:id/rebuild-context',
    config: { access: 'operator', creatorMay: true },
    schema: {
      tags: ['consumers'], summary: 'Make what is known of a lead anew from the events', params: idParamsSchema, response: { 200: rebuiltContextSchema },
      description: 'Comes out as it was: contexts follow from events. For when the rules of stages have changed, or somebody doubts it.',
    },
    handler: ({ actor, params }) => rebuilds.one(actor, params.id),
  })
}
