/** A persona as a new member of a world. */
import type { Persona } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { ProfileRow } from './rows.ts'

export function profileOf(persona: Persona, id: Id, worldId: Id, joinedMs: number): ProfileRow {
  return {
    id, worldId, personaId: persona.id, username: persona.username, displayName: persona.displayName, bio: persona.bio, location: persona.location,
    interests: persona.interests, archetype: persona.archetype, avatarUrl: persona.avatarUrl, automated: true,
    posts: 0, comments: 0, followers: 0, following: 0, likesReceived: 0, joinedMs, suspendedMs: null,
  }
}
