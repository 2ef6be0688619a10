import { idParamsSchema, personaChangeSchema, personaSchema } from '@troupe/contract'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'

/** `PATCH /api/personas/{id}`: what is named is changed, here and for its members in worlds. */
export function changePersona(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'PATCH',
    url: '/api/personas/:id',
    config: { access: 'operator' },
    schema: { tags: ['personas'], summary: 'Change a persona', params: idParamsSchema, body: personaChangeSchema, response: { 200: personaSchema } },
    handler: (request) => personas.change(request.actor, request.params.id, request.body),
  })
}
