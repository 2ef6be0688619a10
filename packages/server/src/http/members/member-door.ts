/**
 * Who a request to the public face is signed in as. A member's cookie is named after their world: one browser may be in
 * the feed and in the gallery at once. A cookie travels by itself, so that changes must carry the session's CSRF token and
 * come from a page of ours, as in the console.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Id } from '../../base/ids.ts'
import { NotAllowedError, NotSignedInError } from '../../people/refusals.ts'
import type { OpenedSession } from '../../people/sessions.ts'
import type { MemberHere } from '../../runtime/members/member-here.ts'
import type { Members } from '../../runtime/members/members.ts'
import { cookieAttributes } from '../auth/session-cookie.ts'
import { isOurs, refuseForgery, type OwnOrigins } from '../plugins/access.ts'

export interface SignedInMember {
  readonly member: MemberHere
  readonly token: string
}

export class MemberDoor {
  readonly #members: Members
  readonly #own: OwnOrigins

  constructor(members: Members, own: OwnOrigins) {
    this.#members = members
    this.#own = own
  }

  /** `world`: as the query names it. Null for a visitor. */
  async look(request: FastifyRequest, world: Id | undefined): Promise<SignedInMember | null> {
    const worldId = await this.#members.worldId(world ?? null)
    const token = tokenOf(request, worldId)
    const member = token === null ? null : await this.#members.byToken(worldId, token)
    return token === null || member === null ? null : { member, token }
  }

  /** For changes. Throws `NotSignedInError`, or `NotAllowedError` where another site may have sent it. */
  async member(request: FastifyRequest, world: Id | undefined): Promise<MemberHere> {
    const found = await this.look(request, world)
    if (found === null) throw new NotSignedInError('Join or sign in first: this is for members.', 'not-a-member')
    this.refuseForgery(request, found.token)
    return found.member
  }

  refuseForgery(request: FastifyRequest, token: string): void {
    refuseForgery(request, token, this.#own, 'GET /api/members/session')
  }

  /** Signing up and in need no session yet, but must come from a page of ours all the same. */
  refuseStrangers(request: FastifyRequest): void {
    if (!isOurs(request, this.#own)) throw new NotAllowedError('Another site sent this. Join or sign in on the pages of this one.', 'foreign-origin')
  }

  letIn(request: FastifyRequest, reply: FastifyReply, worldId: Id, session: OpenedSession): void {
    reply.setCookie(cookieName(worldId), session.token, { ...cookieAttributes(request, this.#own.publicUrl), expires: new Date(session.expiresAtMs) })
  }

  letOut(request: FastifyRequest, reply: FastifyReply, worldId: Id): void {
    reply.clearCookie(cookieName(worldId), cookieAttributes(request, this.#own.publicUrl))
  }
}

function cookieName(worldId: Id): string {
  return `troupe_member_${worldId}`
}

function tokenOf(request: FastifyRequest, worldId: Id): string | null {
  const { cookie } = request.headers
  const token = cookie === undefined ? undefined : request.server.parseCookie(cookie)[cookieName(worldId)]
  return token === undefined || token === '' ? null : token
}
