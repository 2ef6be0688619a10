/** The room put together, for whoever assembles an instance or a test. */
import type { Id } from '../../base/ids.ts'
import { Admissions } from './admissions.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { ImageKeeper } from '../images/image-keeper.ts'
import { leave } from './leaving.ts'
import { MemberActs } from './member-acts.ts'
import type { MemberHere } from './member-here.ts'
import { MemberImages } from './member-images.ts'
import { MemberPace } from './member-pace.ts'
import { Members, type MembersParts } from './members.ts'

export interface MemberServicesOptions extends MembersParts {
  /** Words are new, other than they were, or gone. */
  readonly onSaid: (worldId: Id) => void
  readonly keeper: Pick<ImageKeeper, 'keep'>
  readonly threads: Pick<ImageProcesses, 'upload'>
}

export type MemberServices = ReturnType<typeof createMemberServices>

export function createMemberServices(options: MemberServicesOptions) {
  const pace = new MemberPace(options.clock)
  return {
    members: new Members(options),
    acts: new MemberActs({ ...options, pace }),
    memberImages: new MemberImages({ ...options, pace }),
    admissions: new Admissions(options),
    leave: (member: MemberHere) => leave(options, member),
  }
}
