import { describe, expect, it } from 'vitest'
import { analyticsFiltersOf, spanOf } from './analytics-filters.ts'
import { attributionAnswer, dayColumns, funnelAnswer, intentsAnswer, messagesAnswer } from './analytics-words.ts'

const NOW = Date.parse('2026-11-21T12:00:00.000Z')

describe('what the charts say', () => {
  it('answers how many became customers', () => {
    const funnel = (leads: number, reached: number) => funnelAnswer({ from: '', to: '', leads, steps: [{ stage: 'converted', reached, shareOfBefore: null }] })
    expect([funnel(0, 0), funnel(3, 0), funnel(50, 6)]).toEqual(['No lead came in this time', 'None of 3 leads has become a customer yet', '12\u202f% of 50 leads became customers'])
  })

  it('counts messages, with the days between that had none', () => {
    const items = [{ day: '2026-11-01', channel: 'email', sent: 3 }, { day: '2026-11-03', channel: 'email', sent: 3 }, { day: '2026-11-03', channel: 'whatsapp', sent: 2 }]
    expect(dayColumns(items).map(({ day, sent }) => [day, sent])).toEqual([['2026-11-01', 3], ['2026-11-02', 0], ['2026-11-03', 5]])
    expect(messagesAnswer(items)).toBe('8 messages were sent, 75\u202f% of them by e-mail')
    expect(messagesAnswer([])).toBe('No message was sent in this time')
    expect(intentsAnswer([{ intent: 'price', messages: 3 }, { intent: 'other', messages: 1 }])).toBe('Of 4 messages from leads, 75\u202f% are about the price')
  })

  it('says whom payments are put down to', () => {
    const agents = [{ agentId: null, name: 'a person', conversions: 1, revenueMinor: 0 }, { agentId: null, name: 'Sales', conversions: 2.4, revenueMinor: 0 }]
    expect(attributionAnswer({ conversions: 5, untouched: 2, byAgent: agents })).toBe('3 payments of 5 came after a message; Sales has the most, 2.4')
    expect(attributionAnswer({ conversions: 1, untouched: 1, byAgent: [] })).toBe('1 payment, none with a message before it')
  })

  it('asks for whole days, and leaves out what makes no sense', () => {
    expect(spanOf({}, NOW)).toEqual(spanOf({}, NOW + 60_000))
    expect(Object.keys(spanOf({ from: '2026-11-01', to: '2026-11-02' }, NOW))).toEqual(['from', 'to'])
    expect(analyticsFiltersOf({ days: '30', from: '2026-11-05', to: '2026-11-01', model: 'x', window: '5' })).toEqual({})
    expect(analyticsFiltersOf({ days: '7', model: 'position', window: '14' })).toEqual({ days: '7', model: 'position', window: '14' })
  })
})
