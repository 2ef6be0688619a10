/** People who join the world of a test, and act in it as their browser would: with cookie and CSRF token. */
import type { JoiningForm, Joining, MemberSession } from '@troupe/contract'
import type { LightMyRequestResponse as Response } from 'fastify'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { WORLD } from '../../feed/testing/small-world.ts'
import type { Caller } from './caller.ts'
import type { PublicSite } from './public-site.ts'

export const PASSWORD = 'correct horse battery'

export interface Joiner {
  readonly caller: Caller
  readonly cookie: string
  readonly session: MemberSession
  readonly profileId: Id
}

export async function setJoining(site: PublicSite, joining: Joining, worldId: Id = WORLD): Promise<void> {
  await site.server.connection.db.updateTable('worlds').set({ joining }).where('id', '=', worldId).execute()
}

export async function signUpForm(site: PublicSite, query = ''): Promise<string> {
  const { ticket, notBeforeMs } = (await site.visitor.get(`/api/members/form${query}`)).json<JoiningForm>()
  site.clock.advanceBy(notBeforeMs)
  return ticket
}

export async function askToJoin(site: PublicSite, username: string, change: object = {}, query = ''): Promise<Response> {
  const ticket = await signUpForm(site, query)
  return site.visitor.post(`/api/members${query}`, { username, displayName: `${username} Person`, email: `${username}@mail.example`, password: PASSWORD, ticket, ...change })
}

export async function join(site: PublicSite, username: string, query = ''): Promise<Joiner> {
  const answer = await askToJoin(site, username, {}, query)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return joinerOf(site, answer)
}

export function joinerOf(site: PublicSite, answer: Response): Joiner {
  const session = answer.json<MemberSession>()
  const cookie = must(String(answer.headers['set-cookie']).split(';')[0], 'a cookie')
  return { caller: site.visitor.with({ cookie, 'x-csrf-token': must(session.csrfToken, 'a token') }), cookie, session, profileId: session.member?.profile?.id ?? '' }
}
