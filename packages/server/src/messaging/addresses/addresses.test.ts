import { expect, it } from 'vitest'
import { emailAddress, neededEmail } from './email-address.ts'
import { neededPhone, phoneNumber } from './phone-number.ts'

it('takes e-mail addresses however they are written, and nothing else', () => {
  expect([' Ada@Example.ORG ', 'mailto:ada@example.org', 'ada@bücher.example', 'ａｄａ@example.org'].map(emailAddress)).toEqual(['ada@example.org', 'ada@example.org', 'ada@xn--bcher-kva.example', 'ada@example.org'])
  for (const wrong of ['', 'ada', '@example.org', 'ada@', 'ada@example', 'a b@example.org', 'ada@exa mple.org', 'ada@example.org\0', `${'a'.repeat(260)}@example.org`, 'ada@example..org', '<ada@example.org>']) expect(emailAddress(wrong), wrong).toBeNull()
  expect(() => neededEmail('ada', '/email')).toThrow('name@example.org')
})

it('takes phone numbers with their country, and nothing else', () => {
  expect(['+49 30 1234567', '0049 (30) 1234567', 'whatsapp:+49301234567', 'tel:+49-30-1234567'].map(phoneNumber)).toEqual(Array.from({ length: 4 }, () => '+49301234567'))
  for (const wrong of ['', '030 1234567', '+49', '+1 555', 'call me', '+999 123456789', '+4930123456789012345', '+49 30 1234567'.repeat(9)]) expect(phoneNumber(wrong), wrong).toBeNull()
  expect(() => neededPhone('030 1234567', '/phone')).toThrow('with its country')
})
