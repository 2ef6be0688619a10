import { expect, test } from 'vitest'
import { Turn, type TurnSnapshot } from './turn.ts'

function turnFrom(snapshot: TurnSnapshot | null): Turn {
  return new Turn({
    id: 'turn', worldId: 'world', trigger: { kind: 'wake' }, startedMs: 0, sinceMs: 0, texts: 0, chain: Buffer.alloc(0), snapshot,
    tally: { day: '', posts: 0, comments: 0 },
    agent: { id: 'agent', name: 'A', workspaceId: 'w', projectId: 'p', platform: 'feed', brain: { kind: 'model', actionsMax: 10 }, persona: null, speech: null, profileId: 'profile' },
  })
}

test('a step that waits goes on counting its entries after they were committed, here and in another process', () => {
  const turn = turnFrom(null)
  turn.note('observed', 1, {})
  turn.waitFor({ kind: 'http', url: 'http://localhost', secret: null, timeoutMs: 1, body: {} })
  const heir = turnFrom(JSON.parse(JSON.stringify(turn.snapshot())) as TurnSnapshot)
  turn.entries = []
  for (const one of [turn, heir]) {
    one.note('asked', 2, {})
    one.answered({ kind: 'http', reply: { kind: 'answered', intents: [], thought: null } })
    one.note('turn-ended', 3, {})
    expect(one.entries.map(({ step, place }) => [step, place])).toEqual([[0, 1], [1, 0]])
  }
})
