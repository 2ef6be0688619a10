/** Whole turns in memory: what a model may do wrong, and that no agent is the worse for it (issue "Bad input"). */
import { describe, expect, test } from 'vitest'
import type { ModelReply } from '../llm/model-port.ts'
import { CHAIN_START, entryHash, payloadHash, type Entry } from '../store/journal.ts'
import { calls, says, script, Stage, type ModelOnStage, type PlayedTurn } from './testing/stage.ts'

const MODEL = { kind: 'model', actionsMax: 10 } as const
const WRITES = { kind: 'habit', weights: { create_post: 1 } } as const

const look = calls(['refresh_feed', {}])
const failed = (reason: Extract<ModelReply, { kind: 'failed' }>['reason'], message: string): ModelReply => ({
  kind: 'failed', reason, message,
  attempts: [{ provider: 'scripted', model: 'scripted', ms: 1, usage: { inputTokens: 3, outputTokens: 0 }, costMicros: 2, outcome: 'failed', note: message }],
})

function acted({ entries }: PlayedTurn): (string | null)[][] {
  return entries.filter((entry) => entry.kind === 'acted').map((entry) => [entry.action, entry.policy, entry.result])
}

function broken(entries: readonly Entry[]): number {
  let chain = CHAIN_START
  let wrong = 0
  for (const { hash, payload, ...entry } of entries) {
    if (!entryHash(chain, entry, payload === null ? null : payloadHash(payload)).equals(hash)) wrong++
    chain = hash
  }
  return wrong
}

async function stageWith(model: ModelOnStage): Promise<{ stage: Stage; postId: string; bob: string }> {
  const stage = new Stage({ model })
  const bob = await stage.member('bob')
  return { stage, bob, postId: await stage.post(bob, 'The harbour light is out again.') }
}

describe('the trace', () => {
  test('tells the whole of a turn, in places of its own, in a chain that holds', async () => {
    const { stage, bob, postId } = await stageWith((request) => {
      const last = request.messages.at(-1)
      return last?.role === 'user' ? look : request.messages.length < 4 ? calls(['comment', { postId, text: 'I saw.' }]) : says('Done here.')
    })
    const mara = await stage.agent('mara', MODEL)
    await stage.post(bob, 'Hey @mara, are you awake?')
    const turn = await stage.turn(mara)
    expect(turn.end).toEqual({ kind: 'rested', thought: 'Done here.' })
    expect(turn.entries.map((entry) => [entry.step, entry.place, entry.kind, entry.action])).toEqual([
      [0, 0, 'observed', null], [0, 1, 'asked', 'decision'], [1, 0, 'acted', 'refresh_feed'], [2, 0, 'asked', 'decision'],
      [3, 0, 'acted', 'comment'], [4, 0, 'asked', 'decision'], [5, 0, 'turn-ended', null],
    ])
    expect(turn.record).toMatchObject({ acts: 2, costMicros: 21, outcome: 'rested', summary: 'refresh_feed, comment' })
    expect(stage.store.state.comments.get(turn.entries[4]?.madeId ?? '')).toMatchObject({ postId, text: 'I saw.', generator: 'scripted:scripted', turnId: turn.id })
    expect(broken(turn.entries)).toBe(0)
  })

  test('a reply can be given to what was said under a post that is not in the feed', async () => {
    const stage = new Stage({ model: () => says('So it is.') })
    const [bob, cyd] = [await stage.member('bob'), await stage.member('cyd')]
    const mara = await stage.agent('mara', { kind: 'habit', weights: { comment: 1 } })
    const old = await stage.post(mara.profileId ?? '', 'An old post of mine.')
    for (let n = 0; n < 8; n++) await stage.post(bob, `Something newer, ${n}`)
    const said = await stage.comment(cyd, old, 'It is not that old, @mara.')
    const answers: unknown[] = []
    for (let n = 0; n < 6; n++) answers.push(...(await stage.turn(mara)).entries.filter((entry) => entry.policy !== null))
    expect(answers).toEqual([])
    expect([...stage.store.state.comments.values()].some((comment) => comment.parentId === said)).toBe(true)
  })
})

