import { memberSessionSchema, memberSignInSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { worldQuerySchema } from '../public-parts.ts'
import { describeSession, type MemberParts } from './member-parts.ts'

/** `/api/members/session`: who is signed in to a world; signing in and out. */
export function memberSession(app: App, parts: MemberParts): void {
  const { members, door } = parts
  app.route({
    method: 'GET',
    url: '/api/members/session',
    config: { access: 'public' },
    schema: {
      tags: ['members'], summary: 'Who is signed in here', querystring: worldQuerySchema, response: { 200: memberSessionSchema },
      description: 'For a visitor everything is null. `csrfToken` goes into the header `X-CSRF-Token` of whatever the member changes.',
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return describeSession(parts, await door.look(request, request.query.world))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/members/session',
    config: { access: 'public' },
    schema: { tags: ['members'], summary: 'Sign in as a member', querystring: worldQuerySchema, body: memberSignInSchema, response: { 200: memberSessionSchema } },
    handler: async (request, reply) => {
      door.refuseStrangers(request)
      const worldId = await members.worldId(request.query.world ?? null)
      const session = await members.signIn(worldId, request.body.email, request.body.password, request.ip)
      door.letIn(request, reply, worldId, session)
      const member = await members.byToken(worldId, session.token)
      return describeSession(parts, member === null ? null : { member, token: session.token })
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/members/session',
    config: { access: 'public' },
    schema: { tags: ['members'], summary: 'Sign out', querystring: worldQuerySchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const found = await door.look(request, request.query.world)
      if (found !== null) {
        door.refuseForgery(request, found.token)
        await members.signOut(found.token)
      }
      door.letOut(request, reply, await members.worldId(request.query.world ?? null))
      return reply.code(204).send()
    },
  })
}
