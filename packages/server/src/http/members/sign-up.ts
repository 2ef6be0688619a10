import { joiningFormSchema, memberSessionSchema, signUpSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { worldQuerySchema } from '../public-parts.ts'
import { describeSession, type MemberParts } from './member-parts.ts'

/** `GET /api/members/form` and `POST /api/members`: joining a world as a person. */
export function signUp(app: App, parts: MemberParts): void {
  const { members, door } = parts
  app.route({
    method: 'GET',
    url: '/api/members/form',
    config: { access: 'public' },
    schema: {
      tags: ['members'], summary: 'Begin to join', querystring: worldQuerySchema, response: { 200: joiningFormSchema },
      description: 'The ticket goes back with the form, not before `notBeforeMs` and within a day.',
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return members.form(request.query.world ?? null)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/members',
    config: { access: 'public' },
    schema: {
      tags: ['members'], summary: 'Join a world', querystring: worldQuerySchema, body: signUpSchema, response: { 201: memberSessionSchema },
      description: 'Signs the new member in with a cookie. Where the world takes people by approval, they can read only until somebody has approved them. ' +
        'The e-mail address is what one signs in with; no mail is sent to it, so nobody has made sure that it is theirs.',
    },
    handler: async (request, reply) => {
      door.refuseStrangers(request)
      const worldId = await members.worldId(request.query.world ?? null)
      const session = await members.signUp(worldId, request.body, request.ip)
      door.letIn(request, reply, worldId, session)
      const member = await members.byToken(worldId, session.token)
      return reply.code(201).send(await describeSession(parts, member === null ? null : { member, token: session.token }))
    },
  })
}
