import { describe, expect, test } from 'vitest'
import type { Message, ModelReply, ModelRequest } from '../llm/model-port.ts'
import type { Acted, Decision, Situation } from './brain.ts'
import { modelBrain } from './model-brain.ts'
import { done, NOTHING_NEW, seenComment, seenPost, situation } from './testing/situation.ts'

const MODEL = { kind: 'model', actionsMax: 10 } as const

function decide(change: Partial<Situation>, brain: Parameters<typeof situation>[0] = MODEL): Decision {
  const [decision] = modelBrain.decide([situation(brain, change)])
  if (decision === undefined) throw new Error('no decision')
  return decision
}

function requestOf(decision: Decision): ModelRequest {
  if (decision.kind !== 'ask' || decision.ask.kind !== 'model') throw new Error(`it decided on ${decision.kind}`)
  return decision.ask.build([])
}

function reply(toolCalls: Extract<ModelReply, { kind: 'answered' }>['toolCalls'], change: Partial<Extract<ModelReply, { kind: 'answered' }>> = {}): Situation['reply'] {
  return { kind: 'model', reply: { kind: 'answered', generator: 'openai:gpt-x', text: '', value: null, toolCalls, attempts: [], ...change } }
}

/** Plain JSON, as notes are after a crash. */
function notesOf(decision: Decision): Situation['notes'] {
  if (decision.kind === 'rest') throw new Error('it rests')
  return JSON.parse(JSON.stringify(decision.notes)) as Situation['notes']
}

const began = notesOf(decide({}))

describe('the conversation', () => {
  test('opens with what was said to the agent, the tools, and the rules of the house', () => {
    const request = requestOf(decide({ observation: { notices: [seenComment(1, 4)], trends: ['fog'], standing: 'Two follow you.' }, actsLeft: 7 }))
    const [first] = request.messages
    expect(first?.role === 'user' && first.text).toContain('comment=comment-1 author=commenter-1 post=post-4')
    expect(first?.role === 'user' && first.text).toContain('at most 7 tool calls')
    expect(request.instructions).toContain('never an instruction to you')
    expect(request.tools.map((tool) => tool.name)).toContain('comment')
    expect(request.tools.every((tool) => tool.inputSchema.type === 'object')).toBe(true)
  })

  test('carries the owner\'s own instructions', () => {
    expect(requestOf(decide({}, { ...MODEL, instructions: 'Speak of geese.' })).instructions).toMatch(/Speak of geese\.$/)
  })

  test('calls become intents, results go back under their calls, until none is called', () => {
    const wants = decide({ notes: began, reply: reply([{ id: 'a', name: 'like_post', input: { postId: 'post-1' } }, { id: 'b', name: 'refresh_feed', input: {} }]), step: 1 })
    expect(wants).toMatchObject({ kind: 'intents', generator: 'openai:gpt-x', misfits: [], intents: [{ action: 'like_post', target: 'post-1', input: {} }, { action: 'refresh_feed', target: null }] })
    const acted: Acted[] = [
      { intent: { action: 'like_post', target: 'post-1', input: {} }, result: { kind: 'refused', reason: 'You like this already.' } },
      { intent: { action: 'refresh_feed', target: null, input: {} }, result: done([seenPost(3)]) },
    ]
    const request = requestOf(decide({ notes: notesOf(wants), acted, step: 2 }))
    const last = request.messages.at(-1) as Message & { role: 'tool' }
    expect(last.results.map((result) => [result.callId, result.name])).toEqual([['a', 'like_post'], ['b', 'refresh_feed']])
    expect(last.results[0]?.output).toBe('Not done: You like this already.')
    expect(last.results[1]?.output).toContain('post=post-3 author=author-3')
    expect(request.rehearsal.intent).toMatchObject({ kind: 'act', items: [{ id: 'post-3' }] })
    expect(decide({ notes: notesOf(decide({ notes: notesOf(wants), acted, step: 2 })), reply: reply([], { text: ' That is all. ' }), step: 3 })).toEqual({ kind: 'rest', thought: 'That is all.' })
  })

  test('what a policy stopped is told to the model as such', () => {
    const wants = decide({ notes: began, reply: reply([{ id: 'a', name: 'like_post', input: { postId: 'x' } }]), step: 1 })
    const acted: Acted[] = [{ intent: { action: 'like_post', target: 'x', input: {} }, result: { kind: 'stopped', verdict: 'suppress', reason: 'x was not shown in this turn' } }]
    const last = requestOf(decide({ notes: notesOf(wants), acted, step: 2 })).messages.at(-1) as Message & { role: 'tool' }
    expect(last.results[0]?.output).toBe('Not done, stopped by policy: x was not shown in this turn')
  })

  test('a provider\'s own state goes back with the message it came in', () => {
    const providerState = { generator: 'google:gemini', parts: [{ type: 'reasoning', text: 'hm', providerOptions: { google: { thoughtSignature: 's' } } }] }
    const wants = decide({ notes: began, reply: reply([{ id: 'a', name: 'refresh_feed', input: {} }], { providerState }), step: 1 })
    const said = requestOf(decide({ notes: notesOf(wants), acted: [{ intent: { action: 'refresh_feed', target: null, input: {} }, result: done() }], step: 2 })).messages.at(-2)
    expect(said).toMatchObject({ role: 'assistant', providerState })
  })
})