describe('a model that misbehaves', () => {
  test.each<[string, ModelReply[], (string | null)[][]]>([
    ['calls a tool nobody offered', [calls(['drop_tables', { now: true }])], [['drop_tables', 'offered', 'stopped']]],
    ['calls a tool with a name that cannot be kept', [calls(['like\0\ud800', {}])], [['like\ufffd', 'offered', 'stopped']]],
    ['gives wrong types', [calls(['like_post', { postId: { id: 1 } }])], [['like_post', null, 'invalid']]],
    ['gives an input that is no object', [calls(['create_post', 'just words'], ['create_post', null])], [['create_post', null, 'invalid'], ['create_post', null, 'invalid']]],
    ['gives text without end', [calls(['create_post', { text: 'x'.repeat(50_000) }])], [['create_post', null, 'invalid']]],
    ['gives empty text', [calls(['create_post', { text: '\u0007 \0 ' }])], [['create_post', null, 'refused']]],
    ['names a post by a text', [calls(['like_post', { postId: '../../etc/passwd' }])], [['like_post', 'in-view', 'stopped']]],
    ['names a post by what cannot be kept', [calls(['like_post', { postId: 'a\0b' }])], [['like_post', 'in-view', 'stopped']]],
    ['searches for what cannot be kept', [calls(['search_people', { query: 'b\0ob' }], ['search_posts', { query: '\0\ud800' }])], [['search_people', null, 'done'], ['search_posts', null, 'done']]],
    ['says nothing', [says('')], []],
    ['says only prose', [says('I would now like the post.')], []],
    ['refuses', [failed('refused', 'I cannot do that.')], []],
    ['is gone', [failed('unavailable', 'HTTP 500: oh no')], []],
    ['is malformed for ever', [failed('malformed', 'The reply did not fit.')], []],
  ])('%s: the turn ends, the trace says what was, the next turn works', async (_what, replies, expected) => {
    const model = script(...replies)
    const { stage } = await stageWith(model)
    const mara = await stage.agent('mara', MODEL)
    const turn = await stage.turn(mara)
    expect(turn.end.kind).toBe('rested')
    expect(acted(turn)).toEqual(expected)
    const asked = turn.entries.find((entry) => entry.kind === 'asked')
    expect(asked).toMatchObject({ action: 'decision' })
    expect(asked?.result).toBe(replies[0]?.kind)
    expect(asked?.reason).toBe(replies[0]?.kind === 'failed' ? replies[0].message : null)
    expect(JSON.stringify(turn.entries.map((entry) => [entry.action, entry.targetId, entry.reason, entry.payload?.body]))).not.toMatch(/\\u0000|\\ud800/)
    const next = await stage.turn(mara)
    expect(next.end).toEqual({ kind: 'rested', thought: 'Enough.' })
  })

  test('acts on a post that was deleted meanwhile: refused in a sentence, and it can go on', async () => {
    let deleted = (): void => {}
    const model = script(look, (request) => {
      deleted()
      const postId = /post=(\S+)/.exec(JSON.stringify(request.messages))?.[1] ?? ''
      return calls(['like_post', { postId }], ['comment', { postId, text: 'Wait.' }], ['view_comments', { postId }])
    })
    const { stage, postId } = await stageWith(model)
    deleted = () => {
      const post = stage.store.state.posts.get(postId)
      if (post !== undefined) stage.store.state.posts.set(postId, { ...post, deletedMs: stage.clock.now() })
    }
    const turn = await stage.turn(await stage.agent('mara', MODEL))
    expect(acted(turn)).toEqual([['refresh_feed', null, 'done'], ['like_post', null, 'refused'], ['comment', null, 'refused'], ['view_comments', null, 'refused']])
    expect(JSON.stringify(model.asked.at(-1)?.messages)).toContain('Not done: That post is gone.')
    expect(turn.end).toEqual({ kind: 'rested', thought: 'Enough.' })
  })

  test('never stops calling: ten acts, and the turn is over', async () => {
    const { stage } = await stageWith(() => look)
    const turn = await stage.turn(await stage.agent('mara', MODEL))
    expect(turn.record).toMatchObject({ acts: 10, outcome: 'rested' })
    const few = await stage.turn(await stage.agent('nell', { kind: 'model', actionsMax: 2 }))
    expect(few.record).toMatchObject({ acts: 2, outcome: 'rested' })
  })

  test('calls forty at once: ten are done', async () => {
    const { stage } = await stageWith(() => calls(...Array.from({ length: 40 }, () => ['refresh_feed', {}] as const)))
    expect((await stage.turn(await stage.agent('mara', MODEL))).record.acts).toBe(10)
  })

  test('mixes good calls with bad ones to the last: it still rests by itself', async () => {
    const bad = calls(['like_post', {}])
    const { stage } = await stageWith(script(bad, look, bad, ...Array.from({ length: 9 }, () => look)))
    expect((await stage.turn(await stage.agent('mara', MODEL))).record).toMatchObject({ acts: 10, outcome: 'rested' })
  })

  test('what was stopped counts towards the bound of the turn, and not among its acts', async () => {
    const stopped = calls(['like_post', { postId: 'nowhere' }], ['drop_tables', {}])
    const { stage } = await stageWith(script(look, calls(['create_post', { text: ' ' }]), stopped, stopped, stopped, stopped))
    const mara = await stage.agent('mara', MODEL)
    const turn = await stage.turn(mara)
    const all = acted(turn)
    expect([all.length, all.filter(([, , result]) => result === 'stopped').length]).toEqual([10, 8])
    // What the platform refused was performed all the same.
    expect(turn.record).toMatchObject({ acts: 2, outcome: 'rested' })
    expect(stage.ledger.agent(mara.id)).toMatchObject({ acts: 2, turns: 1 })
  })

  test('is out of money: the agent sleeps until there is some', async () => {
    const untilMs = Date.UTC(2026, 9, 2)
    const { stage } = await stageWith(() => ({ kind: 'exhausted', untilMs, message: 'The daily budget is used up.', attempts: [] }))
    const turn = await stage.turn(await stage.agent('mara', MODEL))
    expect(turn.end).toEqual({ kind: 'slept', untilMs, reason: 'The daily budget is used up.' })
    expect(turn.entries.map((entry) => [entry.kind, entry.result])).toEqual([['asked', 'exhausted'], ['turn-ended', 'slept']])
  })

  test('is stopped by the kill switch: the turn ends as killed', async () => {
    const { stage } = await stageWith(() => failed('aborted', 'Given up: runaway'))
    expect((await stage.turn(await stage.agent('mara', MODEL))).end).toEqual({ kind: 'killed', reason: 'Given up: runaway' })
  })

  test('fails where only words were due: a template, labelled as one', async () => {
    const { stage } = await stageWith(() => failed('unavailable', 'HTTP 503: overloaded'))
    const turn = await stage.turn(await stage.agent('mara', WRITES))
    expect(turn.entries.map((entry) => [entry.kind, entry.action, entry.result])).toEqual([
      ['acted', 'refresh_feed', 'done'], ['asked', 'post', 'failed'], ['acted', 'create_post', 'done'], ['turn-ended', null, 'rested'],
    ])
    const made = stage.store.state.posts.get(turn.entries[2]?.madeId ?? '')
    expect(made?.generator).toBe('template')
    expect(made?.text).toMatch(/fog|bread/)
  })

  test('what it brought is remembered as it was kept', async () => {
    const { stage } = await stageWith(() => says('Goose\0 news \ud83e'))
    const mara = await stage.agent('mara', WRITES)
    await stage.turn(mara)
    expect(stage.ledger.memories.get(mara.id)?.map((memory) => memory.text)).toEqual(['Goose news \ufffd'])
  })
})

