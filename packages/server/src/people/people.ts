/** The room put together, for whoever assembles an instance or a test. Others ask for the one or two parts they use. */
import type { Clock } from '../base/clock.ts'
import type { Ids } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import { ApiKeys } from './api-keys.ts'
import { AuditLog } from './audit-log.ts'
import { Authentication } from './authentication.ts'
import { InstanceOwners } from './instance-owners.ts'
import { Invitations } from './invitations.ts'
import { Passwords } from './passwords.ts'
import { Registration } from './registration.ts'
import { Sessions } from './sessions.ts'
import { Setup } from './setup.ts'
import { SignIn } from './sign-in.ts'
import { SignInAttempts } from './sign-in-attempts.ts'
import { Users } from './users.ts'
import { Workspaces } from './workspaces.ts'

export interface PeopleOptions {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly bootstrapToken: string | null
  /** Whether the first workspace may reach private addresses: yes on an instance bound to loopback. */
  readonly firstWorkspacePrivateNetwork: boolean
  /** 30 minutes unless given. */
  readonly bearerLifetimeMs?: number
}

export type People = ReturnType<typeof createPeople>

export function createPeople(options: PeopleOptions) {
  const { db, clock, ids } = options
  const audit = new AuditLog(db, clock, ids)
  const passwords = new Passwords()
  const attempts = new SignInAttempts(db, clock)
  const sessions = new Sessions(clock, ids, options.bearerLifetimeMs)
  const setup = new Setup(db, clock, options.bootstrapToken)
  const invitations = new Invitations(db, clock, ids, audit)
  const workspaces = new Workspaces(db, clock, ids, audit)
  const { firstWorkspacePrivateNetwork } = options
  return {
    audit,
    /** For people who join a world as well. */
    passwords,
    attempts,
    setup,
    invitations,
    workspaces,
    instanceOwners: new InstanceOwners(db),
    users: new Users(db, audit),
    apiKeys: new ApiKeys(db, clock, ids, audit),
    authentication: new Authentication(db, clock),
    signIn: new SignIn({ db, passwords, sessions, attempts, audit }),
    registration: new Registration({ db, clock, ids, passwords, audit, setup, invitations, workspaces, attempts, firstWorkspacePrivateNetwork }),
  }
}
