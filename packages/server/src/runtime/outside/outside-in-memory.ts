/** All that acting at one outside place takes, without a database: for simulations, benches and tests. */
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { OutsidePlatform } from '../../platform/outside-platform.ts'
import { AccountsInMemory } from './accounts.ts'
import type { OpenSites } from './adapters.ts'
import { Errands } from './errands.ts'
import { OutsideActsInMemory } from './outside-acts-in-memory.ts'
import { Provisioning } from './provisioning.ts'
import { Reconciliation } from './reconciliation.ts'

export interface OutsideInMemoryParts {
  /** The adapter to be used from now on; asked for each time, as after a crash it is another one. */
  readonly platform: () => OutsidePlatform
  readonly clock: Clock
  readonly log: Log
  /** Errands at once. */
  readonly sideBySide?: number
}

export interface OutsideInMemory {
  readonly accounts: AccountsInMemory
  /** `acts.keep` goes to the ledger. */
  readonly acts: OutsideActsInMemory
  readonly provisioning: Provisioning
  readonly errands: Errands
  readonly reconciliation: Reconciliation
}

export function outsideInMemory({ platform, clock, log, ...rest }: OutsideInMemoryParts): OutsideInMemory {
  const sites: OpenSites = { open: async (_siteId: Id) => ({ kind: 'open', platform: platform() }) }
  const accounts = new AccountsInMemory()
  const acts = new OutsideActsInMemory()
  const provisioning = new Provisioning({ sites, accounts, clock })
  return {
    accounts, acts, provisioning,
    errands: new Errands({ sites, accounts, acts, provisioning, clock, log, ...rest }),
    reconciliation: new Reconciliation({ sites, accounts, acts, clock, log, place: () => ({ owned: true }), killed: () => null }),
  }
}
