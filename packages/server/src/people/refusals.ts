/** The two ways of not being let in. */
import type { Role } from '@troupe/contract'
import { ExpectedError } from '../base/errors.ts'

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

export function needsRole(role: Role): NotAllowedError {
  return new NotAllowedError(`This needs the role ${role} in the workspace, or a higher one.`, 'role-too-low')
}
