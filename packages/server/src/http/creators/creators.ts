import { creatorChangeSchema, creatorDraftSchema, creatorQuerySchema, creatorSchema, idParamsSchema, pageOf, profileChangeSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Creators } from '../../engagement/creators/creators.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/creators`: sellers, and the profile agents speak from. */
export function creatorRoutes(app: App, { creators }: { readonly creators: Creators }): void {
  const tags = ['creators']
  app.route({
    method: 'GET',
    url: '/api/creators',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Creators, newest first', querystring: creatorQuerySchema, response: { 200: pageOf(creatorSchema) } },
    handler: async ({ actor, query }) => answerIdPage(await creators.list(actor, { ...idPageQuery(query), query: query.query })),
  })
  app.route({
    method: 'POST',
    url: '/api/creators',
    config: { access: 'operator' },
    schema: { tags, summary: 'Add a creator by hand', body: creatorDraftSchema, response: { 201: creatorSchema }, description: 'It gets a project of its own. `POST /api/onboarding` makes one and writes its profile.' },
    handler: async (request, reply) => reply.code(201).send(await creators.create(request.actor, request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/creators/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One creator', params: idParamsSchema, response: { 200: creatorSchema } },
    handler: (request) => creators.get(request.actor, request.params.id),
  })
  app.route({
    method: 'PATCH',
    url: '/api/creators/:id',
    config: { access: 'operator' },
    schema: { tags, summary: 'Change a creator', params: idParamsSchema, body: creatorChangeSchema, response: { 200: creatorSchema } },
    handler: (request) => creators.change(request.actor, request.params.id, request.body),
  })
  app.route({
    method: 'PATCH',
    url: '/api/creators/:id/profile',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Edit the sales profile by hand', params: idParamsSchema, body: profileChangeSchema, response: { 200: creatorSchema },
      description: 'Fields in `set` stay as they are over the next sync, until they are named in `release`.',
    },
    handler: (request) => creators.editProfile(request.actor, request.params.id, request.body),
  })
  app.route({
    method: 'DELETE',
    url: '/api/creators/:id',
    config: { access: 'admin' },
    schema: {
      tags, summary: 'Delete a creator with its leads', params: idParamsSchema, querystring: z.strictObject({ force: z.enum(['true', 'false']).default('false') }), response: { 204: z.void() },
      description: 'Refused while agents run for it, unless `force=true` stops them. Its leads, their events and messages go; addresses on the suppression list stay.',
    },
    handler: async (request, reply) => {
      await creators.remove(request.actor, request.params.id, request.query.force === 'true')
      return reply.code(204).send()
    },
  })
}
