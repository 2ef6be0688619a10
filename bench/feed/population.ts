/** Many agents in one live world, each with a persona: the agora pack's own, many times over. */
import type { Persona, RecommenderName } from '@troupe/contract'
import { must } from '../../packages/server/src/base/errors.ts'
import type { Id, Ids } from '../../packages/server/src/base/ids.ts'
import { profileOf } from '../../packages/server/src/feed/profile-of.ts'
import { PostgresFeedStore } from '../../packages/server/src/feed/postgres/postgres-feed-store.ts'
import { generatePersonas } from '../../packages/server/src/persona/generation/generate-personas.ts'
import { loadPacks } from '../../packages/server/src/persona/pack/load-packs.ts'
import { avatarPath, personaRow } from '../../packages/server/src/persona/persona-row.ts'
import type { Database } from '../../packages/server/src/store/database.ts'

/** Rows a statement; PostgreSQL takes 65,535 parameters, and a profile has 19. */
const ROWS_PER_INSERT = 1_000
const ORIGINALS = 24

export interface PopulationOptions {
  readonly db: Database
  readonly ids: Ids
  readonly agents: number
  readonly recommender: RecommenderName
  readonly nowMs: number
  /** When they wake first; null for not yet. */
  readonly wakeAtMs: number | null
}

export async function populate({ db, ids, agents, recommender, nowMs, wakeAtMs }: PopulationOptions): Promise<{ worldId: Id }> {
  const pack = must((await loadPacks([new URL('../../archetypes/agora', import.meta.url).pathname]))[0], 'the agora pack')
  const { fresh } = await generatePersonas({ pack, count: ORIGINALS, seed: 'bench', taken: () => false, made: () => false })
  const [workspaceId, projectId, worldId] = [ids.next(), ids.next(), ids.next()]
  await db.insertInto('workspaces').values({ id: workspaceId, name: 'Bench', private_network: false, created_at: nowMs }).execute()
  await db.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: 'Bench', wake: JSON.stringify({ kind: 'rhythm' }), created_at: nowMs }).execute()
  await db.insertInto('worlds').values({ id: worldId, project_id: projectId, name: 'Bench', kind: 'live', public: true, is_default: true, recommender, created_at: nowMs }).execute()
  const feed = new PostgresFeedStore(db)
  for (let from = 0; from < agents; from += ROWS_PER_INSERT) {
    const people = Array.from({ length: Math.min(ROWS_PER_INSERT, agents - from) }, (_, n) => {
      const { origin: _origin, ...original } = must(fresh[(from + n) % fresh.length], 'a persona')
      const id = ids.next()
      const draft = { ...original, username: `agent_${from + n}` }
      const at = new Date(nowMs).toISOString()
      const persona: Persona = { ...draft, id, avatarUrl: avatarPath(id), origin: null, createdAt: at, updatedAt: at }
      return { draft, persona, profile: profileOf(persona, ids.next(), worldId, nowMs) }
    })
    await db.transaction().execute(async (tx) => {
      await tx.insertInto('personas').values(people.map(({ draft, persona }) => personaRow(persona.id, workspaceId, draft, null, nowMs))).execute()
      await feed.addProfiles(people.map(({ profile }) => profile), { sql: tx })
      await tx.insertInto('agents').values(people.map(({ persona, profile }) => ({
        id: ids.next(), workspace_id: workspaceId, project_id: projectId, name: persona.displayName, platform: 'feed', brain: JSON.stringify({ kind: 'habit' }),
        persona_id: persona.id, profile_id: profile.id, state: 'idle' as const, state_reason: null, state_since: nowMs, until_at: null, wake_at: wakeAtMs,
        lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0,
        tally_day: '', tally_posts: 0, tally_comments: 0, chain: Buffer.alloc(0), last_turn_at: null, created_at: nowMs,
      }))).execute()
    })
  }
  return { worldId }
}
