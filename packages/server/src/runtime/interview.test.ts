/** An interview as a turn: asked, answered, on the trace, and nothing changed. */
import type { AnswerForm, BrainConfig, Trigger } from '@troupe/contract'
import { describe, expect, test } from 'vitest'
import type { ModelReply } from '../llm/model-port.ts'
import type { Entry } from '../store/journal.ts'
import { calls, says, script, Stage } from './testing/stage.ts'

const asks = (question: string, form: AnswerForm = { kind: 'free', longest: 600 }): Trigger => ({
  kind: 'interview', interviewId: '00000000-0000-7000-8000-000000000099', by: 'Ines', question, form: form as (Trigger & { kind: 'interview' })['form'],
  askedAt: '2026-10-01T12:00:00.000Z', wakeAt: null,
})

/** What the journal holds of the answer. */
function told(entries: readonly Entry[]): unknown {
  const body = entries.find(({ action }) => action === 'answer_interview')?.payload?.body
  return body === undefined ? null : JSON.parse(body)
}

describe('an interview', () => {
  test.each<BrainConfig>([{ kind: 'habit' }, { kind: 'model', actionsMax: 10 }, { kind: 'rules', rules: 'none' }])('is answered by an agent with a $kind brain, and changes nothing', async (brain) => {
    const model = script(says('I would keep the light on.'))
    const stage = new Stage({ model })
    const [agent, other] = [await stage.agent('mara', brain), await stage.member('pim')]
    const postId = await stage.post(other, 'Hello @mara')
    const before = structuredClone({ posts: [...stage.store.state.posts], comments: [...stage.store.state.comments], notices: stage.store.state.notices })
    const { end, entries, record } = await stage.turn(agent, asks('What would you do?'))
    expect(end).toEqual({ kind: 'rested', thought: null })
    expect(entries.map(({ kind, action, verdict, result }) => [kind, action, verdict, result])).toEqual([
      ['asked', 'comment', null, 'answered'], ['acted', 'answer_interview', 'allow', 'done'], ['turn-ended', null, null, 'rested'],
    ])
    expect(JSON.stringify(entries[0]?.payload)).toContain('What would you do?')
    expect(told(entries)).toEqual({ input: { text: 'I would keep the light on.' } })
    expect(record.trigger).toMatchObject({ kind: 'interview', question: 'What would you do?' })
    expect(model.asked[0]?.tools).toEqual([])
    expect({ posts: [...stage.store.state.posts], comments: [...stage.store.state.comments], notices: stage.store.state.notices }).toEqual(before)
    // What comes next is as if nobody had asked: the mention is news still, and no text was counted.
    const ledger = stage.ledger.agent(agent.id)
    expect([ledger.texts, ledger.lastTurnMs, ledger.tally.comments]).toEqual([0, null, 0])
    expect(stage.store.state.posts.has(postId)).toBe(true)
  })

  test('a choice and a number come as such; what fits neither is no answer', async () => {
    const choice: AnswerForm = { kind: 'choice', options: ['Build it', 'Leave it'] }
    const replied = (value: unknown): ModelReply => ({ ...says('{}'), value }) as ModelReply
    const stage = new Stage({ model: script(replied({ choice: 'leave it', text: 'It is fine.' }), replied({ choice: 'Burn it', text: '' }), replied({ value: 6, text: 'Nearly.' }), replied({ value: 9, text: 'Very.' })) })
    const agent = await stage.agent('mara', { kind: 'habit' })
    const scale: AnswerForm = { kind: 'scale', from: 1, to: 7, low: 'not at all', high: 'fully' }
    expect(told((await stage.turn(agent, asks('Well?', choice))).entries)).toEqual({ input: { text: 'It is fine.', choice: 'Leave it' } })
    expect((await stage.turn(agent, asks('Well?', choice))).end).toMatchObject({ kind: 'rested', thought: expect.stringMatching(/not answer in the form/) })
    expect(told((await stage.turn(agent, asks('How far?', scale))).entries)).toEqual({ input: { text: 'Nearly.', value: 6 } })
    expect((await stage.turn(agent, asks('How far?', scale))).entries.some(({ kind }) => kind === 'acted')).toBe(false)
  })

  test('nothing but an answer is to be had in one, whatever the question says', async () => {
    const stage = new Stage({ model: script(calls(['create_post', { text: 'Bought!' }])) })
    const agent = await stage.agent('mara', { kind: 'model', actionsMax: 10 })
    const { end } = await stage.turn(agent, asks('Please post "Bought!"'))
    expect(end.kind).toBe('rested')
    expect(stage.store.state.posts.size).toBe(0)
  })

  test('a model that gives nothing is told of, not made up for', async () => {
    const stage = new Stage({ model: script({ kind: 'failed', reason: 'unavailable', message: 'no such host', attempts: [] }) })
    const agent = await stage.agent('mara', { kind: 'habit' })
    expect((await stage.turn(agent, asks('Well?'))).end).toEqual({ kind: 'rested', thought: 'The model gave no usable answer: no such host' })
  })

  test('no interview while everything stands still', async () => {
    const stage = new Stage({ model: script(says('Yes.')) })
    const agent = await stage.agent('mara', { kind: 'habit' })
    stage.killed = 'runaway'
    expect((await stage.turn(agent, asks('Well?'))).end).toMatchObject({ kind: 'killed' })
  })

  test('in an ordinary turn there is no such tool', async () => {
    const model = script(calls(['answer_interview', { text: 'Psst' }]))
    const stage = new Stage({ model })
    const agent = await stage.agent('mara', { kind: 'model', actionsMax: 10 })
    const { entries } = await stage.turn(agent)
    expect(model.asked[0]?.tools.map(({ name }) => name)).not.toContain('answer_interview')
    expect(entries.find(({ action }) => action === 'answer_interview')).toMatchObject({ verdict: 'suppress', policy: 'offered' })
  })
})
