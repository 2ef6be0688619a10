/**
 * Joining a world as a person (SPEC C4): signing up, in and out, one's password. A member is no user of the instance:
 * nothing here opens the console. Addresses are not verified, since no mail is set up; who joins is told so.
 */
import type { z } from 'zod'
import type { JoiningForm, Joining, MemberSelf, Profile, signUpSchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Passwords } from '../../people/passwords.ts'
import { NotAllowedError, NotSignedInError } from '../../people/refusals.ts'
import type { OpenedSession } from '../../people/sessions.ts'
import type { SignInAttempts } from '../../people/sign-in-attempts.ts'
import { isAsked } from '../../feed/postgres/reading/public-world.ts'
import type { Database, Within } from '../../store/database.ts'
import { FormTickets, FORM_LEAST_MS } from './form-ticket.ts'
import { countJoining } from './joining-pace.ts'
import { refuseNames } from './look-alikes.ts'
import { memberByToken, whyNot, type MemberHere } from './member-here.ts'
import { MemberSessions } from './member-sessions.ts'
import { welcome } from './welcome.ts'

export interface MembersParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly passwords: Passwords
  readonly attempts: SignInAttempts
  readonly feed: FeedStore
  /** 32 bytes; signs forms. */
  readonly secretKey: Uint8Array
  /** Something new is to be seen in a world. */
  readonly onChanged: (worldId: Id) => void
}

interface JoinedWorld {
  readonly id: Id
  readonly kind: 'live' | 'simulated'
  readonly joining: Joining
  readonly workspaceId: Id
}

export class Members {
  readonly #parts: MembersParts
  readonly #sessions: MemberSessions
  readonly #tickets: FormTickets

  constructor(parts: MembersParts) {
    this.#parts = parts
    this.#sessions = new MemberSessions(parts.clock, parts.ids)
    this.#tickets = new FormTickets(parts.clock, parts.secretKey)
  }

