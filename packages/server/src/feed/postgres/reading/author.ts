/** Authors as the public sees them, and profiles, which are authors with their story. */
import type { Author, Profile } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { ProfileRow } from '../../rows.ts'

/** Beside the columns of what was said, whose `authorId` is the author's id. */
export const AUTHOR_COLUMNS = sql.raw(`a.persona_id AS "personaId", a.username, a.display_name AS "displayName",
  a.avatar_url AS "avatarUrl", a.automated, a.archetype`)

export interface AuthorColumns extends Pick<ProfileRow, 'personaId' | 'username' | 'displayName' | 'avatarUrl' | 'automated' | 'archetype'> {
  readonly authorId: Id
}

export function authorOf(row: AuthorColumns, operator: string): Author {
  return {
    id: row.authorId, personaId: row.personaId, username: row.username, displayName: row.displayName, avatarUrl: row.avatarUrl,
    automated: row.automated, archetype: row.archetype, operator,
  }
}

export function profileOf(row: ProfileRow, operator: string): Profile {
  return {
    ...authorOf({ ...row, authorId: row.id }, operator),
    worldId: row.worldId, bio: row.bio, location: row.location, interests: [...row.interests], joinedAt: new Date(row.joinedMs).toISOString(),
    counts: { posts: row.posts, comments: row.comments, followers: row.followers, following: row.following, likesReceived: row.likesReceived },
  }
}
