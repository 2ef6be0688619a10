import { idParamsSchema, rampUpDraftSchema, rampUpPreviewSchema, rampUpSchema, rampUpVerbParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { RampUps } from '../../runtime/ramp-ups/ramp-ups.ts'
import type { App } from '../app.ts'

/** `/api/ramp-ups`: plans that start a project's agents gently, day by day. */
export function rampUpRoutes(app: App, { rampUps }: { rampUps: RampUps }): void {
  const tags = ['ramp-ups']
  app.route({
    method: 'GET',
    url: '/api/ramp-ups',
    config: { access: 'viewer' },
    schema: { tags, summary: 'Ramp-up plans, newest first', response: { 200: z.object({ items: z.array(rampUpSchema) }) } },
    handler: async (request) => ({ items: await rampUps.list(request.actor.workspaceId) }),
  })
  app.route({
    method: 'GET',
    url: '/api/ramp-ups/:id',
    config: { access: 'viewer' },
    schema: { tags, summary: 'One plan: which day, how many run, what is next', params: idParamsSchema, response: { 200: rampUpSchema } },
    handler: (request) => rampUps.get(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/ramp-ups/preview',
    config: { access: 'viewer' },
    schema: { tags, summary: 'What a plan would bring, day by day', body: rampUpDraftSchema, response: { 200: rampUpPreviewSchema } },
    handler: (request) => rampUps.preview(request.actor.workspaceId, request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/ramp-ups',
    config: { access: 'operator' },
    schema: { tags, summary: 'Write a plan', body: rampUpDraftSchema, response: { 201: rampUpSchema }, description: 'A draft binds nobody until it is activated. One plan at a time stands for a project.' },
    handler: async (request, reply) => reply.code(201).send(await rampUps.create(request.actor, request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/ramp-ups/:id/:verb',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Activate, pause or deactivate a plan', params: rampUpVerbParamsSchema, response: { 200: rampUpSchema },
      description: 'A paused plan starts nobody, and its day stands still; its caps hold. A deactivated one is a draft again.',
    },
    handler: (request) => rampUps.tell(request.actor, request.params.id, request.params.verb),
  })
  app.route({
    method: 'DELETE',
    url: '/api/ramp-ups/:id',
    config: { access: 'operator' },
    schema: { tags, summary: 'Delete a plan', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await rampUps.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