  /** The id of the world that is meant; `null` asks for the default one. Throws `MissingError` where there is none to be read. */
  async worldId(asked: Id | null): Promise<Id> {
    return (await this.#world(asked)).id
  }

  async form(asked: Id | null): Promise<JoiningForm> {
    const { id, joining } = await this.#world(asked)
    return { ticket: this.#tickets.issue(id), notBeforeMs: FORM_LEAST_MS, joining }
  }

  async signUp(asked: Id | null, wanted: z.output<typeof signUpSchema>, address: string): Promise<OpenedSession> {
    const { db, clock, passwords } = this.#parts
    const world = await this.#world(asked)
    if (world.joining === 'off') throw new NotAllowedError('Nobody can join here at present.', 'joining-off')
    if (wanted.website !== '') throw new InvalidError('Leave the field that is not shown empty.', [{ path: '/website', message: 'leave it empty' }], 'not-a-person')
    this.#tickets.check(wanted.ticket, world.id)
    const names = { username: wanted.username, displayName: wanted.displayName }
    await refuseNames(db, world.id, names)
    const known = await memberByEmail(db, world.id, wanted.email)
    // Counted once it is a form that would do: whoever mends a typing error is not a crowd.
    await countJoining(db, clock, address)
    if (known !== undefined) throw new ConflictError('Somebody has joined with this e-mail address already. Sign in instead.', 'email-taken')
    const passwordHash = await passwords.hash(wanted.password)
    const session = await db.transaction().execute((within) => this.#insert(within, world, { ...names, email: wanted.email, passwordHash }))
    this.#parts.onChanged(world.id)
    return session
  }

  async #insert(within: Within, world: JoinedWorld, { username, displayName, email, passwordHash }: { username: string; displayName: string; email: string; passwordHash: string }): Promise<OpenedSession> {
    const { clock, ids, audit, feed } = this.#parts
    const id = ids.next()
    const nowMs = clock.now()
    const opened = world.joining === 'open'
    await within.insertInto('members').values({
      id, world_id: world.id, profile_id: null, email, password_hash: passwordHash, state: opened ? 'active' : 'pending', username, display_name: displayName,
      created_at: nowMs, decided_at: null, last_seen_at: nowMs,
    }).execute()
    if (opened) await welcome(within, { feed, ids }, { id, worldId: world.id, username, displayName, bio: '' }, nowMs)
    await audit.record(within, {
      workspaceId: world.workspaceId, by: { kind: 'member', id, name: username }, action: opened ? 'member-joined' : 'member-asked-to-join', subject: { kind: 'member', id },
      after: { worldId: world.id, username, displayName },
    })
    return this.#sessions.open(within, id)
  }

  /** The answer is the same for a wrong password and an unknown address, in words and in time. */
  async signIn(asked: Id | null, email: string, password: string, address: string): Promise<OpenedSession> {
    const { db, passwords, attempts } = this.#parts
    const { id: worldId } = await this.#world(asked)
    // Names of its own: a member's attempts never lock a user of the instance out, nor the other way round.
    const attempt = await attempts.begin(`member ${worldId} ${email}`, address)
    const known = await memberByEmail(db, worldId, email)
    if (!(await passwords.matches(password, known?.password_hash ?? null)) || known === undefined) {
      throw new NotSignedInError('The e-mail address or the password is wrong.', 'wrong-credentials')
    }
    await attempt.succeeded()
    return db.transaction().execute((within) => this.#sessions.open(within, known.id))
  }

  signOut(token: string): Promise<void> {
    return this.#sessions.close(this.#parts.db, token)
  }

  byToken(worldId: Id, token: string): Promise<MemberHere | null> {
    return memberByToken(this.#parts.db, this.#parts.clock, worldId, token)
  }

  /** Every other session ends: whoever changes a password may do so because somebody else knows it. */
  async changePassword(member: MemberHere, current: string, next: string, address: string): Promise<void> {
    const { db, passwords, audit } = this.#parts
    await this.proveSelf(member, current, address, '/current')
    const passwordHash = await passwords.hash(next)
    await db.transaction().execute(async (within) => {
      await within.updateTable('members').set({ password_hash: passwordHash }).where('id', '=', member.id).execute()
      await this.#sessions.closeOthers(within, member.id, member.sessionId)
      await audit.record(within, { workspaceId: member.workspaceId, by: { kind: 'member', id: member.id, name: member.name }, action: 'member-password-changed', subject: { kind: 'member', id: member.id } })
    })
  }

  /** Throws `InvalidError` at `path` where the password is not theirs. */
  async proveSelf(member: MemberHere, password: string, address: string, path: string): Promise<void> {
    const { db, passwords, attempts } = this.#parts
    const attempt = await attempts.begin(`member ${member.worldId} ${member.email}`, address)
    const row = await db.selectFrom('members').select('password_hash').where('id', '=', member.id).executeTakeFirst()
    if (!(await passwords.matches(password, row?.password_hash ?? null))) {
      throw new InvalidError('The password is wrong.', [{ path, message: 'type the password you sign in with' }], 'wrong-password')
    }
    await attempt.succeeded()
  }

  /** As the member is told of themselves; `profile` where they have one that can be seen. */
  describe(member: MemberHere, profile: Profile | null): MemberSelf {
    const reason = whyNot(member)
    return {
      id: member.id, worldId: member.worldId, state: member.state, email: member.email, emailVerified: false, username: member.name, displayName: member.displayName,
      profile, mayWrite: reason === null, mayNot: reason?.words ?? null, createdAt: new Date(member.createdMs).toISOString(),
    }
  }

  async #world(asked: Id | null): Promise<JoinedWorld> {
    const { rows: [world] } = await sql<JoinedWorld>`SELECT w.id, w.kind, w.joining, j.workspace_id AS "workspaceId" FROM worlds w JOIN projects j ON j.id = w.project_id
      WHERE w.public AND j.erasing_at IS NULL AND ${isAsked(asked)}`.execute(this.#parts.db)
    if (world === undefined) throw new MissingError('world', asked ?? undefined)
    return world
  }
}

async function memberByEmail(db: Database, worldId: Id, email: string): Promise<{ id: Id; password_hash: string } | undefined> {
  return db.selectFrom('members').select(['id', 'password_hash']).where('world_id', '=', worldId)
    .where((is) => is(is.fn('lower', ['email']), '=', email.toLowerCase())).executeTakeFirst()
}
