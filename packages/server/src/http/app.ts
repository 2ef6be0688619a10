/** What handlers are registered on, and what they find on a request. Words only; `server.ts` fills them. */
import type { Role } from '@troupe/contract'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Actor } from '../people/actor.ts'
import type { Credential } from '../people/authentication.ts'

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>

/**
 * `public`: anybody. `session`: anybody signed in. A role: it or a higher one, in the workspace acted in. `member`: somebody who has
 * joined the world in question; its handler asks the members' door (`members/member-door.ts`).
 */
export type Access = 'public' | 'member' | 'session' | Role

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route under /api must say; the server refuses to start otherwise. */
    access?: Access
    /** Open to a creator's own login as well: the handler narrows all it reads and changes by `creatorScope`. Closed unless said. */
    creatorMay?: boolean
    /** Of one caller on this route, instead of the usual pace; `null` for no limit. */
    requestsPerMinute?: number | null
  }
  interface FastifyRequest {
    /** Who asks. Reading it on a public route is a bug, and throws. */
    readonly actor: Actor
    signedIn: Actor | null
    credential: Credential | null
    /** For long answers: whether whoever began this one would still be let in (not signed out, not demoted). */
    stillAllowed(): Promise<boolean>
  }
}
