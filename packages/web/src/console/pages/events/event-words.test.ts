import { expect, it } from 'vitest'
import { eventWords, payloadLine } from './event-words.ts'

it('says of an event what tells most', () => {
  expect(payloadLine({ ms: 12, path: '/services', nested: { a: 1 }, text: 'Hi' })).toBe('Hi · /services · ms: 12')
  expect(payloadLine({ text: 'x'.repeat(200) })).toHaveLength(141)
  expect(payloadLine(null)).toBe('')
  expect(payloadLine({ amountMinor: 4500, currency: 'EUR', serviceId: 'first-loaf', paymentId: 'p-1' })).toBe('€45.00 · first-loaf')
  expect(payloadLine({ from: 'new', to: 'interested', by: 'rules' })).toBe('new → interested')
  expect(payloadLine({ from: 'engaged', to: 'converted', by: 'Olga' })).toBe('engaged → converted by Olga')
  expect(payloadLine({ vendor: 'console', agentId: 'a', channel: 'email', actionId: 'b', from: 'x@y.example' })).toBe('email · console · from: x@y.example')
  expect(payloadLine({ amountMinor: 4500, currency: 'euros' })).toBe('amountMinor: 4500 · currency: euros')
  expect([eventWords('email_opened'), eventWords('Order Completed')]).toEqual(['email opened', 'Order Completed'])
})
