import { memberLeavingSchema, memberPasswordSchema, memberProfileChangeSchema, memberSessionSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { worldQuerySchema } from '../public-parts.ts'
import { describeSession, type MemberParts } from './member-parts.ts'

/** `/api/members/me`: one's own profile, password and leaving. */
export function memberSelf(app: App, parts: MemberParts): void {
  const { members, acts, door, leave } = parts
  app.route({
    method: 'PATCH',
    url: '/api/members/me',
    config: { access: 'member' },
    schema: { tags: ['members'], summary: 'Change my profile', querystring: worldQuerySchema, body: memberProfileChangeSchema, response: { 200: memberSessionSchema } },
    handler: async (request) => {
      await acts.changeProfile(await door.member(request, request.query.world), request.body)
      return describeSession(parts, await door.look(request, request.query.world))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/members/me/password',
    config: { access: 'member' },
    schema: { tags: ['members'], summary: 'Change my password', description: 'Ends all other sessions.', querystring: worldQuerySchema, body: memberPasswordSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await members.changePassword(await door.member(request, request.query.world), request.body.current, request.body.next, request.ip)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/members/me',
    config: { access: 'member' },
    schema: {
      tags: ['members'], summary: 'Leave for good', querystring: worldQuerySchema, body: memberLeavingSchema, response: { 204: z.void() },
      description: 'Takes back everything the member said and did, and erases who they were. Cannot be undone.',
    },
    handler: async (request, reply) => {
      const member = await door.member(request, request.query.world)
      await members.proveSelf(member, request.body.password, request.ip, '/password')
      await leave(member)
      door.letOut(request, reply, member.worldId)
      return reply.code(204).send()
    },
  })
}
