import { packDetailSchema, packIdParamsSchema, packVersionParamsSchema, packVersionSchema } from '@troupe/contract'
import { z } from 'zod'
import { bundled } from '../../persona/pack/pack-bundle.ts'
import type { PackLibrary } from '../../persona/pack/pack-library.ts'
import type { App } from '../app.ts'

/** `GET /api/archetypes/{id}`, `…/versions/{version}` and `…/export`. */
export function getArchetypes(app: App, { library }: { library: PackLibrary }): void {
  app.route({
    method: 'GET',
    url: '/api/archetypes/:id',
    config: { access: 'viewer' },
    schema: { tags: ['archetypes'], summary: 'One pack with its YAML', params: packIdParamsSchema, response: { 200: packDetailSchema } },
    handler: (request) => library.detail(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/archetypes/:id/versions/:version',
    config: { access: 'viewer' },
    schema: { tags: ['archetypes'], summary: 'An earlier version of a pack', params: packVersionParamsSchema, response: { 200: packVersionSchema } },
    handler: async (request) => {
      const { id, version } = request.params
      return { version, files: await library.version(request.actor.workspaceId, id, version) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/archetypes/:id/export',
    config: { access: 'viewer' },
    schema: { tags: ['archetypes'], summary: 'A pack as one YAML file', params: packIdParamsSchema, produces: ['application/yaml'], response: { 200: z.string() } },
    handler: async (request, reply) => {
      const { id, files } = await library.detail(request.actor.workspaceId, request.params.id)
      return reply.type('application/yaml').header('content-disposition', `attachment; filename="${id}.pack.yaml"`).send(bundled(files))
    },
  })
}
