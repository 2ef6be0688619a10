import { passwordChangeSchema } from '@troupe/contract'
import { z } from 'zod'
import type { SignIn } from '../../people/sign-in.ts'
import type { App } from '../app.ts'
import { person } from './person.ts'

/** `POST /api/auth/password`: a new password; every other session of the account ends. */
export function changePassword(app: App, { signIn }: { signIn: SignIn }): void {
  app.route({
    method: 'POST',
    url: '/api/auth/password',
    config: { access: 'session', creatorMay: true },
    schema: { tags: ['auth'], summary: 'Change my password', body: passwordChangeSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { current, next } = request.body
      await signIn.changePassword(person(request.actor), current, next, request.ip)
      return reply.code(204).send()
    },
  })
}