describe('an http brain that misbehaves', () => {
  const HTTP = { kind: 'http', url: 'http://brain.example/', timeoutMs: 500 } as const

  test('its actions meet the same gate, and what it thought is kept as far as it can be', async () => {
    const stage = new Stage({ http: () => ({ kind: 'answered', thought: 'Money\0!', intents: [{ action: 'send_money', input: { to: 'me\0' } }, { action: 'like_post', input: { postId: 'nope' } }, { action: 'comment', input: {} }] }) })
    const turn = await stage.turn(await stage.agent('mara', HTTP))
    expect(turn.end).toEqual({ kind: 'rested', thought: 'Money!' })
    expect(acted(turn)).toEqual([['refresh_feed', null, 'done'], ['comment', null, 'invalid'], ['send_money', 'offered', 'stopped'], ['like_post', 'in-view', 'stopped']])
  })

  test('switched off while it was asked, the turn is killed', async () => {
    const stage = new Stage({ http: () => ({ kind: 'failed', message: 'switched off', aborted: true }) })
    expect((await stage.turn(await stage.agent('mara', HTTP))).end.kind).toBe('killed')
  })
})

describe('the kill switch', () => {
  test('thrown while a model thinks: what it then calls is stopped, with the reason', async () => {
    const { stage, postId } = await stageWith((request) => {
      if (request.messages.length === 1) return look
      stage.killed = 'a runaway thread'
      return calls(['like_post', { postId }])
    })
    const turn = await stage.turn(await stage.agent('mara', MODEL))
    expect(acted(turn)).toEqual([['refresh_feed', null, 'done'], ['like_post', 'kill-switch', 'stopped']])
    expect(turn.end).toEqual({ kind: 'killed', reason: 'a runaway thread' })
    expect(stage.store.state.posts.get(postId)?.likes).toBe(0)
  })
})
