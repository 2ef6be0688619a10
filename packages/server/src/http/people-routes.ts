/** The routes of people and their workspaces, and of setting the instance up. */
import type { People } from '../people/people.ts'
import { createApiKey } from './api-keys/create.ts'
import { listApiKeys } from './api-keys/list.ts'
import { revokeApiKey } from './api-keys/revoke.ts'
import type { App } from './app.ts'
import { listAudit } from './audit/list.ts'
import { changePassword } from './auth/change-password.ts'
import { login } from './auth/login.ts'
import { logout } from './auth/logout.ts'
import { me } from './auth/me.ts'
import { registerUser } from './auth/register.ts'
import { createInvitation } from './invitations/create.ts'
import { listInvitations } from './invitations/list.ts'
import { lookUpInvitation } from './invitations/look-up.ts'
import { withdrawInvitation } from './invitations/withdraw.ts'
import type { OwnOrigins } from './plugins/access.ts'
import { setupState } from './setup/state.ts'
import { changeRole } from './users/change-role.ts'
import { listUsers } from './users/list.ts'
import { removeUser } from './users/remove.ts'
import { createWorkspace } from './workspaces/create.ts'
import { listWorkspaces } from './workspaces/list.ts'
import { renameWorkspace } from './workspaces/rename.ts'

export interface PeopleRoutesParts {
  readonly people: People
  readonly origins: OwnOrigins
  /** The address of the page that takes an invitation up. */
  readonly invitationLink: (token: string) => string
}

export function peopleRoutes(app: App, { people, origins, invitationLink }: PeopleRoutesParts): void {
  const { publicUrl } = origins
  setupState(app, people)
  registerUser(app, people)
  login(app, { signIn: people.signIn, publicUrl })
  logout(app, { signIn: people.signIn, origins })
  me(app, people)
  changePassword(app, people)
  listUsers(app, people)
  changeRole(app, people)
  removeUser(app, people)
  createInvitation(app, { invitations: people.invitations, invitationLink })
  listInvitations(app, people)
  lookUpInvitation(app, people)
  withdrawInvitation(app, people)
  listWorkspaces(app, people)
  createWorkspace(app, people)
  renameWorkspace(app, people)
  createApiKey(app, people)
  listApiKeys(app, people)
  revokeApiKey(app, people)
  listAudit(app, people)
}
