/** Signing in, signing out, and changing the password that one signs in with. */
import { InvalidError, must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import type { UserActor } from './actor.ts'
import type { AuditLog } from './audit-log.ts'
import type { Passwords } from './passwords.ts'
import { NotSignedInError } from './refusals.ts'
import { userByEmail } from './registration.ts'
import type { OpenedSession, SessionKind, Sessions } from './sessions.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'

export interface SignInParts {
  readonly db: Database
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly attempts: SignInAttempts
  readonly audit: AuditLog
}

export class SignIn {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /** The answer is the same for a wrong password and an unknown address, in words and in time. */
  async withPassword(email: string, password: string, kinds: readonly SessionKind[], address: string): Promise<OpenedSession[]> {
    const { db, passwords, attempts } = this.#parts
    const attempt = await attempts.begin(email, address)
    const user = await userByEmail(db, email)
    if (!(await passwords.matches(password, user?.password_hash ?? null))) {
      throw new NotSignedInError('The e-mail address or the password is wrong.', 'wrong-credentials')
    }
    await attempt.succeeded()
    return this.open(must(user, 'a user whose password matched').id, kinds)
  }

  async open(userId: Id, kinds: readonly SessionKind[]): Promise<OpenedSession[]> {
    const opened: OpenedSession[] = []
    await this.#parts.db.transaction().execute(async (within) => {
      for (const kind of kinds) opened.push(await this.#parts.sessions.open(within, userId, kind))
    })
    return opened
  }

  async out(token: string): Promise<void> {
    await this.#parts.sessions.close(this.#parts.db, token)
  }

  /** Every other session of the account ends: whoever changes a password may do so because somebody else knows it. */
  async changePassword(by: UserActor, current: string, next: string, address: string): Promise<void> {
    const { db, passwords, sessions, attempts, audit } = this.#parts
    const user = await db.selectFrom('users').select(['email', 'password_hash']).where('id', '=', by.id).executeTakeFirstOrThrow()
    const attempt = await attempts.begin(user.email, address)
    if (!(await passwords.matches(current, user.password_hash))) {
      throw new InvalidError('The current password is wrong.', [{ path: '/current', message: 'type the password you signed in with' }], 'wrong-password')
    }
    await attempt.succeeded()
    const passwordHash = await passwords.hash(next)
    await db.transaction().execute(async (within) => {
      await within.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', by.id).execute()
      await sessions.closeAllOf(within, by.id, by.session.id)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'password-changed', subject: { kind: 'user', id: by.id } })
    })
  }
}
