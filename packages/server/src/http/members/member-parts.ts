/** What the members' routes stand on. */
import type { MemberSession } from '@troupe/contract'
import { MissingError } from '../../base/errors.ts'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import { csrfTokenOf } from '../../people/sessions.ts'
import type { MemberServices } from '../../runtime/members/member-services.ts'
import type { MemberDoor, SignedInMember } from './member-door.ts'

export interface MemberParts extends MemberServices {
  readonly door: MemberDoor
  readonly reader: FeedReader
}

/** Who is signed in, as their page is told; a visitor is nobody. */
export async function describeSession({ members, reader }: MemberParts, found: SignedInMember | null): Promise<MemberSession> {
  if (found === null) return { member: null, csrfToken: null }
  const { member, token } = found
  return { member: members.describe(member, member.profileId === null ? null : await shown(reader, member.profileId, member.worldId)), csrfToken: csrfTokenOf(token) }
}

/** Of somebody suspended nobody sees the profile, they themselves neither. */
async function shown(reader: FeedReader, profileId: string, worldId: string) {
  try {
    return (await reader.profile(profileId, worldId)).value
  } catch (error) {
    if (error instanceof MissingError) return null
    throw error
  }
}
