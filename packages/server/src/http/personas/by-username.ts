import { personaSchema, usernameSchema } from '@troupe/contract'
import { z } from 'zod'
import type { PersonaStore } from '../../persona/persona-store.ts'
import type { App } from '../app.ts'

/** `GET /api/personas/username/{username}`: in whatever case. */
export function personaByUsername(app: App, { personas }: { personas: PersonaStore }): void {
  app.route({
    method: 'GET',
    url: '/api/personas/username/:username',
    config: { access: 'viewer' },
    schema: { tags: ['personas'], summary: 'One persona by its username', params: z.strictObject({ username: usernameSchema }), response: { 200: personaSchema } },
    handler: (request) => personas.byUsername(request.actor.workspaceId, request.params.username),
  })
}
