import { pageOf, personaQuerySchema, personaSchema } from '@troupe/contract'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/personas`: newest first. */
export function listPersonas(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'GET',
    url: '/api/personas',
    config: { access: 'viewer' },
    schema: { tags: ['personas'], summary: 'Personas', querystring: personaQuerySchema, response: { 200: pageOf(personaSchema) } },
    handler: async (request) => {
      const { query, archetype } = request.query
      return answerIdPage(await personas.list(request.actor.workspaceId, { ...idPageQuery(request.query), query, archetype }))
    },
  })
}
