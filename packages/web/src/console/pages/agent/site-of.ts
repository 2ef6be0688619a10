/**
 * Where an agent acts outside, and under which name. The server tells of it for agents of an outside site; of one on the
 * embedded network there is nothing to tell.
 */
import type { Agent } from '@troupe/contract'

export interface OutsideAgent {
  readonly site: { readonly id: string; readonly name: string; readonly origin: string }
  /** Null until the site has made an account for it. */
  readonly username: string | null
}

interface TellsOfSite {
  readonly site?: OutsideAgent['site'] | null
  readonly farUsername?: string | null
  readonly account?: { readonly username: string } | null
}

export function outsideOf(agent: Agent): OutsideAgent | null {
  const { site, farUsername, account } = agent as Agent & TellsOfSite
  return site === undefined || site === null ? null : { site, username: farUsername ?? account?.username ?? null }
}
