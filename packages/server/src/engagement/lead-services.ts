/** Sellers and leads, put together. */
import type { Clock } from '../base/clock.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { ModelPort } from '../llm/model-port.ts'
import { SuppressionList } from '../messaging/suppression/suppression-list.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { Database } from '../store/database.ts'
import { Consents } from './consumers/consents.ts'
import { Consumers } from './consumers/consumers.ts'
import { ConsumerMerging } from './consumers/merging/consumer-merging.ts'
import { ConsumerImport } from './consumers/import/consumer-import.ts'
import { Suppressions } from './consumers/suppressions.ts'
import { Creators } from './creators/creators.ts'
import { Products } from './creators/products.ts'
import type { Intake } from './events/intake.ts'
import { Onboarding } from './onboarding/onboarding.ts'
import { OnboardingRuns } from './onboarding/onboarding-runs.ts'
import { ConsumerExport } from './privacy/consumer-export.ts'
import { Erasure } from './privacy/erasure.ts'
import { PrivacyKeeper } from './privacy/privacy-keeper.ts'
import { Retentions } from './privacy/retention.ts'

export interface LeadServicesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly secretKey: Uint8Array
  readonly log: Log
  readonly intake: Intake
  readonly profileApiUrl: string | null
  readonly portFor: (workspaceId: Id) => ModelPort
  /** After a commit with events or actions in it. */
  readonly onChanged: () => void
  /** After a creator was deleted: its agents stand still, and its project is to be erased. */
  readonly onCreatorRemoved: () => void
  /** An onboarding has begun, gone on or ended. */
  readonly onOnboarding: () => void
}

export function createLeadServices(parts: LeadServicesParts) {
  const suppressionList = new SuppressionList(parts)
  const consumers = new Consumers({ ...parts, suppressions: suppressionList })
  const erasure = new Erasure({ ...parts, suppressions: suppressionList })
  const privacyKeeper = new PrivacyKeeper({ ...parts, erasure })
  const onRemoved = (): void => {
    parts.onCreatorRemoved()
    privacyKeeper.poke()
  }
  const creators = new Creators({ ...parts, onRemoved })
  return {
    creators,
    products: new Products(parts),
    onboarding: new Onboarding({ ...parts, creators, onBegun: parts.onOnboarding }),
    onboardingRuns: new OnboardingRuns({ ...parts, fetchIt: guardedFetch({ privateNetwork: true }), onProgress: parts.onOnboarding }),
    consumers,
    consumerMerging: new ConsumerMerging({ ...parts, suppressions: suppressionList, consumers }),
    consents: new Consents({ ...parts, consumers }),
    consumerImport: new ConsumerImport({ ...parts, suppressions: suppressionList }),
    erasure,
    privacyKeeper,
    consumerExport: new ConsumerExport(parts),
    retentions: new Retentions({ ...parts, onSet: () => privacyKeeper.poke() }),
    suppressionList,
    suppressions: new Suppressions({ ...parts, suppressions: suppressionList }),
  }
}
