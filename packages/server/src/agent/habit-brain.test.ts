import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import type { ModelReply } from '../llm/model-port.ts'
import type { Decision, Situation } from './brain.ts'
import { habitBrain, habitWeights, STANDARD_WEIGHTS } from './habit-brain.ts'
import { done, looked, persona, agentWith, seenComment, seenPost, situation } from './testing/situation.ts'

const POSTS = [seenPost(1, { comments: [seenComment(1, 1)] }), seenPost(2), seenPost(3, { text: 'Fresh bread at the harbour.' })]
const LOOKING = { phase: 'looking', rounds: 1 }

function decide(moment: Situation): Decision {
  const [decision] = habitBrain.decide([moment])
  if (decision === undefined) throw new Error('no decision')
  return decision
}

/** What it chose after its look around, words or no words. */
function chosen(decision: Decision): string {
  if (decision.kind === 'intents') return decision.intents[0]?.action ?? 'nothing'
  return decision.kind === 'ask' ? String((decision.notes as { action?: string }).action) : 'rest'
}

function answered(text: string): Situation['reply'] {
  return { kind: 'model', reply: { kind: 'answered', generator: 'openai:gpt-x', text, value: null, toolCalls: [], attempts: [] } }
}
const tried: ModelReply['attempts'] = [{ provider: 'openai', model: 'gpt-x', ms: 9, usage: { inputTokens: 0, outputTokens: 0 }, costMicros: 0, outcome: 'failed', note: 'gone' }]
const failed: ModelReply = { kind: 'failed', reason: 'unavailable', message: 'gone', attempts: tried }

describe('weights', () => {
  test.each<[string, Readonly<Record<string, number>>]>([
    ['a persona\'s own', { create_post: 5, comment: 30, like_post: 40, like_comment: 3, follow: 1.5, do_nothing: 20.5 }],
    ['tiny ones', { create_post: 0.001, comment: 0.003, like_post: 0.006 }],
    ['one far above the others', { create_post: 1, like_post: 200, comment: 2 }],
  ])('over 10,000 decisions every action keeps its share: %s', (_which, weights) => {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    const counts = new Map<string, number>()
    for (let draw = 0; draw < 10_000; draw++) {
      const moment = situation({ kind: 'habit', weights: { ...weights } }, { random: seeded(`draw ${draw}`), acted: looked(POSTS), notes: LOOKING, step: 1 })
      const action = chosen(decide(moment))
      counts.set(action, (counts.get(action) ?? 0) + 1)
    }
    for (const [action, weight] of Object.entries(weights)) {
      expect(Math.abs((counts.get(action) ?? 0) / 100 - (weight / total) * 100), action).toBeLessThan(1.5)
      expect(counts.get(action), `${action} happens`).toBeGreaterThan(0)
    }
  })

  test('are the agent\'s, else the persona\'s, else the standard ones; never for what the place does not have', () => {
    const names = (moment: Situation): string[] => habitWeights(moment).map(([action]) => action.name)
    const brainless = agentWith({ kind: 'habit' }, { persona: persona({ actionWeights: { like_post: 1, fly_a_kite: 9, follow: 0 } }) })
    expect(names(situation({ kind: 'habit', weights: { follow: 2 } }))).toEqual(['follow'])
    expect(names({ ...situation({ kind: 'habit' }), agent: brainless })).toEqual(['like_post'])
    expect(names(situation({ kind: 'habit' }))).toEqual(Object.keys(STANDARD_WEIGHTS).filter((name) => situation({ kind: 'habit' }).actions.has(name)))
  })

  test('none that applies: it rests and says so', () => {
    expect(decide(situation({ kind: 'habit', weights: { fly_a_kite: 1 } }, { acted: looked(POSTS), notes: LOOKING }))).toMatchObject({ kind: 'rest', thought: expect.stringMatching(/by habit/) })
  })
})

