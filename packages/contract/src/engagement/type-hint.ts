/** What to say of an event's type that nobody has sent: any name may be used, and a slip would wait for ever without a word. */
import { nearest } from '../nearest.ts'
import { KNOWN_EVENT_TYPES } from './event.ts'

export interface TypeHint {
  /** The type that was probably meant; null where none is near. */
  readonly meant: string | null
  readonly sentence: string
}

const KNOWN: readonly string[] = KNOWN_EVENT_TYPES

/** Null where there is nothing to say: a type with a meaning here, or one that has come before. */
export function typeHint(type: string, sent: readonly string[]): TypeHint | null {
  const name = type.trim()
  if (name === '' || name === '*' || KNOWN.includes(name) || sent.includes(name)) return null
  const meant = nearest(name, [...KNOWN, ...sent])
  return { meant, sentence: `Nobody has sent the type “${name}” so far${meant === null ? ': it is one of your own, and counts from the first event on.' : `; did you mean “${meant}”?`}` }
}
