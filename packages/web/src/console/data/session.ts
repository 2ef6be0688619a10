/**
 * Who is signed in, for this tab. The answer of `/api/auth/me` lies in the query cache; what changes things needs its
 * CSRF token and the workspace one has picked, so both are kept here where `send` finds them without React.
 */
import type { Me, Role } from '@troupe/contract'
import { roleSchema } from '@troupe/contract'

const WORKSPACE_KEY = 'troupe.workspace'

let csrfToken: string | null = null

export function rememberSession(me: Me): void {
  csrfToken = me.csrfToken
}

export function forgetSession(): void {
  csrfToken = null
}

let whenEnded: () => void = () => undefined

/** What to do when the server no longer knows the session: the router sets it. */
export function onSessionEnd(act: () => void): void {
  whenEnded = act
}

export function endSession(): void {
  forgetSession()
  whenEnded()
}

/** The workspace picked in this browser; null takes the first one belongs to. */
export function pickedWorkspace(): string | null {
  return localStorage.getItem(WORKSPACE_KEY)
}

export function pickWorkspace(id: string | null): void {
  if (id === null) localStorage.removeItem(WORKSPACE_KEY)
  else localStorage.setItem(WORKSPACE_KEY, id)
}

export function sessionHeaders(): Record<string, string> {
  const workspace = pickedWorkspace()
  return {
    ...(csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
    ...(workspace === null ? {} : { 'x-workspace': workspace }),
  }
}

/** Roles stand in their order: each may do what those after it may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return roleSchema.options.indexOf(role) <= roleSchema.options.indexOf(needed)
}