describe('a turn', () => {
  test('begins with a look around', () => {
    expect(decide(situation({ kind: 'habit' }))).toMatchObject({ kind: 'intents', intents: [{ action: 'refresh_feed' }] })
  })

  test('asks for words, speaks them with the label of what made them, and rests', () => {
    const brain = { kind: 'habit', weights: { comment: 1 } } as const
    const asking = decide(situation(brain, { acted: looked([POSTS[1] ?? seenPost(2)]), notes: LOOKING, step: 1 }))
    if (asking.kind !== 'ask' || asking.ask.kind !== 'model') throw new Error('it did not ask')
    const request = asking.ask.build([])
    expect(request).toMatchObject({ purpose: 'comment', expects: { kind: 'text', longest: 200 }, rehearsal: { intent: { kind: 'reply', to: { id: 'post-2' } } } })
    const writing = decide(situation(brain, { reply: answered('Fog is not weather.'), notes: asking.notes, step: 2 }))
    expect(writing).toMatchObject({
      kind: 'intents', generator: 'openai:gpt-x', intents: [{ action: 'comment', target: 'post-2', input: { text: 'Fog is not weather.' } }],
    })
    expect(decide(situation(brain, { notes: writing.kind === 'intents' ? writing.notes : {}, step: 3 }))).toMatchObject({ kind: 'rest' })
  })

  test.each([['create_post'], ['comment']])('words that did not come: a template, labelled as one (%s)', (action) => {
    const notes = { phase: 'writing', rounds: 0, posts: POSTS, action, target: action === 'comment' ? { id: 'post-1', post: POSTS[0], comment: null } : { id: null, post: null, comment: null } }
    for (const reply of [{ kind: 'model', reply: failed } as const, answered('   ')]) {
      const decision = decide(situation({ kind: 'habit' }, { notes, reply, step: 2 }))
      expect(decision).toMatchObject({ kind: 'intents', generator: 'template', intents: [{ action }] })
      expect(JSON.stringify(decision)).not.toMatch(/\{\w+\}/)
    }
  })

  test('no model to ask at all: it rests and says why, rather than fill the place with templates', () => {
    const notes = { phase: 'writing', rounds: 0, posts: POSTS, action: 'create_post', target: { id: null, post: null, comment: null } }
    const reply = { kind: 'model', reply: { kind: 'failed', reason: 'unavailable', message: 'There is no key for OpenAI.', attempts: [] } } as const
    expect(decide(situation({ kind: 'habit' }, { notes, reply, step: 2 }))).toMatchObject({ kind: 'rest', thought: 'had no model to speak through: There is no key for OpenAI.' })
  })

  test('a bio is rather left as it is than filled from a template', () => {
    const notes = { phase: 'writing', rounds: 0, posts: [], action: 'update_bio', target: { id: null, post: null, comment: null } }
    expect(decide(situation({ kind: 'habit' }, { notes, reply: { kind: 'model', reply: failed }, step: 2 }))).toMatchObject({ kind: 'rest', thought: 'found no words' })
  })

  test('words that are too long end at a sentence', () => {
    const notes = { phase: 'writing', rounds: 0, posts: [], action: 'create_post', target: { id: null, post: null, comment: null } }
    const decision = decide(situation({ kind: 'habit' }, { notes, reply: answered(`${'It goes on. '.repeat(30)}`), step: 2 }))
    const text = decision.kind === 'intents' ? String(decision.intents[0]?.input['text']) : ''
    expect(text.length).toBeLessThanOrEqual(200)
    expect(text.endsWith('on.')).toBe(true)
  })

  test('nothing to do it to: it says what it wanted, and other actions keep their share', () => {
    expect(decide(situation({ kind: 'habit', weights: { like_post: 1 } }, { acted: looked([]), notes: LOOKING }))).toEqual({ kind: 'rest', thought: 'wanted to like post, found nothing for it' })
  })

  test('a feed that could not be read, and a turn that is full, end in rest', () => {
    const refused = [{ intent: { action: 'refresh_feed', target: null, input: {} }, result: { kind: 'failed', reason: 'down' } as const }]
    expect(decide(situation({ kind: 'habit', weights: { like_post: 1 } }, { acted: refused, notes: LOOKING })).kind).toBe('rest')
    expect(decide(situation({ kind: 'habit' }, { acted: looked(POSTS), notes: LOOKING, actsLeft: 0 })).kind).toBe('rest')
  })

  test('further rounds look at other posts', () => {
    for (let draw = 0; draw < 50; draw++) {
      const first = decide(situation({ kind: 'habit', weights: { like_post: 1 } }, { random: seeded(`a${draw}`), acted: looked(POSTS), notes: { phase: 'looking', rounds: 2 }, step: 1 }))
      if (first.kind !== 'intents') throw new Error('it did not act')
      const second = decide(situation({ kind: 'habit', weights: { like_post: 1 } }, { random: seeded(`b${draw}`), acted: [{ intent: first.intents[0] as never, result: done() }], notes: first.notes, step: 2 }))
      expect(second.kind === 'intents' && second.intents[0]?.target).not.toBe(first.intents[0]?.target)
    }
  })
})
