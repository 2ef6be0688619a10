import type { AddressInfo } from 'node:net'
import type { Invitation, Me } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { Topic } from '../../store/notifier.ts'
import { Caller } from '../testing/caller.ts'
import { cast, consoleServer, writeTurn } from '../testing/console-server.ts'
import { START_MS } from '../testing/test-server.ts'

const CREATOR = '0199a000-0000-7000-8000-000000000001'

it("tells a creator's own login which lists have changed, and nothing of what agents do", async () => {
  const listeners = new Map<Topic, () => void>()
  await using server = await consoleServer({ notifier: {
    poke: () => {},
    on: (topic, listener) => {
      listeners.set(topic, listener)
      return () => listeners.delete(topic)
    },
  } })
  const { owner, ids, clock, services, connection: { db } } = server
  const { agentIds: [agentId = ''], projectId } = await cast(owner, 1)
  const workspaceId = (await owner.get('/api/auth/me')).json<Me>().workspaces[0]?.id ?? ''
  await db.insertInto('creators').values({
    id: CREATOR, workspace_id: workspaceId, project_id: projectId, username: 'ada', name: 'Ada', email: null, timezone: 'UTC', locale: 'en', currency: 'EUR',
    profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: START_MS, updated_at: START_MS,
  }).execute()
  const { link } = (await owner.post('/api/invitations', { email: 'ada@example.com', role: 'viewer', creatorId: CREATOR })).json<Invitation>()
  const { accessToken } = (await new Caller(server.app).post('/api/auth/register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', inviteToken: link?.split('#')[1] })).json<{ accessToken: string }>()

  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const stop = new AbortController()
  const response = await fetch(`http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/api/activity/stream`, { headers: { authorization: `Bearer ${accessToken}` }, signal: stop.signal })
  await writeTurn(db, ids, agentId, clock.now(), [{ action: 'create_post', result: 'done', verdict: 'allow' }])
  services.tail.poke()
  await services.tail.caughtUp()
  listeners.get('events')?.()
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes('engagement')) break
  }
  stop.abort()
  expect(text).toContain('event: engagement\ndata: {"topics":["events"]}')
  expect(text).not.toContain('event: activity')
})
