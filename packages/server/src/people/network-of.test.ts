import { expect, it } from 'vitest'
import { networkOf } from './network-of.ts'

it('keeps an IPv4 address whole, also one written as IPv6', () => {
  expect([networkOf('192.0.2.1'), networkOf('::ffff:192.0.2.1')]).toEqual(['192.0.2.1', '192.0.2.1'])
})

it('takes the first 64 bits of an IPv6 address, however it is written', () => {
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('2001:0db8:0000:0000:ffff:1:2:3')).toBe('2001:db8:0:0::/64')
  expect(networkOf('2001:db8:0:1::1')).toBe('2001:db8:0:1::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})
