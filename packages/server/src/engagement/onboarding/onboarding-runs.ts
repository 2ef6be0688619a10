/**
 * Works on onboarding jobs in the background, one at a time in a process. A lease keeps two processes from the same job; a job
 * whose process died is taken up again when it runs out, from the start, since nothing is saved before the end.
 */
import { sql } from 'kysely'
import { Chore } from '../../base/chore.ts'
import { messageOf } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { JobRow } from '../creators/creator-rows.ts'
import { runOnboarding, type OnboardingRunParts } from './onboarding-run.ts'

/** In case a process was cut off, or a job waits for its next try. */
const LOOK_EVERY_MS = 5_000
/** Longer than a fetch and two slow replies of a model. */
const LEASE_MS = 240_000
/** Before the second, third and fourth try. */
const WAITS_MS = [5_000, 30_000, 120_000] as const
const TRIES_MOST = WAITS_MS.length + 1

export class OnboardingRuns extends Chore {
  readonly #parts: OnboardingRunParts & { readonly log: Log }

  constructor(parts: OnboardingRunParts & { readonly log: Log }) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'an onboarding was cut off; it is gone on with later' })
    this.#parts = parts
  }

  protected override async pass(): Promise<boolean> {
    for (let job = await this.#claim(); job !== null; job = await this.#claim()) await this.#workOn(job)
    return false
  }

  async #claim(): Promise<JobRow | null> {
    if (this.stopping.aborted) return null
    const nowMs = this.#parts.clock.now()
    const { rows } = await sql<JobRow>`UPDATE onboarding_jobs SET lease_until = ${nowMs + LEASE_MS}, tries = tries + 1 WHERE id = (
      SELECT id FROM onboarding_jobs WHERE ended_at IS NULL AND (lease_until IS NULL OR lease_until <= ${nowMs}) ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`.execute(this.#parts.db)
    return rows[0] ?? null
  }

  async #workOn(job: JobRow): Promise<void> {
    const { log, onProgress } = this.#parts
    // Whoever took it before died of it, as often as it may be tried.
    if (job.tries > TRIES_MOST) return this.#fail(job, 'It was begun several times and never came to an end.')
    try {
      const end = await runOnboarding(this.#parts, job, this.stopping)
      if (end.kind === 'failed') await (end.again ? this.#later(job, end.why) : this.#fail(job, end.why))
    } catch (error) {
      if (this.stopping.aborted) return this.#giveBack(job)
      log.warn({ err: error, job: job.id }, 'an onboarding failed')
      await this.#later(job, `Something went wrong: ${messageOf(error)}`)
    }
    onProgress()
  }

  async #later(job: JobRow, why: string): Promise<void> {
    const waitMs = WAITS_MS[job.tries - 1]
    if (waitMs === undefined) return this.#fail(job, why)
    await this.#set(job, { step: 'queued', message: `${why} Trying again in ${waitMs / 1000} s (try ${job.tries + 1} of ${TRIES_MOST}).`, lease_until: this.#parts.clock.now() + waitMs })
  }

  async #fail(job: JobRow, why: string): Promise<void> {
    await this.#set(job, { step: 'failed', message: why, lease_until: null, ended_at: this.#parts.clock.now() })
    this.#parts.onProgress()
  }

  /** Another process, or the next start, takes it at once. */
  async #giveBack(job: JobRow): Promise<void> {
    await this.#set(job, { step: 'queued', message: 'Waiting to go on', lease_until: null, tries: job.tries - 1 })
  }

  async #set({ id, tries }: JobRow, to: { step: JobRow['step']; message: string; lease_until: number | null; ended_at?: number; tries?: number }): Promise<void> {
    await this.#parts.db.updateTable('onboarding_jobs').set(to).where('id', '=', id).where('tries', '=', tries).where('ended_at', 'is', null).execute()
  }
}
