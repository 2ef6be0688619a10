/** The room put together, for whoever assembles an instance, a command or a test. */
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { systemLookUp, type LookUp } from '../base/look-up.ts'
import type { Random } from '../base/random.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { Database, Within } from '../store/database.ts'
import { SiteChecking } from './site-checking.ts'
import { INSIDE_FETCH, OUTSIDE_FETCH, SiteProofs } from './site-proofs.ts'
import { SiteRechecks } from './site-rechecks.ts'
import { Sites } from './sites.ts'

export interface SiteServicesOptions {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly log: Log
  readonly audit: AuditLog
  /** 32 bytes; seals credentials. */
  readonly secretKey: Uint8Array
  /** See `runtime/agents/site-agents.ts`. */
  readonly stopAgents: (within: Within, siteId: Id, reason: string) => Promise<number>
  readonly retireAgents: (within: Within, siteId: Id) => Promise<number>
  /** After each commit that changed a site: other processes are to look. */
  readonly onChanged: () => void
  /** The system's resolver and the guarded fetches unless given. */
  readonly lookUp?: LookUp
  readonly fetchOutside?: typeof fetch
  readonly fetchInside?: typeof fetch
}

export interface SiteServices extends AsyncDisposable {
  readonly sites: Sites
  readonly checking: SiteChecking
  readonly proofs: SiteProofs
  readonly rechecks: SiteRechecks
}

/** Nothing runs yet: `proofs.start()` where agents act, `rechecks.start()` where sites are checked daily. */
export function createSiteServices(options: SiteServicesOptions): SiteServices {
  const { db, clock, ids, log, audit, secretKey, retireAgents } = options
  const proofs = new SiteProofs({ db, clock, log })
  const onChanged = (): void => {
    proofs.poke()
    options.onChanged()
  }
  const checking = new SiteChecking({
    ...options, onChanged, lookUp: options.lookUp ?? systemLookUp, fetchOutside: options.fetchOutside ?? OUTSIDE_FETCH, fetchInside: options.fetchInside ?? INSIDE_FETCH,
  })
  const rechecks = new SiteRechecks({ checking, log })
  const dispose = async (): Promise<void> => {
    proofs[Symbol.dispose]()
    await rechecks[Symbol.asyncDispose]()
  }
  return { sites: new Sites({ db, clock, ids, audit, secretKey, checking, retireAgents, onChanged }), checking, proofs, rechecks, [Symbol.asyncDispose]: dispose }
}
