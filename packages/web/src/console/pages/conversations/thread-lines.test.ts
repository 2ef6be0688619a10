import type { ConversationDetail, Message, PlannedAction } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { mergeThread, prependEarlier, threadLines } from './thread-lines.ts'

const said = (id: string, at = `2026-11-21T12:0${id}:00.000Z`, actionId: string | null = null) => ({ id, at, actionId }) as Message
const planned = (id: string, more: Partial<PlannedAction>) => ({ id, state: 'planned', sendAt: '2026-11-21T13:00:00.000Z', endedAt: null, ...more }) as PlannedAction
const thread = (ids: string, earlier: boolean) => ({ messages: [...ids].map((id) => said(id)), earlier }) as ConversationDetail
const idsOf = ({ messages }: ConversationDetail) => messages.map(({ id }) => id).join('')

describe('a thread', () => {
  it('keeps what was fetched before when it is renewed', () => {
    expect(idsOf(mergeThread(thread('1234', false), thread('3456', true)))).toBe('123456')
    expect(mergeThread(thread('1234', false), thread('3456', true)).earlier).toBe(false)
    expect(idsOf(mergeThread(undefined, thread('12', false)))).toBe('12')
  })

  it('begins anew rather than leave a hole', () => {
    expect(idsOf(mergeThread(thread('12', false), thread('78', true)))).toBe('78')
    expect(mergeThread(thread('12', false), thread('78', true)).earlier).toBe(true)
  })

  it('goes further back', () => {
    expect(idsOf(prependEarlier(thread('34', true), thread('123', false)))).toBe('1234')
    expect(prependEarlier(thread('34', true), thread('12', true)).earlier).toBe(true)
  })

  it('shows what was held back where it ended, what is to come at the end, and nothing twice', () => {
    const lines = threadLines([said('1'), said('3', undefined, 'sent')], [
      planned('late', { sendAt: '2026-11-21T15:00:00.000Z' }), planned('soon', {}), planned('no', { state: 'suppressed', endedAt: '2026-11-21T12:02:00.000Z' }),
      planned('sent', { state: 'unknown' }), planned('long ago', { state: 'cancelled', endedAt: '2026-11-20T12:00:00.000Z' }),
    ])
    expect(lines.map((line) => line.kind === 'message' ? line.message.id : line.action.id)).toEqual(['1', 'no', '3', 'soon', 'late'])
  })
})
