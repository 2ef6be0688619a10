import { accountChangeSchema, meSchema, type Me } from '@troupe/contract'
import type { FastifyRequest } from 'fastify'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import { csrfTokenOf } from '../../people/sessions.ts'
import type { Users } from '../../people/users.ts'
import type { Workspaces } from '../../people/workspaces.ts'
import type { App } from '../app.ts'
import { person } from './person.ts'

export interface MeParts {
  readonly users: Users
  readonly workspaces: Workspaces
  readonly instanceOwners: InstanceOwners
}

/** `GET` and `PATCH /api/auth/me`: who one is, where one may act, and the CSRF token of a cookie session. */
export function me(app: App, parts: MeParts): void {
  app.route({
    method: 'GET',
    url: '/api/auth/me',
    config: { access: 'session', creatorMay: true },
    schema: { tags: ['auth'], summary: 'Who am I', response: { 200: meSchema } },
    handler: (request) => describe(request, parts),
  })
  app.route({
    method: 'PATCH',
    url: '/api/auth/me',
    config: { access: 'session', creatorMay: true },
    schema: { tags: ['auth'], summary: 'Change my name', body: accountChangeSchema, response: { 200: meSchema } },
    handler: async (request) => {
      await parts.users.rename(person(request.actor), request.body.name)
      return describe(request, parts)
    },
  })
}

async function describe({ actor, credential }: FastifyRequest, { users, workspaces, instanceOwners }: MeParts): Promise<Me> {
  return {
    user: actor.kind === 'user' ? await users.self(actor) : null,
    workspaces: await workspaces.of(actor),
    role: actor.role,
    instanceOwner: await instanceOwners.include(actor),
    creator: await workspaces.creatorOf(actor),
    csrfToken: credential?.carrier === 'cookie' ? csrfTokenOf(credential.token) : null,
  }
}
