/**
 * Becoming a user: as the first owner, with the setup or bootstrap token, or as somebody invited. There is no third way.
 * Both are safe when done twice at once: the first owner under an advisory lock, an invitation under its row's lock.
 */
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { ConflictError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Database, Within } from '../store/database.ts'
import type { Doer } from './actor.ts'
import type { AuditLog } from './audit-log.ts'
import type { Invitations } from './invitations.ts'
import type { Passwords } from './passwords.ts'
import { NotAllowedError } from './refusals.ts'
import type { Setup } from './setup.ts'
import type { SignInAttempts } from './sign-in-attempts.ts'
import type { Workspaces } from './workspaces.ts'

export interface Newcomer {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Any number will do, as long as nothing else takes the same advisory lock. */
const FIRST_OWNER_LOCK = 4_747_001

export interface RegistrationParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly passwords: Passwords
  readonly audit: AuditLog
  readonly setup: Setup
  readonly invitations: Invitations
  readonly workspaces: Workspaces
  readonly attempts: SignInAttempts
  /** Whether the first workspace may reach private addresses (DESIGN "Private network"). */
  readonly firstWorkspacePrivateNetwork: boolean
}

export class Registration {
  readonly #parts: RegistrationParts

  constructor(parts: RegistrationParts) {
    this.#parts = parts
  }

  /** The first owner; takes over the workspace that is there without members, or makes one. The new user's id. */
  async first(newcomer: Newcomer, token: string, workspaceName: string | null, address: string): Promise<Id> {
    const { setup, attempts, passwords, db } = this.#parts
    const attempt = await attempts.begin(null, address)
    if (await setup.ownerExists()) throw ownerExists()
    if (!(await setup.accepts(token))) {
      throw new NotAllowedError('This setup token is wrong or has expired. Troupe prints a new link when it starts.', 'setup-token-wrong')
    }
    await attempt.succeeded()
    const passwordHash = await passwords.hash(newcomer.password)
    return db.transaction().execute(async (within) => {
      await sql`SELECT pg_advisory_xact_lock(${FIRST_OWNER_LOCK})`.execute(within)
      if (await setup.ownerExists(within)) throw ownerExists()
      const userId = await this.#insertUser(within, newcomer, passwordHash)
      const workspaceId = await this.#firstWorkspace(within, newcomer, workspaceName)
      await this.#parts.workspaces.join(within, userId, workspaceId, 'owner')
      await setup.close(within)
      await this.#record(within, workspaceId, 'first-owner-registered', userId, newcomer, { role: 'owner' })
      return userId
    })
  }

  /** With an invitation. Who has an account already joins with that account's password. The user's id. */
  async invited(newcomer: Newcomer, inviteToken: string, address: string): Promise<Id> {
    const { attempts, invitations, passwords, db, workspaces } = this.#parts
    const attempt = await attempts.begin(newcomer.email, address)
    await invitations.check(inviteToken, newcomer.email)
    const known = await userByEmail(db, newcomer.email)
    if (known && !(await passwords.matches(newcomer.password, known.password_hash))) {
      throw new NotAllowedError('There is an account with this e-mail address already. Use its password to join.', 'account-exists')
    }
    const passwordHash = known ? null : await passwords.hash(newcomer.password)
    const userId = await db.transaction().execute(async (within) => {
      const invitation = await invitations.accept(within, inviteToken, newcomer.email)
      const id = passwordHash === null ? (known?.id ?? '') : await this.#insertUser(within, newcomer, passwordHash)
      await workspaces.join(within, id, invitation.workspaceId, invitation.role, invitation.creatorId)
      await this.#record(within, invitation.workspaceId, 'invitation-accepted', id, newcomer, { role: invitation.role, invitation: invitation.id, creatorId: invitation.creatorId })
      return id
    })
    await attempt.succeeded()
    return userId
  }

  async #insertUser(within: Within, newcomer: Newcomer, passwordHash: string): Promise<Id> {
    const id = this.#parts.ids.next()
    await within.insertInto('users').values({
      id, email: newcomer.email.toLowerCase(), name: newcomer.name, password_hash: passwordHash, created_at: this.#parts.clock.now(), last_seen_at: null,
    }).execute()
    return id
  }

  async #firstWorkspace(within: Within, newcomer: Newcomer, name: string | null): Promise<Id> {
    const waiting = await within.selectFrom('workspaces').select('id')
      .where((is) => is.not(is.exists(is.selectFrom('memberships').select('user_id').whereRef('memberships.workspace_id', '=', 'workspaces.id'))))
      .orderBy('created_at').limit(1).executeTakeFirst()
    if (waiting) {
      if (name !== null) await within.updateTable('workspaces').set({ name }).where('id', '=', waiting.id).execute()
      return waiting.id
    }
    const id = this.#parts.ids.next()
    await this.#parts.workspaces.insert(within, {
      id, name: name ?? `${newcomer.name}'s workspace`, privateNetwork: this.#parts.firstWorkspacePrivateNetwork,
    })
    return id
  }

  async #record(within: Within, workspaceId: Id, action: string, userId: Id, newcomer: Newcomer, after: object): Promise<void> {
    const by: Doer = { kind: 'user', id: userId, name: newcomer.name }
    await this.#parts.audit.record(within, {
      workspaceId, by, action, subject: { kind: 'user', id: userId }, after: { name: newcomer.name, email: newcomer.email, ...after },
    })
  }
}

export async function userByEmail(db: Database, email: string): Promise<{ id: Id; password_hash: string } | undefined> {
  return db.selectFrom('users').select(['id', 'password_hash'])
    .where((is) => is(is.fn('lower', ['email']), '=', email.toLowerCase())).executeTakeFirst()
}

function ownerExists(): ConflictError {
  return new ConflictError('This instance has its owner already. Sign in, or ask for an invitation.', 'owner-exists')
}