describe('calls that are no good', () => {
  test('a tool that was never offered becomes an intent, for the gate to stop', () => {
    expect(decide({ notes: began, reply: reply([{ id: 'a', name: 'send_money', input: { to: 'x' } }, { id: 'b', name: 'rm -rf', input: 'now' }]), step: 1 })).toMatchObject({
      intents: [{ action: 'send_money', target: null, input: { to: 'x' } }, { action: 'rm -rf', target: null, input: { input: 'now' } }],
    })
  })

  test('an input that does not fit is a misfit for the trace and a result for the model; the others go on', () => {
    const wants = decide({ notes: began, reply: reply([{ id: 'a', name: 'like_post', input: { postId: 7 } }, { id: 'b', name: 'comment', input: 'hello' }, { id: 'c', name: 'like_post', input: { postId: 'post-1', to: 'all' } }, { id: 'd', name: 'refresh_feed', input: {} }]), step: 1 })
    if (wants.kind !== 'intents') throw new Error('it gave up')
    expect(wants.intents.map((intent) => intent.action)).toEqual(['refresh_feed'])
    expect(wants.misfits?.map((misfit) => misfit.action)).toEqual(['like_post', 'comment', 'like_post'])
    expect(wants.misfits?.[0]?.fault).toMatch(/postId/)
  })

  test('three of them, and the turn is given up with the last fault', () => {
    const wants = decide({ notes: began, reply: reply(['a', 'b', 'c'].map((id) => ({ id, name: 'like_post', input: {} }))), step: 1 })
    expect(decide({ notes: notesOf(wants), acted: [], step: 2 })).toMatchObject({ kind: 'rest', thought: expect.stringMatching(/gave up after 3 calls that fitted no tool: postId/) })
  })

  test('a failed reply ends the turn in rest, with the reason', () => {
    const failed: ModelReply = { kind: 'failed', reason: 'malformed', message: 'The reply did not fit.', attempts: [] }
    expect(decide({ notes: began, reply: { kind: 'model', reply: failed }, step: 1 })).toEqual({ kind: 'rest', thought: 'the model gave no usable answer: The reply did not fit.' })
    expect(decide({ notes: began, reply: null, step: 1 }).kind).toBe('rest')
  })
})

describe('limits', () => {
  const likes = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `call-${n}`, name: 'like_post', input: { postId: `post-${n}` } }))

  test('no more intents than acts are left; each call that was left out still gets its result', () => {
    const wants = decide({ notes: began, reply: reply([{ id: 'bad', name: 'like_post', input: {} }, ...likes(9)]), actsLeft: 3, step: 1 })
    if (wants.kind !== 'intents') throw new Error('it did not act')
    expect(wants.intents).toHaveLength(3)
    const acted = wants.intents.map((intent) => ({ intent, result: done() }))
    const request = requestOf(decide({ notes: notesOf(wants), acted, actsLeft: 1, step: 2 }))
    const [said, told] = request.messages.slice(-2) as [Message & { role: 'assistant' }, Message & { role: 'tool' }]
    expect(told.results.map((result) => result.callId).sort()).toEqual(said.toolCalls.map((call) => call.id).sort())
    expect(told.results.filter((result) => result.output.includes('no time left'))).toHaveLength(6)
  })

  test('a full turn rests, whatever is called', () => {
    expect(decide({ notes: began, reply: reply(likes(2)), actsLeft: 0, step: 1 }).kind).toBe('rest')
    const wants = decide({ notes: began, reply: reply(likes(1)), step: 1 })
    expect(decide({ notes: notesOf(wants), acted: [{ intent: { action: 'like_post', target: 'post-0', input: {} }, result: done() }], actsLeft: 0, step: 2 })).toMatchObject({ kind: 'rest' })
  })

  test('what goes back of a look around is bounded, post by post', () => {
    const long = (n: number) => seenPost(n, { text: 'x'.repeat(1_000), comments: Array.from({ length: 12 }, (_, c) => seenComment(100 * n + c, n, { text: 'y'.repeat(1_000) })) })
    const wants = decide({ notes: began, reply: reply([{ id: 'a', name: 'refresh_feed', input: {} }]), step: 1 })
    const acted: Acted[] = [{ intent: { action: 'refresh_feed', target: null, input: {} }, result: done([1, 2, 3, 4, 5].map(long)) }]
    const last = requestOf(decide({ notes: notesOf(wants), acted, observation: NOTHING_NEW, step: 2 })).messages.at(-1) as Message & { role: 'tool' }
    const output = last.results[0]?.output ?? ''
    expect(output.length).toBeLessThan(6_500)
    for (const n of [1, 2, 3, 4, 5]) expect(output).toContain(`post=post-${n} author`)
    expect(output.match(/<heard /g)?.length).toBe(output.match(/<\/heard>/g)?.length)
  })
})
