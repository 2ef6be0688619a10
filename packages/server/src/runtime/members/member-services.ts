/** The room put together, for whoever assembles an instance or a test. */
import type { Id } from '../../base/ids.ts'
import { Admissions } from './admissions.ts'
import { leave } from './leaving.ts'
import { MemberActs } from './member-acts.ts'
import type { MemberHere } from './member-here.ts'
import { Members, type MembersParts } from './members.ts'

export interface MemberServicesOptions extends MembersParts {
  /** Words are new, other than they were, or gone. */
  readonly onSaid: (worldId: Id) => void
}

export type MemberServices = ReturnType<typeof createMemberServices>

export function createMemberServices(options: MemberServicesOptions) {
  return {
    members: new Members(options),
    acts: new MemberActs(options),
    admissions: new Admissions(options),
    leave: (member: MemberHere) => leave(options, member),
  }
}
