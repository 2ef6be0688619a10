import { expect, it } from 'vitest'
import { unreadOf } from './unread.ts'

it.each<[string, Record<string, unknown>, Record<string, string>]>([
  ['payment_success', { amountMinor: 4900 }, {}],
  ['payment_success', { amount: '49.5', currency: 'EUR' }, {}],
  ['payment_success', {}, {}],
  ['payment_success', { amountMinor: 4900, amount: 'about fifty' }, {}],
  ['payment_success', { amount: 'abc' }, { amount: '“abc” is no sum' }],
  ['payment_refunded', { amountMinor: '4,50', amount: -1 }, { amountMinor: '“4,50” is no sum', amount: '“-1” is no sum' }],
  ['booking_created', { startsAt: '2027-05-14T15:00:00Z' }, {}],
  ['booking_created', { startsAt: 1_810_000_000_000 }, {}],
  ['booking_created', { startsAt: 'tomorrow at nine' }, { startsAt: '“tomorrow at nine” is no time' }],
  ['identify', { timezone: 'Europe/Berlin', locale: 'pt_BR', name: 'Ada' }, {}],
  ['identify', { timezone: '', locale: null }, {}],
  ['identify', { timezone: 'Mars/Base', locale: { tongue: 'elvish' } }, { timezone: '“Mars/Base” is no time zone', locale: '“{"tongue":"elvish"}” is no language tag' }],
  ['page_view', { amount: 'abc', timezone: 'Mars/Base' }, {}],
])('of %s %j says what it did not go by', (type, payload, expected) => {
  expect(Object.fromEntries(unreadOf(type, payload).map(({ field, sentence }) => [field, sentence.replace(/: (?:give|use) .*$/, '')]))).toEqual(expected)
})
