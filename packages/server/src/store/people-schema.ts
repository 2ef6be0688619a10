/** People, what they sign in with, and what they did. Times and money as in `schema.ts`. */
import type { ApiKey, Role } from '@troupe/contract'
import type { ColumnType } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

export interface PeopleTables {
  workspaces: WorkspacesTable
  users: UsersTable
  memberships: MembershipsTable
  members: MembersTable
  member_sessions: MemberSessionsTable
  sessions: SessionsTable
  api_keys: ApiKeysTable
  invitations: InvitationsTable
  login_failures: LoginFailuresTable
  audit: AuditTable
}

export interface WorkspacesTable {
  id: Id
  name: string
  /** Loopback and private addresses count as owned (DESIGN "Private network"). */
  private_network: boolean
  created_at: number
}

export interface UsersTable {
  id: Id
  email: string
  name: string
  password_hash: string
  created_at: number
  last_seen_at: number | null
}

export interface MembershipsTable {
  user_id: Id
  workspace_id: Id
  role: Role
  /** A creator's own login: sees that creator and nothing else. */
  creator_id: ColumnType<Id | null, Id | null | undefined, Id | null>
  created_at: number
}

/** Somebody who joined a world: no user, no console (DESIGN "Words, pinned"). */
export interface MembersTable {
  id: Id
  world_id: Id
  /** From the moment they may take part. */
  profile_id: Id | null
  /** As it was typed; unique in a world whatever its case. */
  email: string
  password_hash: string
  /** Whether an active one is suspended, their profile says. */
  state: 'pending' | 'active' | 'declined'
  /** What the profile is made with; from then on the profile's own hold. */
  username: string
  display_name: string
  bio: ColumnType<string, string | undefined, string>
  created_at: number
  /** When somebody approved or declined. */
  decided_at: number | null
  last_seen_at: number | null
}

export interface MemberSessionsTable {
  id: Id
  member_id: Id
  token_hash: Buffer
  created_at: number
  expires_at: number
}

export interface SessionsTable {
  id: Id
  user_id: Id
  kind: 'cookie' | 'bearer'
  token_hash: Buffer
  csrf_hash: Buffer | null
  created_at: number
  expires_at: number
}

export interface ApiKeysTable {
  id: Id
  workspace_id: Id
  name: string
  prefix: string
  token_hash: Buffer
  scopes: ApiKey['scopes']
  created_by: Id | null
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

export interface InvitationsTable {
  id: Id
  workspace_id: Id
  email: string
  role: Role
  creator_id: Id | null
  token_hash: Buffer
  invited_by: Id | null
  created_at: number
  expires_at: number
  accepted_at: number | null
}

/** Failed log-ins, for lockout; keyed by e-mail or address. */
export interface LoginFailuresTable {
  key: string
  failures: number
  last_at: number
  locked_until: number | null
}

export interface AuditTable {
  seq: ColumnType<number, never, never>
  id: Id
  at: number
  workspace_id: Id | null
  actor_kind: 'user' | 'key' | 'member' | 'system'
  actor_id: Id | null
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
}
