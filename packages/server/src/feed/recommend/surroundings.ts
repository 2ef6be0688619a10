/** What some recommenders ask of a world beside its pool: the graph, a reader's interests, who reacted. A store gives what is asked for. */
import type { Id } from '../../base/ids.ts'
import type { Bridge } from './bridging.ts'
import type { Circle } from './friends-of-friends.ts'
import type { InterestMatch } from './interest-match.ts'

export interface Surroundings {
  readonly circle: Circle<Id>
  readonly interests: Pick<InterestMatch<Id>, 'scoreOf' | 'whyOf'>
  readonly bridges: ReadonlyMap<Id, Bridge>
}

/** Of somebody who knows nobody and likes nothing, and for recommenders that do not ask. */
export const NO_SURROUNDINGS: Surroundings = {
  circle: { followers: () => 0, username: () => '' },
  interests: { scoreOf: () => 0, whyOf: () => '' },
  bridges: new Map(),
}
