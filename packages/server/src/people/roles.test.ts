import { expect, it } from 'vitest'
import { mayActAs, roleOfScopes } from './roles.ts'

it('lets each role do what those after it may', () => {
  expect(mayActAs('owner', 'admin')).toBe(true)
  expect(mayActAs('viewer', 'viewer')).toBe(true)
  expect(mayActAs('reviewer', 'operator')).toBe(false)
})

it('takes the widest scope of a key, and makes no key an owner', () => {
  expect([roleOfScopes(['read']), roleOfScopes(['read', 'write']), roleOfScopes(['admin', 'read'])]).toEqual(['viewer', 'operator', 'admin'])
})
