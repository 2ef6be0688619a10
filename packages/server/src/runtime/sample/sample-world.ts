/**
 * The sample (SPEC P5): a workspace, a project with a public world, and the agora pack's personas as agents in it. Made
 * once; the setting `sample` says how far it has come, so that a start that was cut off goes on where it must.
 */
import type { BrainConfig, Joining, Persona } from '@troupe/contract'
import { sql } from 'kysely'
import { must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { forgetImages } from '../../image/storage/image-files.ts'
import { profileOf } from '../../feed/profile-of.ts'
import type { ProfileRow } from '../../feed/rows.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import { generatePersonas, type GenerateRequest } from '../../persona/generation/generate-personas.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import { avatarPath, personaRow } from '../../persona/persona-row.ts'
import type { Database, Within } from '../../store/database.ts'
import { CHAIN_START } from '../../store/journal.ts'
import { CREATOR_SAMPLE, FEED_SAMPLE, SAMPLES, type SampleSpec } from './samples.ts'

export interface SampleAgent {
  readonly id: Id
  readonly persona: Persona
  readonly profile: ProfileRow
  readonly brain: BrainConfig
}

export interface Sample {
  readonly spec: SampleSpec
  readonly workspaceId: Id
  readonly projectId: Id
  readonly worldId: Id
  readonly agents: readonly SampleAgent[]
}

export interface SampleParts {
  readonly db: Database
  readonly ids: Ids
  readonly feed: FeedStore
  readonly pack: LoadedPack
  readonly spec?: SampleSpec
  /** The one it is to belong to; a new one where there is none. */
  readonly workspaceId?: Id
  readonly seed: string
  /** Loopback and private addresses count as the workspace's own. */
  readonly privateNetwork: boolean
  /** Whether people may join beside the personas. */
  readonly joining: Joining
}

export type SampleState =
  /** The one before it is there, or being filled. */
  | { readonly state: 'wanted'; readonly workspaceId: Id }
  | { readonly state: 'filling' | 'filled'; readonly worldId: Id; readonly projectId: Id; readonly workspaceId: Id }

/** `locked`: it stays so until the transaction ends. */
export async function sampleState(db: Database | Within, { name }: Pick<SampleSpec, 'name'> = FEED_SAMPLE, hold: 'free' | 'locked' = 'free'): Promise<SampleState | null> {
  const query = db.selectFrom('settings').select('value').where('name', '=', name)
  const row = await (hold === 'locked' ? query.forUpdate() : query).executeTakeFirst()
  return row === undefined ? null : row.value as SampleState
}

export async function setSampleState(db: Database | Within, { name }: Pick<SampleSpec, 'name'>, state: SampleState): Promise<void> {
  const value = JSON.stringify(state)
  await db.insertInto('settings').values({ name, value }).onConflict((clash) => clash.column('name').doUpdateSet({ value })).execute()
}

/** Makes the sample, its agents not yet started, as of `joinedMs`. */
export async function makeSample({ db, ids, feed, pack, spec = FEED_SAMPLE, workspaceId: given, seed, privateNetwork, joining }: SampleParts, joinedMs: number): Promise<Sample> {
  const workspaceId = given ?? ids.next()
  const projectId = ids.next()
  const worldId = ids.next()
  const { taken, made } = given === undefined ? NOBODY : await livingIn(db, given, pack.pack.id, seed)
  const { fresh } = await generatePersonas({ pack, count: spec.personas, seed, taken, made })
  const agents = fresh.map(({ origin, ...draft }, place): SampleAgent => {
    const id = ids.next()
    const at = new Date(joinedMs).toISOString()
    const persona: Persona = { ...draft, id, avatarUrl: avatarPath(id), origin, createdAt: at, updatedAt: at }
    return { id: ids.next(), persona, profile: profileOf(persona, ids.next(), worldId, joinedMs), brain: brainOf(spec, place) }
  })
  await db.transaction().execute(async (tx) => {
    if (given === undefined) await tx.insertInto('workspaces').values({ id: workspaceId, name: pack.pack.name, private_network: privateNetwork, created_at: joinedMs }).execute()
    await tx.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: pack.pack.name, wake: JSON.stringify({ kind: 'rhythm' }), created_at: joinedMs }).execute()
    await tx.insertInto('worlds').values({
      id: worldId, project_id: projectId, name: pack.pack.name, kind: 'live', place: spec.place, public: true, is_default: true, recommender: 'recent', joining, created_at: joinedMs,
    }).execute()
    await tx.insertInto('personas').values(fresh.map(({ origin, ...draft }, place) => personaRow(must(agents[place], 'an agent a persona').persona.id, workspaceId, draft, origin, joinedMs))).execute()
    await feed.addProfiles(agents.map((agent) => agent.profile), { sql: tx })
    await tx.insertInto('agents').values(agents.map(({ id, persona, profile, brain }) => ({
      id, workspace_id: workspaceId, project_id: projectId, name: persona.displayName, platform: spec.place, brain: JSON.stringify(brain),
      persona_id: persona.id, profile_id: profile.id, state: 'ready' as const, state_reason: null, state_since: joinedMs, until_at: null, wake_at: null,
      lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0,
      tally_day: '', tally_posts: 0, tally_comments: 0, chain: CHAIN_START, last_turn_at: null, created_at: joinedMs,
    }))).execute()
    await setSampleState(tx, spec, { state: 'filling', workspaceId, projectId, worldId })
    const next = SAMPLES[SAMPLES.indexOf(spec) + 1]
    if (next !== undefined) await setSampleState(tx, next, { state: 'wanted', workspaceId })
    if (spec === SAMPLES[0]) await setSampleState(tx, CREATOR_SAMPLE, { state: 'wanted', workspaceId })
  })
  return { spec, workspaceId, projectId, worldId, agents }
}

