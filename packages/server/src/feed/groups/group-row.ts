/** A group as every store keeps it. `K` as in `rows.ts`. */
import type { Id } from '../../base/ids.ts'

export interface GroupRow<K = Id> {
  readonly id: K
  readonly worldId: K
  readonly creatorId: K
  readonly name: string
  readonly description: string
  /** Suspended ones too, as with followers. */
  readonly members: number
  readonly posts: number
  readonly generator: string | null
  readonly turnId: K | null
  readonly createdMs: number
}

export type GroupCounter = 'members' | 'posts'

/** A group as one member sees it. */
export interface GroupSight {
  readonly group: GroupRow
  readonly isMember: boolean
}

export interface GroupQuery {
  readonly worldId: Id
  readonly profileId: Id
  /** Part of the name or the description, in any case; null asks for all. */
  readonly query: string | null
  /** Those only of which the profile is a member. */
  readonly own: boolean
  readonly limit: number
}
