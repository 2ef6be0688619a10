/**
 * An archetype's weights at the place where its agent is: a vote in a gallery is a like in a feed, and somebody who gives
 * many of the one gives as many of the other. Weights for what the place has under no name fall away.
 */
import type { Action } from './action.ts'

const SAME: readonly (readonly [string, string])[] = [['upvote', 'like_post'], ['remove_upvote', 'unlike_post'], ['view_gallery', 'refresh_feed'], ['view_image', 'view_comments']]
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(SAME.flatMap(([one, other]) => [[one, other], [other, one]]))

export function weightsHere(weights: Readonly<Record<string, number>>, actions: ReadonlyMap<string, Action>): [Action, number][] {
  const here = new Map<Action, number>()
  for (const [name, weight] of Object.entries(weights)) {
    const action = actions.get(name) ?? actions.get(OTHER_NAMES.get(name) ?? '')
    if (action !== undefined && weight > 0) here.set(action, (here.get(action) ?? 0) + weight)
  }
  return [...here]
}
