import { describe, expect, test } from 'vitest'
import { STRANGER } from './seen-item.ts'
import { addInView } from './seen-item.ts'
import { agentWith, done, seenComment, seenPost } from './testing/situation.ts'
import { Turn, type TurnSnapshot } from './turn.ts'

function newTurn(snapshot: TurnSnapshot | null = null, brain: Parameters<typeof agentWith>[0] = { kind: 'habit' }): Turn {
  return new Turn({
    id: 'turn-1', agent: agentWith(brain), worldId: 'world-1', trigger: { kind: 'wake' }, startedMs: 1, sinceMs: 0, texts: 3,
    tally: { day: '2026-10-01', posts: 1, comments: 2 }, chain: Buffer.alloc(0), snapshot,
  })
}

function stored(turn: Turn): TurnSnapshot {
  return JSON.parse(JSON.stringify(turn.snapshot())) as TurnSnapshot
}

describe('a turn stored and taken up again', () => {
  test('stands where it stood, with everything it needs to go on', () => {
    const turn = newTurn()
    turn.observation = { notices: [seenComment(1, 1)], trends: ['fog'], standing: '' }
    addInView([seenPost(1, { comments: [seenComment(2, 1)] })], turn.inView)
    turn.notes = { phase: 'looking', rounds: 2 }
    turn.generator = 'rehearsal'
    turn.intended = 3
    turn.acts = 2
    turn.count('like_post', done())
    turn.count('like_post', { kind: 'refused', reason: 'no' })
    turn.costMicros = 90
    turn.tokens = 45
    turn.actedOn([{ intent: { action: 'like_post', target: 'post-1', input: {} }, result: done([seenPost(2)]) }])
    const again = newTurn(stored(turn))
    expect(again.snapshot()).toEqual(turn.snapshot())
    expect(again).toMatchObject({ step: 1, intended: 3, acts: 2, costMicros: 90, tokens: 45, generator: 'rehearsal', status: { kind: 'running' } })
    expect([...again.inView]).toEqual(['post-1', 'author-1', 'comment-2', 'commenter-2'])
    expect(again.summary()).toBe('like_post')
  })

  test('at an ask, it waits for the answer to that very ask', () => {
    const turn = newTurn()
    turn.waitFor({ kind: 'http', url: 'http://brain.example/', secret: null, timeoutMs: 100, body: { turnId: 'turn-1' } })
    expect(newTurn(stored(turn)).status).toEqual(turn.status)
  })

  test('what it notes after a commit does not take the place of what it noted before in the same step', () => {
    const turn = newTurn()
    turn.note('observed', 1, {})
    turn.waitFor({ kind: 'http', url: 'http://brain.example/', secret: null, timeoutMs: 100, body: {} })
    const committed = turn.entries
    const again = newTurn(stored(turn))
    turn.entries = []
    for (const one of [turn, again]) {
      one.note('asked', 2, {})
      expect([...committed, ...one.entries].map((entry) => [entry.step, entry.place])).toEqual([[0, 0], [0, 1]])
      one.answered({ kind: 'http', reply: { kind: 'answered', intents: [], thought: null } })
      one.note('acted', 3, {})
      expect(one.entries.at(-1)).toMatchObject({ step: 1, place: 0 })
    }
  })
})

describe('bounds', () => {
  test('ten acts, or fewer where the agent\'s brain says so', () => {
    expect(newTurn().actsLeft).toBe(10)
    expect(newTurn(null, { kind: 'model', actionsMax: 3 }).actsLeft).toBe(3)
  })
})

describe('what is in view', () => {
  test('an item brings its author, its comments and theirs, and the post it stands under', () => {
    const inView = new Set<string>()
    addInView([seenComment(5, 9), seenPost(1, { comments: [seenComment(2, 1)] })], inView)
    expect([...inView].sort()).toEqual(['author-1', 'comment-2', 'comment-5', 'commenter-2', 'commenter-5', 'post-1', 'post-9'])
  })

  test('not the comment that a comment answers: it may be gone or another\'s to see', () => {
    const inView = new Set<string>()
    addInView([seenComment(5, 9, { parentId: 'comment-4', yours: STRANGER })], inView)
    expect(inView.has('comment-4')).toBe(false)
  })
})