const NOBODY: Pick<GenerateRequest, 'taken' | 'made'> = { taken: () => false, made: () => false }

/** Whom a workspace has: the sample makes do without those of its own that are there already. */
async function livingIn(db: Database, workspaceId: Id, packId: string, sampleSeed: string): Promise<Pick<GenerateRequest, 'taken' | 'made'>> {
  const rows = await db.selectFrom('personas').select(['username', 'origin_pack', 'origin_seed', 'origin_index']).where('workspace_id', '=', workspaceId).execute()
  const usernames = new Set(rows.map(({ username }) => username.toLowerCase()))
  const indexes = new Set(rows.filter((row) => row.origin_pack === packId && row.origin_seed === sampleSeed).map((row) => row.origin_index))
  return { taken: (username) => usernames.has(username.toLowerCase()), made: (index) => indexes.has(index) }
}

/** In the feed two thirds choose by habit and ask a model for words only; one third decides by calling tools. Both show in the traces. */
function brainOf({ place: sort }: SampleSpec, place: number): BrainConfig {
  return sort === 'feed' && place % 3 === 2 ? { kind: 'model', actionsMax: 10 } : { kind: 'habit' }
}

/** Takes away a sample whose past was not filled to the end, so that it can be made anew. */
export async function removeSample(db: Database, spec: SampleSpec, { workspaceId, worldId, projectId }: Exclude<SampleState, { state: 'wanted' }>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Waits for an hour that is just being written, and keeps any later one from it.
    await sampleState(tx, spec, 'locked')
    for (const table of ['posts', 'comments', 'reactions', 'follows', 'mutes', 'reports', 'moderation_acts', 'groups', 'group_members'] as const) {
      await tx.deleteFrom(table).where('world_id', '=', worldId).execute()
    }
    await tx.deleteFrom('post_views').where('world_id', '=', worldId).execute()
    // The same seed makes the same images: files that are wanted again before anybody looks for strays are used again.
    await forgetImages(tx, (await tx.selectFrom('images').select('id').where('project_id', '=', projectId).execute()).map(({ id }) => id))
    const agents = tx.selectFrom('agents').select('id').where('project_id', '=', projectId)
    const personas = await tx.selectFrom('agents').select('persona_id').where('project_id', '=', projectId).where('persona_id', 'is not', null).execute()
    await tx.deleteFrom('notices').where('profile_id', 'in', tx.selectFrom('profiles').select('id').where('world_id', '=', worldId)).execute()
    await tx.deleteFrom('profiles').where('world_id', '=', worldId).execute()
    await tx.deleteFrom('payloads').where('id', 'in', tx.selectFrom('journal').select('payload_id').where('project_id', '=', projectId).$castTo<{ payload_id: Id }>()).execute()
    await tx.deleteFrom('journal').where('project_id', '=', projectId).execute()
    await tx.deleteFrom('turns').where('project_id', '=', projectId).execute()
    await tx.deleteFrom('memories').where('agent_id', 'in', agents).execute()
    await tx.deleteFrom('agents').where('project_id', '=', projectId).execute()
    // They would be made a second time under the same names. One that somebody has put to work elsewhere stays.
    await tx.deleteFrom('personas').where('id', '=', sql<Id>`ANY(${personas.map((one) => one.persona_id)}::uuid[])`)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('agents').select('agents.id').whereRef('agents.persona_id', '=', 'personas.id')))).execute()
    await tx.deleteFrom('worlds').where('id', '=', worldId).execute()
    await tx.deleteFrom('projects').where('id', '=', projectId).execute()
    const lived = await tx.selectFrom('memberships').select('user_id').where('workspace_id', '=', workspaceId).executeTakeFirst() ?? await tx.selectFrom('projects').select('id').where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (lived === undefined) await tx.deleteFrom('workspaces').where('id', '=', workspaceId).execute()
    await tx.deleteFrom('settings').where('name', '=', spec.name).execute()
  })
}
