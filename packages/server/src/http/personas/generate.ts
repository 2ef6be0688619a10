import { generatedPersonasSchema, personaOrderSchema } from '@troupe/contract'
import type { PersonaBatches } from '../../persona/persona-batches.ts'
import type { App } from '../app.ts'

/** `POST /api/personas/generate`: asked again with the same seed, it finds what it made and makes the rest. */
export function generate(app: App, { personaBatches }: { personaBatches: PersonaBatches }): void {
  app.route({
    method: 'POST',
    url: '/api/personas/generate',
    config: { access: 'operator' },
    schema: { tags: ['personas'], summary: 'Generate personas from a pack', body: personaOrderSchema, response: { 200: generatedPersonasSchema } },
    handler: (request) => personaBatches.generate(request.actor, request.body),
  })
}
