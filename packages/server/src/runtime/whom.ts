/**
 * To whom something is done outside. Here the journal's ids lead to a name; what a site calls its own leads nowhere once the turn is
 * over, so the name is kept with the act: somebody else's words, which lie with the payload and go when it is erased.
 */
import type { Intent } from '../agent/action.ts'
import type { SeenItem } from '../agent/seen-item.ts'
import type { Turn } from '../agent/turn.ts'
import { inFrontOf } from './remember.ts'

const NAME_LONGEST = 60

/** The act's payload with the name; as it is for an act here, or on somebody of whom nothing was seen. */
export function withWhom(turn: Turn, intent: Intent, payload: object | null): object | null {
  if (turn.agent.site === undefined || intent.target === null) return payload
  const whom = shortened(seenBehind(turn, intent)?.authorUsername ?? '')
  return whom === '' ? payload : { ...payload, whom }
}

/** A post may be known by what was said under it alone: then it is whoever is answered there. */
function seenBehind(turn: Turn, { target, input }: Intent): SeenItem | null {
  const replyTo = typeof input['replyTo'] === 'string' ? input['replyTo'] : null
  return inFrontOf(turn, target) ?? inFrontOf(turn, replyTo) ?? turn.observation?.notices.find(({ postId }) => postId === target) ?? null
}

/** By whole characters: half of one is no text that a database takes. */
function shortened(name: string): string {
  return [...name.replaceAll(/\p{C}/gu, '').trim().replace(/^@/, '')].slice(0, NAME_LONGEST).join('')
}
