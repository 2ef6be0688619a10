import { expect, it } from 'vitest'
import { eventWords, payloadLine } from './event-words.ts'

it('says of an event what tells most', () => {
  expect(payloadLine({ ms: 12, path: '/services', nested: { a: 1 }, text: 'Hi' })).toBe('Hi · /services · ms: 12')
  expect(payloadLine({ text: 'x'.repeat(200) })).toHaveLength(141)
  expect(payloadLine(null)).toBe('')
  expect([eventWords('email_opened'), eventWords('Order Completed')]).toEqual(['email opened', 'Order Completed'])
})
