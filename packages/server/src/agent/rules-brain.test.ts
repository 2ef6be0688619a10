import { describe, expect, test } from 'vitest'
import type { Intent } from './action.ts'
import type { Decision, Situation } from './brain.ts'
import { defineRules, rulesBrain, type Rules } from './rules-brain.ts'
import { looked, seenPost, situation } from './testing/situation.ts'

const RULES = { kind: 'rules', rules: 'bread' } as const
const bread = defineRules({
  shouldAct: ({ trigger }) => trigger.kind === 'wake',
  plan: ({ posts }) => posts.filter((post) => post.text.includes('bread')).map((post) => ({ action: 'like_post', target: post.id, input: {} })),
})

function decide(rules: Rules, change: Partial<Situation> = {}, name = 'bread'): Decision {
  const [decision] = rulesBrain(new Map([['bread', rules]])).decide([situation({ kind: 'rules', rules: name }, change)])
  if (decision === undefined) throw new Error('no decision')
  return decision
}

const PLANNING: Partial<Situation> = { step: 1, notes: { planned: false }, acted: looked([seenPost(1, { text: 'bread' }), seenPost(2)]) }

describe('rules', () => {
  test('look, plan, rest', () => {
    expect(decide(bread)).toMatchObject({ kind: 'intents', intents: [{ action: 'refresh_feed' }] })
    const planned = decide(bread, PLANNING)
    expect(planned).toMatchObject({ kind: 'intents', intents: [{ action: 'like_post', target: 'post-1' }], generator: 'rules:bread', notes: { planned: true } })
    expect(decide(bread, { step: 2, notes: { planned: true } })).toEqual({ kind: 'rest', thought: null })
  })

  test('do nothing where they should not act, or plan nothing', () => {
    expect(decide(bread, { trigger: { kind: 'manual', by: 'Olga' } })).toEqual({ kind: 'rest', thought: 'nothing to do' })
    expect(decide(bread, { ...PLANNING, acted: looked([seenPost(2)]) })).toEqual({ kind: 'rest', thought: 'planned nothing' })
  })

  test('a name nobody registered says which are known', () => {
    expect(decide(bread, {}, 'brad')).toEqual({ kind: 'rest', thought: 'there are no rules named "brad"; known: bread' })
  })

  test('plan no more than acts are left', () => {
    const eager = defineRules({ shouldAct: () => true, plan: () => Array.from({ length: 30 }, () => ({ action: 'like_post', target: 'post-1', input: {} })) })
    expect(decide(eager, { ...PLANNING, actsLeft: 9 })).toMatchObject({ intents: { length: 9 } })
  })
})

describe('rules that are wrong', () => {
  test.each<[string, Partial<Rules>, Partial<Situation>, RegExp]>([
    ['throw in shouldAct', { shouldAct: () => { throw new Error('no bread today') } }, {}, /its rules threw: no bread today/],
    ['throw in plan', { plan: () => { throw new TypeError('posts[9] is undefined') } }, PLANNING, /its rules threw: posts\[9\]/],
    ['give no list', { plan: () => null as unknown as Intent[] }, PLANNING, /its rules threw/],
    ['give a list of nothing', { plan: () => [undefined] as unknown as Intent[] }, PLANNING, /its rules threw/],
  ])('%s: that agent rests and says so, the others of its batch go on', (_what, change, moment, thought) => {
    const rules = { ...bread, ...change }
    const brain = rulesBrain(new Map([['bread', bread], ['broken', rules]]))
    const [broken, fine] = brain.decide([situation({ kind: 'rules', rules: 'broken' }, moment), situation(RULES, moment)])
    expect(broken).toMatchObject({ kind: 'rest', thought: expect.stringMatching(thought) })
    expect(fine?.kind).toBe('intents')
  })

  test('inputs are held to the actions\' schemas; what fits goes on', () => {
    const sloppy = defineRules({
      shouldAct: () => true,
      plan: () => [
        { action: 'comment', target: 'post-1', input: { text: '' } },
        { action: 'like_post', target: undefined as unknown as null, input: undefined as unknown as Intent['input'] },
        { action: 'send_money', target: null, input: { to: 'x' } },
        { action: 'comment', target: 'post-1', input: { text: 'Fresh.' } },
      ],
    })
    const decision = decide(sloppy, PLANNING)
    expect(decision).toMatchObject({ intents: [{ action: 'send_money' }, { action: 'comment', input: { text: 'Fresh.' } }], misfits: [{ action: 'comment' }, { action: 'like_post' }] })
  })
})
