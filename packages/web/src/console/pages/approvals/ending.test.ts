import { expect, it } from 'vitest'
import { endingOf } from './ending.ts'

it('ends as the message will, by its channel and by who wrote it', () => {
  const ending = (channel: 'email' | 'whatsapp' | 'sms' | 'in-app' | 'payment-link', disclosure: string | null = 'Written by a program.') => endingOf({ action: { channel }, disclosure })
  expect([ending('whatsapp'), ending('sms')]).toEqual(['Reply STOP to hear no more.', 'Reply STOP to hear no more.'])
  expect(ending('sms', null)).toBeNull()
  expect([ending('email'), ending('email', null)].every((line) => line?.startsWith('Unsubscribe: '))).toBe(true)
  expect([ending('in-app'), ending('payment-link')]).toEqual([null, null])
})
