/** A persona's member in a project's world: the one it has, or a new one. */
import { sql } from 'kysely'
import { InvalidError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { profileOf } from '../../feed/profile-of.ts'
import { PostgresFeedStore } from '../../feed/postgres/postgres-feed-store.ts'
import { freeUsername } from '../../persona/generation/usernames.ts'
import type { Within } from '../../store/database.ts'
import type { Persona, Place } from '@troupe/contract'

/** Agents of a project act in its oldest live world. */
export async function worldOf(within: Within, projectId: Id): Promise<{ readonly id: Id; readonly place: Place }> {
  const world = await within.selectFrom('worlds').select(['id', 'place']).where('project_id', '=', projectId).where('kind', '=', 'live').orderBy('id').limit(1).executeTakeFirst()
  if (world?.place === 'messaging') throw new InvalidError('Agents of this project write to leads.', [{ path: '/platform', message: 'say messaging, and leave projectId out' }])
  if (!world) throw new InvalidError('This project has no live world.', [{ path: '/projectId', message: 'choose a project with a world' }])
  return { id: world.id, place: world.place }
}

export async function enlist(within: Within, persona: Persona, worldId: Id, ids: Ids, nowMs: number): Promise<Id> {
  const known = await within.selectFrom('profiles').select('id').where('world_id', '=', worldId).where('persona_id', '=', persona.id).executeTakeFirst()
  if (known) return known.id
  const taken = await within.selectFrom('profiles').select(sql<string>`lower(username)`.as('name')).where('world_id', '=', worldId)
    .where(sql<string>`lower(username)`, 'like', `${persona.username.toLowerCase().slice(0, 26).replaceAll('_', '\\_')}%`).execute()
  const names = new Set(taken.map((row) => row.name))
  const username = freeUsername(persona.username, (wish) => names.has(wish.toLowerCase()))
  const profile = { ...profileOf(persona, ids.next(), worldId, nowMs), username }
  // The rows go into the caller's transaction; the store's own connection is not used.
  await new PostgresFeedStore(within).addProfiles([profile], { sql: within })
  return profile.id
}
