/** Who lives in a simulated world, into PostgreSQL: as personas of the project alone where they are known, and then as members and agents. */
import type { BrainConfig, Persona, PersonaDraft } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { must } from '../../base/errors.ts'
import type { ProfileRow } from '../../feed/rows.ts'
import { avatarPath, personaRow } from '../../persona/persona-row.ts'
import { bigints, booleans, bytes, ints, jsonbs, texts, uuids } from '../../store/columns.ts'
import type { Lane } from './lane.ts'
import type { AgentTally } from './load-journal.ts'
import type { WorldReplay } from './world-replay.ts'

const PEOPLE_A_BATCH = 2_000

export interface Place {
  readonly workspaceId: Id
  readonly projectId: Id
  readonly worldId: Id
}

type PersonaRow = ReturnType<typeof personaRow>

/** Personas as they join; kept in PostgreSQL alone, so that a hundred thousand of them take no memory here. */
export class PersonaLoad {
  readonly #lane: Lane
  readonly #place: Place
  readonly #world: WorldReplay
  #rows: PersonaRow[] = []
  readonly #known: boolean[] = []

  constructor(lane: Lane, place: Place, world: WorldReplay) {
    this.#lane = lane
    this.#place = place
    this.#world = world
  }

  /** Null for a member who is a number. */
  idOf(member: number): Id | null {
    return this.#known[member] === true ? this.#world.personas.of(member) : null
  }

