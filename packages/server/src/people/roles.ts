/** Roles in their order: each may do what those after it may (SPEC K1). */
import { roleSchema, type ApiKey, type Role } from '@troupe/contract'

type Scope = ApiKey['scopes'][number]

export function mayActAs(role: Role, needed: Role): boolean {
  return roleSchema.options.indexOf(role) <= roleSchema.options.indexOf(needed)
}

const ROLE_OF_SCOPE: Readonly<Record<Scope, Role>> = { admin: 'admin', write: 'operator', read: 'viewer' }

/** What a key may do: as its widest scope says. No key is an owner, so no key can make or unmake one. */
export function roleOfScopes(scopes: readonly Scope[]): Role {
  for (const scope of ['admin', 'write'] as const) if (scopes.includes(scope)) return ROLE_OF_SCOPE[scope]
  return ROLE_OF_SCOPE.read
}
