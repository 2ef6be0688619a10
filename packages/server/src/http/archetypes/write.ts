import { newPackSchema, packChangeSchema, packDetailSchema, packIdParamsSchema, packRemovalSchema } from '@troupe/contract'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { InvalidError } from '../../base/errors.ts'
import { unbundled } from '../../persona/pack/pack-bundle.ts'
import type { PackLibrary } from '../../persona/pack/pack-library.ts'
import { PACK_CHARACTERS_MOST } from '../../persona/pack/parse-pack.ts'
import type { App } from '../app.ts'

/** A pack of the most characters allowed, each of up to three bytes, and what JSON puts between. */
export const PACK_BYTES_MOST = 3 * PACK_CHARACTERS_MOST + 1024 * 1024

/** `POST /api/archetypes`, `PUT` and `DELETE /api/archetypes/{id}`, `POST /api/archetypes/import`. */
export function writeArchetypes(app: App, { library }: { library: PackLibrary }): void {
  app.route({
    method: 'POST',
    url: '/api/archetypes',
    config: { access: 'operator' },
    bodyLimit: PACK_BYTES_MOST,
    schema: {
      tags: ['archetypes'], summary: 'Make a pack of one\'s own', body: newPackSchema, response: { 201: packDetailSchema },
      description: 'From YAML, or as a copy of another pack. What is wrong with the YAML is told by file, line, column and field.',
    },
    handler: async (request, reply) => {
      const { body, actor } = request
      return reply.code(201).send('files' in body ? await library.create(actor, body.files) : await library.duplicate(actor, body.duplicateOf, body))
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/archetypes/:id',
    config: { access: 'operator' },
    bodyLimit: PACK_BYTES_MOST,
    schema: {
      tags: ['archetypes'], summary: 'Write a new version of a pack', params: packIdParamsSchema, body: packChangeSchema, response: { 200: packDetailSchema },
      description: 'Personas that were made from it stay as they are. A conflict where somebody else has saved since `version`.',
    },
    handler: (request) => library.change(request.actor, request.params.id, request.body.version, request.body.files),
  })
  app.route({
    method: 'DELETE',
    url: '/api/archetypes/:id',
    config: { access: 'operator' },
    schema: { tags: ['archetypes'], summary: 'Delete a pack of one\'s own', params: packIdParamsSchema, response: { 200: packRemovalSchema } },
    handler: (request) => library.remove(request.actor, request.params.id),
  })
  void app.register(async (scope) => {
    // Here alone: everywhere else a body that isn't JSON is refused by its type.
    scope.addContentTypeParser(['application/yaml', 'text/yaml', 'text/plain'], { parseAs: 'string', bodyLimit: PACK_BYTES_MOST }, (_request, body, done) => done(null, body))
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/api/archetypes/import',
      config: { access: 'operator' },
      bodyLimit: PACK_BYTES_MOST,
      schema: { tags: ['archetypes'], summary: 'Take a pack from a YAML file', consumes: ['application/yaml'], body: z.unknown(), response: { 201: packDetailSchema } },
      handler: async (request, reply) => {
        if (typeof request.body !== 'string' || request.body.trim() === '') throw new InvalidError('The file is empty.', [{ path: '', message: 'send the YAML as the body' }], 'pack-unreadable')
        return reply.code(201).send(await library.create(request.actor, unbundled(request.body)))
      },
    })
  })
}
