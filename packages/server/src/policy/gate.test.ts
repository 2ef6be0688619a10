import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction, type Intent } from '../agent/action.ts'
import { judge, STANDARD_POLICIES } from './gate.ts'
import type { Facts } from './policy.ts'

const comment = defineAction({
  name: 'comment', description: 'Answer a post.', effect: 'write',
  target: { kind: 'post', field: 'postId' }, alsoNames: ['replyTo'],
  words: { field: 'text', form: 'reply', longest: 1000 },
  schema: z.strictObject({ postId: z.string(), replyTo: z.string().optional(), text: z.string() }),
})

const facts: Facts = {
  killed: null, place: { owned: true }, labelled: true, generator: 'rehearsal', action: comment, inView: new Set(['post-1', 'comment-1']),
  actsInTurn: 0, answeredInTurn: new Set(), today: { posts: 0, comments: 0 }, caps: { actsPerTurn: 10, postsPerDay: 5, commentsPerDay: 5 },
}
const intent: Intent = { action: 'comment', target: 'post-1', input: { text: 'Hm.' } }

describe('the gate', () => {
  test('lets an ordinary intent through', () => {
    expect(judge(STANDARD_POLICIES, intent, facts)).toEqual({ kind: 'allow' })
  })

  test.each<[string, Partial<Facts>, Partial<Intent>, RegExp]>([
    ['kill-switch', { killed: 'runaway thread' }, {}, /runaway thread/],
    ['ownership', { place: { owned: false, why: 'not proved' } }, {}, /not proved/],
    ['offered', { action: null }, { action: 'delete_everything' }, /delete_everything/],
    ['in-view', {}, { target: 'post-2' }, /post-2 was not shown/],
    ['in-view', {}, { input: { text: 'Hm.', replyTo: 'comment-2' } }, /comment-2 was not shown/],
    ['in-view', {}, { target: null }, /names nothing/],
    ['disclosure', { labelled: false }, {}, /label/],
    ['disclosure', { generator: null }, {}, /what made these words/],
    ['caps', { answeredInTurn: new Set(['post-1']) }, {}, /one answer to each text/],
    ['caps', { answeredInTurn: new Set(['comment-1']) }, { input: { text: 'Hm.', replyTo: 'comment-1' } }, /one answer to each text/],
    ['caps', { actsInTurn: 10 }, {}, /10 acts a turn/],
    ['caps', { today: { posts: 0, comments: 5 } }, {}, /5 comments a day/],
    ['caps', { today: { posts: 0, comments: 2, acts: 4 }, caps: { actsPerTurn: 10, postsPerDay: 5, commentsPerDay: 5, actsPerDay: 4 } }, {}, /4 acts a day on this day of the ramp-up/],
  ])('stops by %s', (policy, change, changed, reason) => {
    const verdict = judge(STANDARD_POLICIES, { ...intent, ...changed }, { ...facts, ...change })
    expect(verdict).toMatchObject({ kind: 'suppress', policy })
    expect(verdict.kind === 'suppress' && verdict.reason).toMatch(reason)
  })

  test('the switch comes before everything else', () => {
    const verdict = judge(STANDARD_POLICIES, intent, { ...facts, killed: 'stop', action: null, labelled: false })
    expect(verdict).toMatchObject({ policy: 'kill-switch' })
  })
})
