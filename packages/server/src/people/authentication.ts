/** From what a request shows (session token or API key) to who it is and in which workspace: one query. */
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import type { Actor } from './actor.ts'
import { API_KEY_PREFIX } from './api-keys.ts'
import { NotAllowedError, NotSignedInError } from './refusals.ts'
import { roleOfScopes } from './roles.ts'
import { tokenHash } from './sessions.ts'

export interface Credential {
  readonly carrier: 'cookie' | 'bearer'
  readonly token: string
}

/** "Last seen" is for people to read; a write a minute will do. */
const SEEN_EVERY_MS = 60_000

export class Authentication {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** `workspaceId`: the one asked for; null means the first. Throws `NotSignedInError`, `NotAllowedError`. */
  async identify(credential: Credential, workspaceId: Id | null): Promise<Actor> {
    return credential.carrier === 'bearer' && credential.token.startsWith(`${API_KEY_PREFIX}_`)
      ? this.#key(credential.token, workspaceId)
      : this.#user(credential, workspaceId)
  }

  async #user({ carrier, token }: Credential, workspaceId: Id | null): Promise<Actor> {
    const nowMs = this.#clock.now()
    const rows = await this.#db.selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .leftJoin('memberships', 'memberships.user_id', 'users.id')
      .select(['sessions.id as session_id', 'users.id', 'users.name', 'users.last_seen_at', 'memberships.workspace_id', 'memberships.role', 'memberships.creator_id'])
      .where('sessions.token_hash', '=', tokenHash(token)).where('sessions.kind', '=', carrier).where('sessions.expires_at', '>', nowMs)
      .orderBy('memberships.created_at').orderBy('memberships.workspace_id')
      .execute()
    const [first] = rows
    if (!first) throw await this.#sessionRefused(carrier, token)
    if ((first.last_seen_at ?? 0) < nowMs - SEEN_EVERY_MS) {
      await this.#db.updateTable('users').set({ last_seen_at: nowMs }).where('id', '=', first.id).execute()
    }
    const at = workspaceId === null ? first : rows.find((row) => row.workspace_id === workspaceId)
    if (!at || at.workspace_id === null || at.role === null) throw notAMember()
    return {
      kind: 'user', id: at.id, name: at.name, workspaceId: at.workspace_id, role: at.role, creatorId: at.creator_id, session: { id: at.session_id, kind: carrier },
    }
  }

  async #key(token: string, workspaceId: Id | null): Promise<Actor> {
    const nowMs = this.#clock.now()
    const key = await this.#db.selectFrom('api_keys').select(['id', 'name', 'workspace_id', 'scopes', 'last_used_at', 'expires_at', 'revoked_at'])
      .where('token_hash', '=', tokenHash(token)).executeTakeFirst()
    if (!key) throw keyRefused('This API key is unknown: it was copied in part, or belongs to another instance.')
    if (key.revoked_at !== null) throw keyRefused(`The API key "${key.name}" was revoked at ${instant(key.revoked_at)}.`)
    if (key.expires_at !== null && key.expires_at <= nowMs) throw keyRefused(`The API key "${key.name}" expired at ${instant(key.expires_at)}.`)
    if (workspaceId !== null && workspaceId !== key.workspace_id) throw notAMember()
    if ((key.last_used_at ?? 0) < nowMs - SEEN_EVERY_MS) {
      await this.#db.updateTable('api_keys').set({ last_used_at: nowMs }).where('id', '=', key.id).execute()
    }
    return { kind: 'key', id: key.id, name: key.name, workspaceId: key.workspace_id, role: roleOfScopes(key.scopes), scopes: key.scopes, creatorId: null }
  }

  async #sessionRefused(carrier: Credential['carrier'], token: string): Promise<NotSignedInError> {
    if (carrier === 'cookie') return new NotSignedInError('This session has ended. Sign in again.', 'session-ended')
    const known = await this.#db.selectFrom('sessions').select('expires_at').where('token_hash', '=', tokenHash(token)).where('kind', '=', carrier).executeTakeFirst()
    const wrong = known === undefined ? 'This access token is unknown: it was copied in part, or signed out.' : `This access token expired at ${instant(known.expires_at)}.`
    return new NotSignedInError(`${wrong} POST /api/auth/login gives a new one; an API key lasts longer.`, 'session-ended')
  }
}

function keyRefused(wrong: string): NotSignedInError {
  return new NotSignedInError(`${wrong} An admin of the workspace can make a new one in Settings, or by POST /api/api-keys.`, 'key-not-valid')
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function notAMember(): NotAllowedError {
  return new NotAllowedError('You are not a member of this workspace, or there is no such workspace.', 'not-a-member')
}
