import { personaDraftSchema, personaSchema } from '@troupe/contract'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'

/** `POST /api/personas`: one written by hand. */
export function createPersona(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'POST',
    url: '/api/personas',
    config: { access: 'operator' },
    schema: { tags: ['personas'], summary: 'Write a persona', body: personaDraftSchema, response: { 201: personaSchema } },
    handler: async (request, reply) => reply.code(201).send(await personas.create(request.actor, request.body)),
  })
}
