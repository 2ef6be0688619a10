/**
 * What an agent signs in with. Nothing of it is stored: the password follows from the site's secret and the agent's id by
 * HMAC, so it is there again after a restore, on another worker, and for whoever holds the site's credentials; and it says
 * nothing of the secret or of other agents' passwords to anybody who gets to see it. When the owner changes the secret,
 * passwords change with it, and the admin's right to set one puts that straight (`sessions.ts`).
 *
 * The address for mail is how an account is found again, whatever handle the server gave it. `.invalid` never receives
 * mail (RFC 2606), so no server can send an agent's account to somebody.
 */
import { createHmac } from 'node:crypto'
import type { Id } from '../base/ids.ts'

export interface SiteSecret {
  /** The PDS's admin password, from the site's credentials. */
  readonly secret: string
  readonly origin: string
}

export function passwordOf(agentId: Id, { secret, origin }: SiteSecret): string {
  return createHmac('sha256', secret).update(`account of an agent\n${origin}\n${agentId}`).digest('base64url')
}

export function emailOf(agentId: Id): string {
  return `${agentId.toLowerCase().replace(/[^a-z0-9-]/g, '-')}@agents.invalid`
}
