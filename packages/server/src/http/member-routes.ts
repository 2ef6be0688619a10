/** The routes of people who join: signing up and in, what they say and do, and who lets them in. */
import type { FeedReader } from '../feed/postgres/feed-reader.ts'
import type { MemberServices } from '../runtime/members/member-services.ts'
import type { App } from './app.ts'
import { writeComments } from './comments/write.ts'
import { showImages } from './gallery/show.ts'
import { admissions } from './members/admissions.ts'
import { memberMarks } from './members/marks.ts'
import { memberSelf } from './members/me.ts'
import { MemberDoor } from './members/member-door.ts'
import type { MemberParts } from './members/member-parts.ts'
import { memberSession } from './members/session.ts'
import { signUp } from './members/sign-up.ts'
import { memberStanding } from './members/standing.ts'
import type { OwnOrigins } from './plugins/access.ts'
import { writePosts } from './posts/write.ts'

export interface MemberRoutesParts {
  readonly services: MemberServices
  readonly reader: FeedReader
  readonly origins: OwnOrigins
}

export function memberRoutes(app: App, { services, reader, origins }: MemberRoutesParts): void {
  const parts: MemberParts = { ...services, reader, door: new MemberDoor(services.members, origins) }
  signUp(app, parts)
  memberSession(app, parts)
  memberSelf(app, parts)
  memberMarks(app, parts)
  memberStanding(app, parts)
  writePosts(app, parts)
  showImages(app, parts)
  writeComments(app, parts)
  admissions(app, services)
}
