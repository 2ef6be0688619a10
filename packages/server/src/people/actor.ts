/** Who does something: what a guard has made sure of, and what the audit log writes down. */
import type { ApiKey, Role } from '@troupe/contract'
import { MissingError } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'

export interface UserActor {
  readonly kind: 'user'
  readonly id: Id
  readonly name: string
  readonly workspaceId: Id
  readonly role: Role
  /** Set on a creator's own login: it acts for that creator and sees nobody else's leads (SPEC E12). */
  readonly creatorId: Id | null
  readonly session: { readonly id: Id; readonly kind: 'cookie' | 'bearer' }
}

export interface KeyActor {
  readonly kind: 'key'
  readonly id: Id
  readonly name: string
  readonly workspaceId: Id
  /** What its scopes amount to. */
  readonly role: Role
  readonly scopes: ApiKey['scopes']
  /** Keys belong to the workspace. */
  readonly creatorId: null
}

/** Somebody signed in, acting in one workspace. */
export type Actor = UserActor | KeyActor

/** The one creator whose things this actor may see; null for all of the workspace. Every query on a route with `creatorMay` is narrowed by it. */
export function creatorScope(actor: Actor): Id | null {
  return actor.creatorId
}

/** Which creator a list is to be of, when `asked` is what the address names; null: all. Another's, to a creator's own login, is not there. */
export function creatorAsked(actor: Actor, asked: Id | undefined): Id | null {
  const own = creatorScope(actor)
  if (own !== null && asked !== undefined && asked !== own) throw new MissingError('creator', asked)
  return own ?? asked ?? null
}

/** The doer as the audit log names it. */
export interface Doer {
  readonly kind: 'user' | 'key' | 'member' | 'system'
  readonly id: Id | null
  readonly name: string
}
