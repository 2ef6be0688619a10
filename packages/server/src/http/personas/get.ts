import { idParamsSchema, personaSchema } from '@troupe/contract'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'

/** `GET /api/personas/{id}` */
export function getPersona(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'GET',
    url: '/api/personas/:id',
    config: { access: 'viewer' },
    schema: { tags: ['personas'], summary: 'One persona', params: idParamsSchema, response: { 200: personaSchema } },
    handler: (request) => personas.get(request.actor.workspaceId, request.params.id),
  })
}
