/** The two ways of not being let in. */
import type { Role } from '@troupe/contract'
import { ExpectedError } from '../base/errors.ts'
import type { Actor } from './actor.ts'
import { scopeFor } from './roles.ts'

/** Nobody is signed in, or what was shown is no longer good. */
export class NotSignedInError extends ExpectedError {
  readonly kind = 'unauthenticated'
  readonly code: string
  constructor(message = 'Sign in first: send a bearer token, an API key or the session cookie.', code = 'not-signed-in') {
    super(message)
    this.code = code
  }
}

/** Somebody is signed in, but may not do this. */
export class NotAllowedError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code: string
  constructor(message: string, code = 'not-allowed') {
    super(message)
    this.code = code
  }
}

/** A creator's own login, on a route that shows more than one creator's things. */
export function onlyOwnCreator(): NotAllowedError {
  return new NotAllowedError("A creator's own login sees that creator's leads, messages and approvals, and nothing else. Ask somebody of the workspace to do this.", 'creator-login')
}

/** Says what is missing and what is there, so that nobody has to guess which of both to change. */
export function lacksRole(actor: Actor, needed: Role): NotAllowedError {
  if (actor.kind === 'user') return new NotAllowedError(`This needs the role ${needed} in the workspace, or a higher one; yours is ${actor.role}.`, 'role-too-low')
  const scope = scopeFor(needed)
  const has = actor.scopes.map((each) => `"${each}"`).join(' and ')
  if (scope === null) return new NotAllowedError(`No API key can do this, whatever its scopes: sign in as an owner of the workspace.`, 'person-needed')
  return new NotAllowedError(`This needs an API key with the scope "${scope}"; the key "${actor.name}" has ${has}. Scopes can't be added: make another key.`, 'scope-missing')
}
