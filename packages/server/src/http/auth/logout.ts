import { z } from 'zod'
import type { SignIn } from '../../people/sign-in.ts'
import type { App } from '../app.ts'
import { credentialOf, refuseForgery, type OwnOrigins } from '../plugins/access.ts'
import { clearSessionCookie } from './session-cookie.ts'

/** `POST /api/auth/logout`: ends the session that asks. Public, so that an expired one can be cleared as well. */
export function logout(app: App, { signIn, origins }: { signIn: SignIn; origins: OwnOrigins }): void {
  app.route({
    method: 'POST',
    url: '/api/auth/logout',
    config: { access: 'public' },
    schema: { tags: ['auth'], summary: 'Sign out', response: { 204: z.void() } },
    handler: async (request, reply) => {
      const credential = credentialOf(request)
      if (credential) {
        if (credential.carrier === 'cookie') refuseForgery(request, credential.token, origins)
        await signIn.out(credential.token)
      }
      clearSessionCookie(request, reply, origins.publicUrl)
      return reply.code(204).send()
    },
  })
}
