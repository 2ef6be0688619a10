/**
 * Which sites are proved, kept at hand in each process, so that the gate can judge without a query (SPEC P1). Read whole every
 * other second and whenever another process has news; a proof that has grown old, a grant that was withdrawn and a list of
 * networks that has grown count at once, whatever the table still says. What has not been read lately is not owned.
 */
import type { SiteBasis, SiteState } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { ExpectedError, unreachable } from '../base/errors.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Database } from '../store/database.ts'
import { canonicalHost } from './site-origin.ts'
import { isStale } from './standing.ts'
import { thirdPartyNetworkOf } from './third-party-networks.ts'
import { thirdPartyWords } from './third-party-network-error.ts'

const READ_EVERY_MS = 2_000
/** The database has not answered for so long: nobody acts outside on what it said before. */
const KNOWN_FOR_MS = 60_000

/** As the gate's facts have it. */
export type SitePlace = { readonly owned: true } | { readonly owned: false; readonly why: string }

export class SiteNotOwnedError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'site-not-owned'
}

interface Known {
  readonly id: Id
  readonly workspaceId: Id
  readonly name: string
  readonly origin: string
  readonly state: SiteState
  readonly basis: SiteBasis | null
  readonly provedMs: number | null
  readonly showsFlag: boolean
  readonly privateNetwork: boolean
}

export interface SiteProofsParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

export class SiteProofs implements Disposable {
  readonly #parts: SiteProofsParts
  #known = new Map<Id, Known>()
  #readMs = Number.NEGATIVE_INFINITY
  /** Counts reads, so that of two under way the later one's answer stays. */
  #asked = 0
  #answered = 0
  #timer: NodeJS.Timeout | null = null

  constructor(parts: SiteProofsParts) {
    this.#parts = parts
  }

  /** Reads, and goes on reading. */
  async start(): Promise<void> {
    this.#timer ??= setInterval(() => this.poke(), READ_EVERY_MS).unref()
    await this.read()
  }

  /** There is news; of use once started. */
  poke(): void {
    if (this.#timer === null) return
    this.read().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'the proofs of sites could not be read; they are looked at again'))
  }

  async read(): Promise<void> {
    const { db, clock } = this.#parts
    const askedMs = clock.now()
    const asked = ++this.#asked
    const { rows } = await sql<Known>`SELECT s.id, s.workspace_id AS "workspaceId", s.name, s.origin, s.state, s.basis, s.proved_at AS "provedMs", s.shows_flag AS "showsFlag",
      w.private_network AS "privateNetwork" FROM sites s JOIN workspaces w ON w.id = s.workspace_id`.execute(db)
    if (asked < this.#answered) return
    this.#answered = asked
    this.#known = new Map(rows.map((row) => [row.id, row]))
    this.#readMs = askedMs
  }

  /** Whether agents of the workspace may act on the site at this moment, and if not, why. */
  place(siteId: Id, workspaceId: Id): SitePlace {
    const nowMs = this.#parts.clock.now()
    if (nowMs - this.#readMs > KNOWN_FOR_MS) return no('which sites are proved could not be looked up for a minute')
    const site = this.#known.get(siteId)
    if (site === undefined) return no('this site is not one of the sites here')
    if (site.workspaceId !== workspaceId) return no('this site belongs to another workspace')
    const why = notOwned(site, nowMs)
    return why === null ? { owned: true } : no(`${site.name} (${site.origin}): ${why}`)
  }

  /** The far side declares that its pages show the flag of automated accounts. */
  showsAutomatedFlag(siteId: Id): boolean {
    return this.#known.get(siteId)?.showsFlag === true
  }

  /**
   * The way to a site, for the adapter that acts there: to its origin alone, only while it is owned, and only into the network that its
   * proof was given for. What is owned for being private is not followed when its name leads outside, nor the other way round.
   * A request that may not go rejects with `SiteNotOwnedError`, and leaves this machine not.
   */
  fetchFor(siteId: Id, workspaceId: Id): typeof fetch {
    return async (input, init) => {
      const place = this.place(siteId, workspaceId)
      if (!place.owned) throw new SiteNotOwnedError(place.why)
      const site = this.#known.get(siteId)
      const target = new URL(input instanceof Request ? input.url : input)
      if (site === undefined || target.origin !== site.origin) throw new SiteNotOwnedError(`${target.origin} is another place than ${site?.origin ?? 'the site'}`)
      return (site.basis === 'private-network' ? INSIDE_FETCH : OUTSIDE_FETCH)(input, init)
    }
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }
}

/** For what is owned by its file: public addresses alone. */
export const OUTSIDE_FETCH = guardedFetch({ privateNetwork: false })
/** For what is owned for lying within the private network: private addresses alone. */
export const INSIDE_FETCH = guardedFetch({ privateNetwork: true, publicNetwork: false })

function notOwned(site: Known, nowMs: number): string | null {
  const network = thirdPartyNetworkOf(canonicalHost(new URL(site.origin).hostname))
  if (network !== null) return thirdPartyWords(network)
  switch (site.state) {
    case 'unproven':
      return 'it has not been proved that this site is yours'
    case 'lost':
      return 'this site is no longer proved to be yours'
    case 'refused':
      return 'this site is refused'
    case 'proved':
      if (site.basis === 'private-network' && !site.privateNetwork) return 'this workspace is no longer granted its private network'
      return isStale(site, nowMs) ? 'its proof is older than 48 hours, and no check has succeeded since' : null
    default:
      return unreachable(site.state)
  }
}

function no(why: string): SitePlace {
  return { owned: false, why }
}