  async add(member: number, persona: Persona | PersonaDraft, joinedMs: number): Promise<void> {
    this.#known[member] = true
    const { id: _id, avatarUrl: _avatar, createdAt: _created, updatedAt: _updated, origin = null, ...draft } = { id: '', avatarUrl: '', createdAt: '', updatedAt: '', ...persona } as Persona
    this.#rows.push(personaRow(this.#world.personas.of(member), this.#place.workspaceId, draft, origin, joinedMs))
    if (this.#rows.length >= PEOPLE_A_BATCH) await this.#insert()
  }

  async end(): Promise<void> {
    if (this.#rows.length > 0) await this.#insert()
  }

  async #insert(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    await this.#lane.send(sql`INSERT INTO personas (id, workspace_id, project_id, username, display_name, archetype, doc, origin_pack, origin_seed, origin_index, created_at, updated_at)
      SELECT id, ${this.#place.workspaceId}::uuid, ${this.#place.projectId}::uuid, username, display_name, archetype, doc, pack, seed, index, at, at
      FROM unnest(${uuids(rows, (r) => r.id)}, ${texts(rows, (r) => r.username)}, ${texts(rows, (r) => r.display_name)}, ${texts(rows, (r) => r.archetype ?? null)},
        ${jsonbs(rows, (r) => r.doc)}, ${texts(rows, (r) => r.origin_pack ?? null)}, ${texts(rows, (r) => r.origin_seed ?? null)},
        ${ints(rows, (r) => r.origin_index ?? null)}, ${bigints(rows, (r) => r.created_at)})
        AS q(id, username, display_name, archetype, doc, pack, seed, index, at)`)
  }
}

/** As they stand at the world's end. */
export async function loadProfiles(lane: Lane, world: WorldReplay, personas: PersonaLoad, { worldId }: Place, onBatch: () => void): Promise<void> {
  const { state, members } = world
  for (const [from, to] of slices(state.profiles.posts.length, PEOPLE_A_BATCH)) {
    const rows = Array.from({ length: to - from }, (_, n): ProfileRow => {
      const { username, displayName, bio, location, interests, archetype, automated, posts, comments, followers, following, likesReceived, joinedMs, suspendedMs } =
        must(state.profileRow(from + n), 'a member')
      const id = members.of(from + n)
      const personaId = personas.idOf(from + n)
      return {
        id, worldId, personaId, username, displayName, bio, location, interests, archetype, avatarUrl: avatarPath(personaId ?? id), automated,
        posts, comments, followers, following, likesReceived, joinedMs, suspendedMs,
      }
    })
    // Interests hold spaces; as JSON they travel as one text.
    await lane.send(sql`INSERT INTO profiles (id, world_id, persona_id, username, display_name, bio, location, interests, archetype, avatar_url, automated,
        post_count, comment_count, follower_count, following_count, likes_received, joined_at, suspended_at)
      SELECT id, ${worldId}::uuid, persona_id, username, display_name, bio, location, ARRAY(SELECT jsonb_array_elements_text(interests)), archetype, avatar_url, automated,
        a, b, c, d, e, joined_at, suspended_at
      FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.personaId)}, ${texts(rows, (r) => r.username)}, ${texts(rows, (r) => r.displayName)},
        ${texts(rows, (r) => r.bio)}, ${texts(rows, (r) => r.location)}, ${jsonbs(rows, (r) => JSON.stringify(r.interests))}, ${texts(rows, (r) => r.archetype)},
        ${texts(rows, (r) => r.avatarUrl)}, ${booleans(rows, (r) => r.automated)}, ${ints(rows, (r) => r.posts)}, ${ints(rows, (r) => r.comments)},
        ${ints(rows, (r) => r.followers)}, ${ints(rows, (r) => r.following)}, ${ints(rows, (r) => r.likesReceived)}, ${bigints(rows, (r) => r.joinedMs)},
        ${bigints(rows, (r) => r.suspendedMs)})
        AS q(id, persona_id, username, display_name, bio, location, interests, archetype, avatar_url, automated, a, b, c, d, e, joined_at, suspended_at)`)
    onBatch()
  }
}

/** Stopped for good: their world's time is over. */
export async function loadAgents(
  lane: Lane, world: WorldReplay, personas: PersonaLoad, tallyOf: (agent: number) => AgentTally, brainOf: (agent: number) => BrainConfig, { workspaceId, projectId }: Place, onBatch: () => void,
): Promise<void> {
  const { state, members, agents, endedMs } = world
  for (const [from, to] of slices(state.profiles.posts.length, PEOPLE_A_BATCH)) {
    const rows = Array.from({ length: to - from }, (_, n) => {
      const agent = from + n
      return {
        id: agents.of(agent), name: state.people.person(agent).displayName, brain: JSON.stringify(brainOf(agent)), personaId: personas.idOf(agent), profileId: members.of(agent),
        joinedMs: state.profiles.joinedMs.data[agent] as number, ...tallyOf(agent),
      }
    })
    await lane.send(sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, persona_id, profile_id, state, state_reason, state_since, turns, acts, texts,
        tally_day, tally_posts, tally_comments, chain, last_turn_at, created_at)
      SELECT id, ${workspaceId}::uuid, ${projectId}::uuid, name, 'feed', brain, persona_id, profile_id, 'offline', 'simulated', ${endedMs}::bigint,
        turns, acts, texts, day, posts, comments, chain, last_turn_at, created_at
      FROM unnest(${uuids(rows, (r) => r.id)}, ${texts(rows, (r) => r.name)}, ${jsonbs(rows, (r) => r.brain)}, ${uuids(rows, (r) => r.personaId)},
        ${uuids(rows, (r) => r.profileId)}, ${ints(rows, (r) => r.turns)}, ${ints(rows, (r) => r.acts)}, ${ints(rows, (r) => r.texts)}, ${texts(rows, (r) => r.day)},
        ${ints(rows, (r) => r.posts)}, ${ints(rows, (r) => r.comments)}, ${bytes(rows, (r) => r.chain)},
        ${bigints(rows, (r) => r.turns === 0 ? null : r.lastTurnMs)}, ${bigints(rows, (r) => r.joinedMs)})
        AS q(id, name, brain, persona_id, profile_id, turns, acts, texts, day, posts, comments, chain, last_turn_at, created_at)`)
    onBatch()
  }
}

export function* slices(count: number, most: number): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < count; from += most) yield [from, Math.min(count, from + most)]
}
