import type { MemberSession } from '@troupe/contract'
import { expect, test } from 'vitest'
import type { Method } from '../../api/request.ts'
import { AnswerStore } from '../data/answer-store.ts'
import { sampleId } from '../testing/sample-feed.ts'
import { MemberStore } from './member-store.ts'

const nell = { id: sampleId(1), worldId: sampleId(2), state: 'pending', username: 'nell_h', displayName: 'Nell Hart', email: 'nell@mail.example', emailVerified: false, profile: null, mayWrite: false, mayNot: 'Soon.', createdAt: '2026-11-21T10:00:00.000Z' } as const
const asNell: MemberSession = { member: nell, csrfToken: 'a token' }

function storeOver(answer: Promise<MemberSession>): MemberStore {
  const store = new AnswerStore({ ask: () => Promise.reject(new Error('not scripted')), nowMs: () => 0 })
  return new MemberStore({ store, send: (method: Method, path) => (method === 'GET' && path === '/api/members/session' ? answer as Promise<never> : Promise.reject(new Error(`${method} ${path} is not scripted`))) })
}

test.each([['says that nobody is signed in', () => Promise.resolve({ member: null, csrfToken: null })], ['is that it failed', () => Promise.reject(new Error('busy'))]])('whoever signs in while it is asked who reads stays so, when the older answer %s', async (_, answer) => {
  const member = storeOver(answer())
  const loading = member.load()
  member.take(asNell)
  await loading
  expect(member.standing()).toMatchObject({ state: 'member', self: { username: 'nell_h' } })
})

test('a second wish of the same thing is sent after the first, and a first that fails does not undo it', async () => {
  const sent: string[] = []
  const first = Promise.withResolvers<never>()
  const store = new AnswerStore({ ask: () => Promise.reject(new Error('not scripted')), nowMs: () => 0 })
  const member = new MemberStore({
    store,
    send: (method: Method, path) => {
      sent.push(`${method} ${path}`)
      return sent.length === 1 ? first.promise : Promise.resolve({} as never)
    },
  })
  member.take(asNell)
  const id = sampleId(1001)
  const liking = member.like('post', id, true)
  const leaving = member.like('post', id, false)
  const again = member.like('post', id, true)
  await Promise.resolve()
  expect([sent.map((each) => each.split(' ')[0]), member.likes(id)]).toEqual([['PUT'], true])
  first.reject(new Error('busy'))
  await Promise.all([liking, leaving, again])
  expect([sent.map((each) => each.split(' ')[0]), member.likes(id)]).toEqual([['PUT', 'DELETE', 'PUT'], true])
  expect(member.word()).toBe('busy')
})

test('who reads is as the server says, and a visitor where it does not', async () => {
  const known = storeOver(Promise.resolve(asNell))
  await known.load()
  expect(known.standing()).toMatchObject({ state: 'member', csrfToken: 'a token' })
  const unknown = storeOver(Promise.reject(new Error('busy')))
  await unknown.load()
  expect(unknown.standing()).toEqual({ state: 'visitor' })
})

test('what is pressed before it is known who reads is done by the member, or asks a visitor to join', async () => {
  const answers = Promise.withResolvers<MemberSession>()
  const member = storeOver(answers.promise)
  void member.load()
  const done: string[] = []
  const pressed = member.asMember('like this', ({ username }) => done.push(username))
  expect([done, member.invited()]).toEqual([[], null])
  answers.resolve(asNell)
  await pressed
  expect([done, member.invited()]).toEqual([['nell_h'], null])

  // Of a world that nobody can join it is never asked.
  const visitor = storeOver(Promise.reject(new Error('not asked')).catch(() => ({ member: null, csrfToken: null })))
  await visitor.asMember('like this', () => done.push('a visitor'))
  expect([done, visitor.invited()]).toEqual([['nell_h'], 'like this'])
})
