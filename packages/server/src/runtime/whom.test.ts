import { expect, test } from 'vitest'
import { agentWith, looked, NOTHING_NEW, seenComment, seenPost } from '../agent/testing/situation.ts'
import { Turn } from '../agent/turn.ts'
import { withWhom } from './whom.ts'

function turn(outside: boolean): Turn {
  const agent = agentWith({ kind: 'habit' })
  const made = new Turn({
    id: 'turn-1', agent: outside ? { ...agent, site: { id: 'site-1', account: null } } : agent, worldId: 'site-1', trigger: { kind: 'wake' }, startedMs: 1, sinceMs: 0, texts: 0,
    tally: { day: '', posts: 0, comments: 0 }, chain: Buffer.alloc(0), snapshot: null,
  })
  made.observation = { ...NOTHING_NEW, notices: [seenComment(9, 1), seenComment(8, 6)] }
  made.acted = looked([seenPost(1, { comments: [seenComment(2, 1)] }), seenPost(3, { authorUsername: ' @mira\u0007\u202e' }), seenPost(4, { authorUsername: '🜂'.repeat(80) }), seenPost(5, { authorUsername: '' })])
  return made
}

const on = (target: string | null, outside = true) => withWhom(turn(outside), { action: 'upvote', target, input: {} }, {})

test('whose post, comment or profile it is, among all that was seen', () => {
  expect([on('post-1'), on('comment-2'), on('comment-9'), on('author-1')]).toEqual([{ whom: 'author1' }, { whom: 'commenter2' }, { whom: 'commenter9' }, { whom: 'author1' }])
})

test('who is answered, where of a post nothing but that answer was seen', () => {
  expect([on('post-6'), withWhom(turn(true), { action: 'comment', target: 'post-66', input: { text: 'Yes.', replyTo: 'comment-2' } }, {})]).toEqual([{ whom: 'commenter8' }, { whom: 'commenter2' }])
})

test('plain and short, whatever somebody calls themselves', () => {
  expect(on('post-3')).toEqual({ whom: 'mira' })
  expect(on('post-4')).toEqual({ whom: '🜂'.repeat(60) })
})

test('nothing of what was never seen, has no name, is on nobody, or is done here', () => {
  expect([on('post-77'), on('post-5'), on(null), on('post-1', false)]).toEqual([{}, {}, {}, {}])
})
