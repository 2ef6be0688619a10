/** How one looks around at a place: the first of these that it offers. A place that offers none is acted on unseen. */
import { NO_INPUT, type Action, type Intent } from './action.ts'

const LOOKS = ['refresh_feed', 'view_gallery'] as const

export function lookAround(actions: ReadonlyMap<string, Action>): Intent | null {
  const name = LOOKS.find((look) => actions.has(look))
  return name === undefined ? null : { action: name, target: null, input: NO_INPUT }
}
