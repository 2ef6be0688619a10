/** Roles in their order: each may do what those after it may (SPEC K1). */
import { roleSchema, type ApiKey, type Role } from '@troupe/contract'

type Scope = ApiKey['scopes'][number]

export function mayActAs(role: Role, needed: Role): boolean {
  return roleSchema.options.indexOf(role) <= roleSchema.options.indexOf(needed)
}

/** The narrowest scope that lets a key do what takes this role; null where none does. */
export function scopeFor(role: Role): Scope | null {
  return (['read', 'write', 'admin'] as const).find((scope) => mayActAs(ROLE_OF_SCOPE[scope], role)) ?? null
}

const ROLE_OF_SCOPE: Readonly<Record<Scope, Role>> = { admin: 'admin', write: 'operator', read: 'viewer' }

/** What a key may do: as its widest scope says. No key is an owner, so no key can make or unmake one. */
export function roleOfScopes(scopes: readonly Scope[]): Role {
  for (const scope of ['admin', 'write'] as const) if (scopes.includes(scope)) return ROLE_OF_SCOPE[scope]
  return ROLE_OF_SCOPE.read
}
