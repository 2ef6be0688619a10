import { describe, expect, test } from 'vitest'
import type { Decision, HttpReply, Situation } from './brain.ts'
import { httpAnswerSchema, httpBrain } from './http-brain.ts'
import { looked, seenPost, situation } from './testing/situation.ts'

const HTTP = { kind: 'http', url: 'https://brain.example/decide', secret: 's3cret', timeoutMs: 900 } as const

function decide(change: Partial<Situation>): Decision {
  const [decision] = httpBrain.decide([situation(HTTP, change)])
  if (decision === undefined) throw new Error('no decision')
  return decision
}

function answer(intents: Extract<HttpReply, { kind: 'answered' }>['intents'], thought: string | null = null): Partial<Situation> {
  return { step: 2, notes: { awaiting: 'reply' }, reply: { kind: 'http', reply: { kind: 'answered', intents, thought } } }
}

describe('the http brain', () => {
  test('looks around, then sends what is seen and what may be done, in one request', () => {
    expect(decide({})).toMatchObject({ kind: 'intents', intents: [{ action: 'refresh_feed' }] })
    const asking = decide({ step: 1, acted: looked([seenPost(1)]), actsLeft: 9 })
    if (asking.kind !== 'ask' || asking.ask.kind !== 'http') throw new Error('it did not ask')
    expect(asking.ask).toMatchObject({ url: HTTP.url, secret: 's3cret', timeoutMs: 900 })
    expect(asking.ask.body).toMatchObject({
      turnId: 'turn-1', actionsMax: 9, now: '1970-01-01T00:16:40.000Z', observation: { posts: [{ id: 'post-1' }] }, persona: { username: 'mara' },
    })
    expect(JSON.stringify(asking.ask.body['tools'])).toContain('"name":"comment"')
    expect(JSON.stringify(asking.ask.body)).not.toContain('s3cret')
  })

  test('its actions become intents under its label, and the turn ends with its reasoning', () => {
    const acting = decide(answer([{ action: 'like_post', input: { postId: 'post-1' } }, { action: 'delete_all', input: null }], 'I like fog.'))
    expect(acting).toMatchObject({ kind: 'intents', generator: 'http:brain.example', intents: [{ action: 'like_post', target: 'post-1' }, { action: 'delete_all', target: null }] })
    expect(decide({ step: 3, notes: acting.kind === 'intents' ? acting.notes : {} })).toEqual({ kind: 'rest', thought: 'I like fog.' })
  })

  test('what fits no schema goes on the trace, and what fits is done', () => {
    expect(decide(answer([{ action: 'comment', input: { postId: 'post-1' } }, { action: 'refresh_feed', input: undefined }])))
      .toMatchObject({ intents: [{ action: 'refresh_feed' }], misfits: [{ action: 'comment', fault: expect.stringMatching(/text/) }] })
    expect(decide(answer([{ action: 'comment', input: 7 }]))).toMatchObject({ kind: 'intents', intents: [], misfits: [{ action: 'comment' }] })
  })

  test('does no more than there is time for', () => {
    expect(decide({ ...answer(Array.from({ length: 9 }, () => ({ action: 'refresh_feed', input: {} }))), actsLeft: 4 })).toMatchObject({ intents: { length: 4 } })
  })

  test('no answer, a failed one, nothing wanted: rest, with the reason', () => {
    expect(decide({ step: 2, notes: { awaiting: 'reply' } })).toEqual({ kind: 'rest', thought: 'no answer came' })
    expect(decide({ step: 2, notes: { awaiting: 'reply' }, reply: { kind: 'http', reply: { kind: 'failed', message: 'it answered 500' } } }))
      .toMatchObject({ kind: 'rest', thought: expect.stringMatching(/brain\.example.*it answered 500/) })
    expect(decide(answer([], 'Not today.'))).toEqual({ kind: 'rest', thought: 'Not today.' })
  })

  test.each<[string, unknown]>([
    ['a list', []], ['no actions', {}], ['eleven actions', { actions: Array.from({ length: 11 }, () => ({ action: 'x', input: {} })) }],
    ['an action without a name', { actions: [{ input: {} }] }], ['a name without end', { actions: [{ action: 'x'.repeat(61), input: {} }] }],
    ['reasons without end', { actions: [], reasoning: 'x'.repeat(4001) }],
  ])('its answer may not be %s', (_what, value) => {
    expect(httpAnswerSchema.safeParse(value).success).toBe(false)
  })
})
