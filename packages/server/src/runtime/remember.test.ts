import { speechSchema } from '@troupe/contract'
import { describe, expect, test } from 'vitest'
import { Turn, type MemoryDraft } from '../agent/turn.ts'
import { ACTIONS, agentWith, done, looked, NOTHING_NEW, seenComment, seenPost } from '../agent/testing/situation.ts'
import type { Intent } from '../agent/action.ts'
import type { ActResult } from '../agent/brain.ts'
import { remember, rememberNotices } from './remember.ts'

function turn(agent = agentWith({ kind: 'habit' })): Turn {
  const made = new Turn({
    id: 'turn-1', agent, worldId: 'world-1', trigger: { kind: 'wake' }, startedMs: 1, sinceMs: 0, texts: 0,
    tally: { day: '', posts: 0, comments: 0 }, chain: Buffer.alloc(0), snapshot: null,
  })
  made.observation = { ...NOTHING_NEW, notices: [seenComment(9, 1, { text: 'I doubt it.' })] }
  made.acted = looked([seenPost(1, { comments: [seenComment(2, 1)] })])
  return made
}

function kept(intent: Intent, result: ActResult = done()): Partial<MemoryDraft>[] {
  const on = turn()
  remember(on, intent, result, ACTIONS.get(intent.action), 5_000)
  return on.memories
}

describe('what is worth remembering', () => {
  test('what one said, and to whom', () => {
    expect(kept({ action: 'create_post', target: null, input: { text: 'Fog.' } })).toEqual([{ kind: 'said', aboutId: null, aboutName: null, text: 'Fog.', atMs: 5_000 }])
    expect(kept({ action: 'comment', target: 'post-1', input: { text: 'No.' } })).toMatchObject([{ kind: 'replied', aboutId: 'author-1', aboutName: 'author1', text: 'No. (to: Text of post 1.)' }])
    expect(kept({ action: 'comment', target: 'post-1', input: { text: 'No.', replyTo: 'comment-2' } })).toMatchObject([{ aboutId: 'commenter-2', text: 'No. (to: Comment 2.)' }])
    expect(kept({ action: 'comment', target: 'post-1', input: { text: 'No.', replyTo: 'comment-9' } })).toMatchObject([{ aboutName: 'commenter9' }])
  })

  test('whom one likes and follows', () => {
    expect(kept({ action: 'like_post', target: 'post-1', input: {} })).toMatchObject([{ kind: 'liked', aboutId: 'author-1', text: 'Text of post 1.' }])
    expect(kept({ action: 'follow', target: 'author-1', input: {} })).toMatchObject([{ kind: 'followed', aboutId: 'author-1' }])
  })

  test('nothing of what was refused, only read, or of one\'s own bio', () => {
    expect(kept({ action: 'create_post', target: null, input: { text: 'Fog.' } }, { kind: 'refused', reason: 'no' })).toEqual([])
    expect(kept({ action: 'search_posts', target: null, input: { query: 'fog' } })).toEqual([])
    expect(kept({ action: 'update_bio', target: null, input: { text: 'New.' } })).toEqual([])
  })

  test('a line, not a copy', () => {
    const [memory] = kept({ action: 'create_post', target: null, input: { text: 'x'.repeat(1_000) } })
    expect(memory?.text).toHaveLength(280)
  })

  test('what others said to one, as one stands to it', () => {
    const speech = speechSchema.parse({
      subjects: { fog: { keywords: ['fog'], names: ['the fog'], parts: ['the horn'], facts: ['it comes at night'] } },
      views: { fog: { stance: 2, takes: ['The fog is the best of us.'] } },
    })
    const notices = ['The fog is a disgrace and a waste.', 'The fog is lovely and I love it.', 'Lunch?'].map((text, place) => seenComment(place + 7, 1, { text }))
    const on = turn(agentWith({ kind: 'habit' }, { speech }))
    on.observation = { ...NOTHING_NEW, notices }
    rememberNotices(on)
    expect(on.memories.map((memory) => [memory.kind, memory.aboutName])).toEqual([['contradicted', 'commenter7'], ['agreed', 'commenter8'], ['read', 'commenter9']])
  })
})
