import { registerSchema, tokenSchema } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import type { Registration } from '../../people/registration.ts'
import type { SignIn } from '../../people/sign-in.ts'
import type { App } from '../app.ts'
import { bearer } from './bearer.ts'

/** `POST /api/auth/register`: the first owner with the setup or bootstrap token, everybody else with an invitation. */
export function registerUser(app: App, { registration, signIn }: { registration: Registration; signIn: SignIn }): void {
  app.route({
    method: 'POST',
    url: '/api/auth/register',
    config: { access: 'public' },
    schema: {
      tags: ['auth'],
      summary: 'Become a user',
      description: 'The first owner shows `bootstrapToken` (from the setup link or TROUPE_BOOTSTRAP_TOKEN), everybody after shows `inviteToken`.',
      body: registerSchema,
      response: { 201: tokenSchema },
    },
    handler: async (request, reply) => {
      const { bootstrapToken, inviteToken, workspace, ...newcomer } = request.body
      if ((bootstrapToken === undefined) === (inviteToken === undefined)) {
        throw new InvalidError('Registering takes either a bootstrapToken or an inviteToken.', [
          { path: '/bootstrapToken', message: 'give it to become the first owner' },
          { path: '/inviteToken', message: 'give it when you were invited' },
        ])
      }
      if (workspace !== undefined && bootstrapToken === undefined) {
        throw new InvalidError('Who is invited joins a workspace that has a name.', [{ path: '/workspace', message: 'leave it out' }])
      }
      const userId = bootstrapToken !== undefined
        ? await registration.first(newcomer, bootstrapToken, workspace ?? null, request.ip)
        : await registration.invited(newcomer, inviteToken ?? '', request.ip)
      const [session] = await signIn.open(userId, ['bearer'])
      return reply.code(201).send(bearer(session))
    },
  })
}
