import { idParamsSchema, personaRemovalSchema } from '@troupe/contract'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'

/** `DELETE /api/personas/{id}`: its agents go with it, and the answer says how many; its posts stay. */
export function removePersona(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'DELETE',
    url: '/api/personas/:id',
    config: { access: 'operator' },
    schema: { tags: ['personas'], summary: 'Delete a persona and its agents', params: idParamsSchema, response: { 200: personaRemovalSchema } },
    handler: (request) => personas.remove(request.actor, request.params.id),
  })
}
