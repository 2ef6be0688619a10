/** One try at one job: fetch, write, check, save. Told as it goes; throws only what nobody foresaw. */
import type { OnboardingLogEntry, OnboardingJob } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import type { ModelPort } from '../../llm/model-port.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import type { JobRow } from '../creators/creator-rows.ts'
import { unsupportedClaims } from './claims.ts'
import { fetchProfile, type FetchOutcome } from './fetch-profile.ts'
import { sourceText } from './profile-request.ts'
import { sampleProfile, sampleUsernames } from './sample-profiles.ts'
import { saveProfile } from './save-profile.ts'
import { readSourceProfile, type ReadProfile } from './source-profile.ts'
import { writeProfile, type Tried } from './write-profile.ts'

export interface OnboardingRunParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly profileApiUrl: string | null
  /** The operator named the address, so it may lie within. */
  readonly fetchIt: typeof fetch
  readonly portFor: (workspaceId: Id) => ModelPort
  /** After each word of how far it is. */
  readonly onProgress: () => void
}

export type RunEnd = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string; readonly again: boolean }

/** What is shown of an answer; a profile has a few thousand characters. */
const RAW_LONGEST = 20_000

export async function runOnboarding(parts: OnboardingRunParts, job: JobRow, signal: AbortSignal): Promise<RunEnd> {
  const { db, clock, ids, audit } = parts
  const creator = await db.selectFrom('creators').select('username').where('id', '=', job.creator_id).where('erasing_at', 'is', null).executeTakeFirst()
  if (creator === undefined) return { kind: 'failed', why: 'The creator was deleted.', again: false }
  const { username } = creator

  await tell(parts, job, 'fetching', 0.1, `Reading the profile of ${username}`)
  const beganMs = clock.now()
  const fetched = await answerFor(parts, username, signal)
  const read = fetched.kind === 'fetched' ? readSourceProfile(fetched.json, username) : null
  await log(parts, job, { step: 'fetch', attempt: job.tries, ms: clock.now() - beganMs, raw: fetched.raw, ...fetchWords(fetched, read), generator: null, costMicros: null })
  if (fetched.kind === 'failed') return { kind: 'failed', why: fetched.why, again: fetched.again }
  if (read === null) return { kind: 'failed', why: 'What the profile API answered is no profile: an object with `user` and `services` is expected.', again: false }
  const { profile: source } = read

  await tell(parts, job, 'writing', 0.35, `Writing the sales profile of ${source.name}`)
  const writing = await writeProfile(source, parts.portFor(job.workspace_id), signal, (tried: Tried) => log(parts, job, { step: 'model', ...tried }))

  await tell(parts, job, 'checking', 0.85, 'Holding its claims against the profile')
  const flags = unsupportedClaims(writing.profile, sourceText(source))
  const found = { source, json: fetched.json, profile: writing.profile, flags, generator: writing.generator }
  const changed = await db.transaction().execute(async (within) => {
    const fields = await saveProfile(within, { ids, nowMs: clock.now(), audit }, job.creator_id, job.kind, found)
    if (fields === null) return null
    const message = `${job.kind === 'sync' ? fields.length === 0 ? 'Nothing has changed' : `${fields.length} of the profile's fields changed` : 'The sales profile is written'}${flags.length === 0 ? '' : `; ${flags.length} ${flags.length === 1 ? 'claim' : 'claims'} to look at`}`
    await within.updateTable('onboarding_jobs').set({ step: 'done', progress: 1, message, changed: fields, lease_until: null, ended_at: clock.now() }).where('id', '=', job.id).execute()
    return fields
  })
  if (changed === null) return { kind: 'failed', why: 'The creator was deleted.', again: false }
  await log(parts, job, { step: 'check', attempt: 1, outcome: 'ok', ms: 0, raw: flags.length === 0 ? null : JSON.stringify(flags, null, 2), error: flags.length === 0 ? null : `${flags.length} claims are not borne out by the profile`, generator: null, costMicros: null })
  return { kind: 'done' }
}

async function answerFor({ profileApiUrl, fetchIt }: OnboardingRunParts, username: string, signal: AbortSignal): Promise<FetchOutcome> {
  if (profileApiUrl !== null) return fetchProfile(username, { fetchIt, baseUrl: profileApiUrl, signal })
  const raw = await sampleProfile(username)
  if (raw !== null) return { kind: 'fetched', json: JSON.parse(raw), raw }
  const names = await sampleUsernames()
  return {
    kind: 'failed', again: false, raw: null,
    why: `No profile API is set up. Set PROFILE_API_URL to its address and start again (\`npm run profiles\` starts the example server), or onboard one of the creators that ship: ${names.join(', ')}.`,
  }
}

function fetchWords(fetched: FetchOutcome, read: ReadProfile | null): Pick<OnboardingLogEntry, 'outcome' | 'error'> {
  if (fetched.kind === 'failed') return { outcome: 'failed', error: fetched.why }
  if (read === null) return { outcome: 'failed', error: 'It is no profile.' }
  return read.notes.length === 0 ? { outcome: 'ok', error: null } : { outcome: 'repaired', error: read.notes.join(' ') }
}

async function tell({ db, onProgress }: OnboardingRunParts, job: JobRow, step: OnboardingJob['step'], progress: number, message: string): Promise<void> {
  await db.updateTable('onboarding_jobs').set({ step, progress, message }).where('id', '=', job.id).where('ended_at', 'is', null).execute()
  onProgress()
}

async function log({ db, ids, clock, onProgress }: OnboardingRunParts, job: JobRow, { step, attempt, outcome, ms, raw, error, generator, costMicros }: Omit<OnboardingLogEntry, 'id' | 'jobId' | 'at'>): Promise<void> {
  await db.insertInto('onboarding_log').values({
    id: ids.next(), job_id: job.id, creator_id: job.creator_id, at: clock.now(), step, attempt, outcome, ms, raw: raw === null ? null : storable(raw.slice(0, RAW_LONGEST)), error: error === null ? null : storable(error), generator, cost_micros: costMicros,
  }).execute()
  onProgress()
}
