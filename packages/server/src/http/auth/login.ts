import { loginSchema, tokenSchema } from '@troupe/contract'
import type { SignIn } from '../../people/sign-in.ts'
import type { App } from '../app.ts'
import { bearer } from './bearer.ts'
import { setSessionCookie } from './session-cookie.ts'

/** `POST /api/auth/login`: a bearer token for programs; with `cookie`, the console's session beside it. */
export function login(app: App, { signIn, publicUrl }: { signIn: SignIn; publicUrl: string | null }): void {
  app.route({
    method: 'POST',
    url: '/api/auth/login',
    config: { access: 'public' },
    schema: { tags: ['auth'], summary: 'Sign in', body: loginSchema, response: { 200: tokenSchema } },
    handler: async (request, reply) => {
      const { email, password, cookie } = request.body
      const [forPrograms, forConsole] = await signIn.withPassword(email, password, cookie ? ['bearer', 'cookie'] : ['bearer'], request.ip)
      if (forConsole) setSessionCookie(request, reply, forConsole, publicUrl)
      return bearer(forPrograms)
    },
  })
}
