/** A little world for tests: members by name, ids that say who they are, a clock that only goes forward. */
import type { Id } from '../../base/ids.ts'
import type { ProfileRow } from '../rows.ts'

export const WORLD: Id = '00000000-0000-7000-8000-000000000001'

/** A UUID from a small number, so that failures read well. */
export function testId(kind: number, n: number): Id {
  return `00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`
}

export function member(n: number, username: string): ProfileRow {
  return {
    id: testId(1, n), worldId: WORLD, personaId: null, username, displayName: `${username} of the test`, bio: `I am ${username}.`, location: '',
    interests: [], archetype: null, avatarUrl: '/avatar.svg', automated: true, posts: 0, comments: 0, followers: 0, following: 0, likesReceived: 0,
    joinedMs: 1_000, suspendedMs: null,
  }
}
