/** The console's cookie: out of reach of scripts, not sent along by other sites' forms and images. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenedSession } from '../../people/sessions.ts'
import { SESSION_COOKIE } from '../plugins/access.ts'

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, session: OpenedSession, publicUrl: string | null): void {
  reply.setCookie(SESSION_COOKIE, session.token, { ...cookieAttributes(request, publicUrl), expires: new Date(session.expiresAtMs) })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, publicUrl: string | null): void {
  reply.clearCookie(SESSION_COOKIE, cookieAttributes(request, publicUrl))
}

/** Of a cookie that signs somebody in. */
export function cookieAttributes(request: FastifyRequest, publicUrl: string | null) {
  // An instance with an https address is still reached over plain HTTP by its own machine or network.
  const { protocol, hostname } = publicUrl === null ? { protocol: '', hostname: '' } : new URL(publicUrl)
  const secure = request.protocol === 'https' || (protocol === 'https:' && hostname === request.hostname)
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure }
}
