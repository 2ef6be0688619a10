import type { Actor, UserActor } from '../../people/actor.ts'
import { NotAllowedError } from '../../people/refusals.ts'

/** For what only a person can do, whatever a key's scopes say: have a password, found a workspace. */
export function person(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new NotAllowedError('An API key cannot do this; sign in as a person.', 'person-needed')
  return actor
}
