import type { TraceEntry, Turn } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { traceLine } from './trace-line.ts'

const ID = '0197a000-0000-7000-8000-000000000001'
const POST = '0197a000-0000-7000-8000-00000000000a'
const COMMENT = '0197a000-0000-7000-8000-00000000000b'

const turn: Turn = {
  id: ID, agentId: ID, trigger: { kind: 'wake' }, startedAt: '2026-11-21T12:00:00.000Z', endedAt: '2026-11-21T12:00:03.000Z',
  outcome: 'rested', reason: null, steps: 2, acts: 1, costMicros: 120, summary: 'commented 1',
}
let seq = 0
function entry(kind: TraceEntry['kind'], more: Partial<TraceEntry> = {}): TraceEntry {
  seq += 1
  return {
    seq, at: '2026-11-21T12:00:01.000Z', step: 0, kind, action: null, targetId: null, verdict: null, result: null, reason: null,
    madeId: null, ms: null, tokens: null, costMicros: null, payload: null, payloadErased: false, ...more,
  }
}
const phases = (entries: TraceEntry[]) => traceLine({ turn, entries }).map(({ phase }) => phase)

describe('the line of a turn', () => {
  it('gives each step its own point, in the order it happened', () => {
    expect(phases([
      entry('turn-began'), entry('observed'), entry('asked'),
      entry('acted', { action: 'comment', verdict: { kind: 'allow', policy: null, reason: null }, result: 'done' }), entry('turn-ended'),
    ])).toEqual(['trigger', 'saw', 'asked', 'answered', 'intended', 'verdict', 'done', 'rest'])
  })

  it('links what was made and what it answers to the public site', () => {
    const points = traceLine({ turn, entries: [
      entry('acted', { action: 'comment', targetId: POST, madeId: COMMENT, result: 'done', payload: { input: { text: 'Not in my lane.' } } }),
      entry('acted', { action: 'like_comment', targetId: COMMENT, result: 'done' }),
    ] })
    expect(points[0]).toMatchObject({ title: 'Comment', quote: 'Not in my lane.', target: { kind: 'post', id: POST } })
    expect(points[1]?.made).toEqual({ kind: 'comment', id: COMMENT, postId: POST })
    expect(points[2]?.target).toEqual({ kind: 'comment', id: COMMENT, postId: POST })
  })

  it('ends an act at the verdict that stopped it, with policy and reason', () => {
    const points = traceLine({ turn, entries: [entry('acted', { action: 'delete_everything', verdict: { kind: 'suppress', policy: 'tool-offered', reason: 'it was not offered' } })] })
    expect(points.map(({ phase }) => phase)).toEqual(['intended', 'verdict'])
    expect(points[1]).toMatchObject({ tone: 'bad', detail: 'policy tool offered: it was not offered' })
  })

  it('shows prompt and reply apart, with their cost', () => {
    const [asked, answered] = traceLine({ turn, entries: [entry('asked', {
      action: 'comment', targetId: 'rehearsal', ms: 812, tokens: 640, costMicros: 90, result: 'answered',
      payload: { instructions: 'You are Brenda.', messages: [{ role: 'user', text: 'Reply.' }], tools: [], reply: { text: 'Well.', toolCalls: [{ name: 'like_post' }], value: null }, attempts: [{}] },
    })] })
    expect(asked).toMatchObject({ title: 'Asked for words for a comment', detail: '1 message' })
    expect(asked?.payloads[0]?.body).toEqual({ instructions: 'You are Brenda.', messages: [{ role: 'user', text: 'Reply.' }], tools: [] })
    expect(answered).toMatchObject({ title: 'rehearsal answered', quote: 'Well.', detail: 'calls like post', ms: 812, tokens: 640, costMicros: 90 })
    expect(answered?.payloads.map(({ label }) => label)).toEqual(['The answer', 'One try'])
  })

  it('lists what a look brought up and why', () => {
    const points = traceLine({ turn, entries: [entry('acted', { action: 'refresh_feed', result: 'done', payload: { saw: [[POST, 2, 'recent'], [ID, 0, null]] } })] })
    expect(points.at(-1)).toMatchObject({
      title: 'Saw 2 posts',
      seen: [{ id: POST, place: { kind: 'post', id: POST }, words: 'recent, 2 comments' }, { id: ID, words: '' }],
    })
  })

  it('knows under which post a comment stands that was addressed to it', () => {
    const points = traceLine({ turn, entries: [
      entry('observed', { result: '1 addressed to it', payload: { notices: [{ id: COMMENT, postId: POST, kind: 'comment', why: 'answers you' }] } }),
      entry('acted', { action: 'like_comment', targetId: COMMENT, result: 'done' }),
    ] })
    expect(points[0]).toMatchObject({ title: 'Saw 1 addressed to it', seen: [{ words: 'answers you' }] })
    expect(points[1]?.target).toEqual({ kind: 'comment', id: COMMENT, postId: POST })
  })

  it('leads from an agent of leads to its event, its lead and what it planned, and never to a post that is none', () => {
    const woken = { ...turn, trigger: { kind: 'event' as const, eventId: ID, eventType: 'page_view' } }
    const points = traceLine({ turn: woken, agent: { platform: 'messaging' }, entries: [
      entry('turn-began'), entry('observed', { result: 'heard of page_view', targetId: POST }),
      entry('acted', { action: 'send_email', targetId: POST, result: 'planned', madeId: COMMENT, payload: { input: { subject: 'Hello', text: 'Come by.' } } }),
      entry('acted', { action: 'tag_lead', targetId: POST, result: 'done', payload: { input: { tag: 'warm' } } }),
    ] })
    expect(points.map(({ title, eventId, leadId, actionId, made, target }) => [title, eventId ?? leadId ?? actionId, made, target])).toEqual([
      ['Woken by an event: page_view', ID, null, null], ['Heard of page_view', POST, null, null], ['Write an e-mail', null, null, null], ['Planned', COMMENT, null, null],
      ['Put the tag “warm” on the lead', null, null, null], ['Done', null, null, null],
    ])
    expect(points.some(({ tone }) => tone === 'bad')).toBe(false)
    expect(traceLine({ turn: woken, entries: [entry('turn-began')] })[0]?.eventId).toBeNull()
  })

  it('says when a payload was erased, and breaks on no shape', () => {
    expect(traceLine({ turn, entries: [entry('asked', { payloadErased: true })] })[0]?.erased).toBe(true)
    for (const payload of [null, 'text', 7, [], [1], { saw: 'no' }, { saw: [null, 3, [4]] }, { notices: [1, {}] }, { reply: 'words' }, { body: null }]) {
      for (const kind of ['turn-began', 'observed', 'asked', 'acted', 'turn-ended'] as const) {
        expect(traceLine({ turn, entries: [entry(kind, { payload })] }).length).toBeGreaterThan(0)
      }
    }
  })
})
