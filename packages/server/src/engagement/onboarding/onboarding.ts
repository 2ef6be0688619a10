/** Onboardings and syncs as people begin and watch them. `OnboardingRuns` does the work. */
import type { Creator, OnboardingJob, OnboardingLogEntry, onboardingDraftSchema } from '@troupe/contract'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import { jobShown } from '../creators/creator-rows.ts'
import type { Creators } from '../creators/creators.ts'
import { makeCreator } from '../creators/make-creator.ts'
import { sampleProfile } from './sample-profiles.ts'

export interface OnboardingParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly creators: Pick<Creators, 'get'>
  /** Null: only creators that ship can be onboarded. */
  readonly profileApiUrl: string | null
  /** After the commit: there is a job to do. */
  readonly onBegun: () => void
}

interface Begun {
  readonly creatorId: Id
  readonly job: OnboardingJob
}

export class Onboarding {
  readonly #parts: OnboardingParts

  constructor(parts: OnboardingParts) {
    this.#parts = parts
  }

  /** A creator who is there already and has no profile is gone on with. */
  async begin(by: Actor, { username, name, email }: z.output<typeof onboardingDraftSchema>): Promise<Begun> {
    const { db, clock, ids, audit, profileApiUrl, onBegun } = this.#parts
    const { workspaceId } = by
    const sample = profileApiUrl === null && await sampleProfile(username) !== null
    const begun = await db.transaction().execute(async (within) => {
      const made = await makeCreator(within, ids, clock.now(), { workspaceId, username, name: name ?? username, email: email ?? null, timezone: 'UTC', locale: 'en', currency: 'USD', sample })
      const creator = await within.selectFrom('creators').select(['id', 'profile']).where('workspace_id', '=', workspaceId).where('username', '=', username).forUpdate().executeTakeFirstOrThrow()
      if (creator.profile !== null) throw new ConflictError(`The creator "${username}" has been onboarded. POST /api/onboarding/sync reads the profile again.`, 'creator-exists')
      const job = await this.#insert(within, workspaceId, creator.id, 'onboarding')
      await audit.record(within, { workspaceId, by, action: 'onboarding-begun', subject: { kind: 'creator', id: creator.id }, after: { username, made: made !== null } })
      return { creatorId: creator.id, job }
    })
    onBegun()
    return begun
  }

  async sync(by: Actor, creatorId: Id): Promise<Begun> {
    const { db, audit, onBegun } = this.#parts
    const { workspaceId } = by
    const job = await db.transaction().execute(async (within) => {
      const creator = await within.selectFrom('creators').select('profile').where('id', '=', creatorId).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).forUpdate().executeTakeFirst()
      if (creator === undefined) throw new MissingError('creator', creatorId)
      const begun = await this.#insert(within, workspaceId, creatorId, creator.profile === null ? 'onboarding' : 'sync')
      await audit.record(within, { workspaceId, by, action: 'sync-begun', subject: { kind: 'creator', id: creatorId } })
      return begun
    })
    onBegun()
    return { creatorId, job }
  }

  async job(by: Actor, id: Id): Promise<OnboardingJob> {
    const own = creatorScope(by)
    const row = await this.#parts.db.selectFrom('onboarding_jobs').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
    if (row === undefined || (own !== null && own !== row.creator_id)) throw new MissingError('onboarding job', id)
    return jobShown(row)
  }

  profile(by: Actor, creatorId: Id): Promise<Creator> {
    return this.#parts.creators.get(by, creatorId)
  }

  /** Newest first. */
  async log(by: Actor, creatorId: Id, { limit, beforeId }: IdPageQuery): Promise<IdPage<OnboardingLogEntry>> {
    await this.#parts.creators.get(by, creatorId)
    let select = this.#parts.db.selectFrom('onboarding_log').selectAll().where('creator_id', '=', creatorId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    const items = rows.slice(0, limit).map(({ id, job_id: jobId, at, step, attempt, outcome, ms, raw, error, generator, cost_micros: costMicros }): OnboardingLogEntry => ({ id, jobId, at: new Date(at).toISOString(), step, attempt, outcome, ms, raw, error, generator, costMicros }))
    return { items, more: rows.length > limit }
  }

  async #insert(within: Within, workspaceId: Id, creatorId: Id, kind: OnboardingJob['kind']): Promise<OnboardingJob> {
    const row = await within.insertInto('onboarding_jobs').values({
      id: this.#parts.ids.next(), workspace_id: workspaceId, creator_id: creatorId, kind, step: 'queued', progress: 0, message: 'Waiting to begin', changed: [], lease_until: null, created_at: this.#parts.clock.now(), ended_at: null,
    }).onConflict((clash) => clash.doNothing()).returningAll().executeTakeFirst()
    if (row === undefined) throw new ConflictError('The profile of this creator is being read already. Wait for that to end.', 'onboarding-under-way')
    return jobShown(row)
  }
}
