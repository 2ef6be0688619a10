import { expect, it } from 'vitest'
import { linkToken } from './link-token.ts'

it('finds the token of a one-time link wherever it stands', () => {
  expect(linkToken('#setup_a1', undefined)).toBe('setup_a1')
  expect(linkToken('setup_a1', undefined)).toBe('setup_a1')
  expect(linkToken('#token=inv%2Fb', undefined)).toBe('inv/b')
  expect(linkToken('', 'setup_a1')).toBe('setup_a1')
  expect(linkToken('', undefined)).toBeUndefined()
})
