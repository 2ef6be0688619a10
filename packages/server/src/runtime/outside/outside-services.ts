/** The room put together for a process on a database. */
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { PlaceholderUrl } from '../../showcase/picture.ts'
import type { SiteProofs } from '../../site/site-proofs.ts'
import type { Sites } from '../../site/sites.ts'
import type { Database } from '../../store/database.ts'
import type { OutsideDoor } from '../agents/outside-door.ts'
import { PostgresAccounts } from './accounts.ts'
import { Adapters, type OutsideKinds } from './adapters.ts'
import { Enrolling } from './enrolling.ts'
import { Errands } from './errands.ts'
import { Leaving } from './leaving.ts'
import type { LostAct } from './outside-acts.ts'
import { OutsideKeeper } from './outside-keeper.ts'
import { pictureFilesOf } from './picture-files.ts'
import { PostgresLikes } from './postgres-likes.ts'
import { PostgresOutsideActs } from './postgres-outside-acts.ts'
import { Provisioning } from './provisioning.ts'
import { readSiteFrom } from './read-site.ts'
import { Reconciliation } from './reconciliation.ts'

/** A person who starts one agent sees in the answer what came of its account, unless the site takes longer. */
const WAITED_FOR_MS = 5_000

export interface OutsideServicesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly random: Random
  readonly audit: AuditLog
  readonly kinds: OutsideKinds
  readonly sites: Pick<Sites, 'credentials'>
  readonly proofs: Pick<SiteProofs, 'place' | 'fetchFor' | 'read'>
  /** Why an act's project stands still. */
  readonly killed: (act: Pick<LostAct, 'projectId'>) => string | null
  readonly placeholderUrl: PlaceholderUrl
  readonly imageStore: Pick<ImageStore, 'get'>
  /** After each commit: there is something new in the journal. */
  readonly onCommitted: () => void
}

export interface OutsideServices extends AsyncDisposable {
  readonly errands: Errands
  readonly accounts: PostgresAccounts
  readonly adapters: Adapters
  readonly enrolling: Enrolling
  /** Runs once started. */
  readonly keeper: OutsideKeeper
  readonly door: OutsideDoor
}

export function createOutsideServices(parts: OutsideServicesParts): OutsideServices {
  const { db, clock, ids, log, random, audit, kinds, sites, proofs, placeholderUrl, imageStore, killed, onCommitted } = parts
  const place = (siteId: Id, workspaceId: Id) => proofs.place(siteId, workspaceId)
  const adapters = new Adapters({
    kinds, clock, read: readSiteFrom({ db, credentials: (siteId) => sites.credentials(siteId) }),
    partsFor: ({ id, workspaceId }) => ({ fetch: proofs.fetchFor(id, workspaceId), clock, random, likes: new PostgresLikes(db, id), placeholderUrl, pictureOf: pictureFilesOf(db, imageStore, workspaceId) }),
  })
  const accounts = new PostgresAccounts(db, () => clock.now())
  const acts = new PostgresOutsideActs({ db, ids, onCommitted })
  const provisioning = new Provisioning({ sites: adapters, accounts, clock })
  const enrolling = new Enrolling({ db, clock, log, provisioning })
  const keeper = new OutsideKeeper({ log, passes: [new Reconciliation({ sites: adapters, accounts, acts, clock, log, place, killed }), new Leaving({ db, clock, audit, sites: adapters })] })
  return {
    accounts, adapters, enrolling, keeper,
    errands: new Errands({ sites: adapters, accounts, acts, provisioning, clock, log }),
    door: doorOf(proofs, enrolling),
    [Symbol.asyncDispose]: async () => {
      await keeper[Symbol.asyncDispose]()
      await enrolling[Symbol.asyncDispose]()
    },
  }
}

function doorOf(proofs: OutsideServicesParts['proofs'], enrolling: Enrolling): OutsideDoor {
  return {
    shut: async (siteId, workspaceId) => {
      if (proofs.place(siteId, workspaceId).owned) return null
      // It may have been proved a moment ago, in another process.
      await proofs.read()
      const here = proofs.place(siteId, workspaceId)
      return here.owned ? null : here.why
    },
    provision: (workspaceId, agentId) => Promise.race([
      enrolling.provisionAll(workspaceId, { agentIds: [agentId] }).then(() => {}, () => enrolling.provisionSoon(workspaceId, [agentId])),
      new Promise<void>((resolve) => setTimeout(resolve, WAITED_FOR_MS).unref()),
    ]),
    provisionSoon: (workspaceId, agentIds) => enrolling.provisionSoon(workspaceId, agentIds),
  }
}
