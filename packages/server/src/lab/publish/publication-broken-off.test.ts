import { expect, test } from 'vitest'
import { brokenOff } from './publication-broken-off.ts'

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), code === undefined ? {} : { code })

test('a full disk, a lost connection and a lost commit are told apart', () => {
  expect(brokenOff(failure('could not extend file "base/5/1": No space left on device', '53100'), false)?.message).toMatch(/no room left .* make room, then publish it again/)
  expect(brokenOff(failure('out of memory', '53200'), false)?.message).toContain('Nothing was published')
  for (const error of [failure('Connection terminated unexpectedly'), failure('terminating connection', '57P01'), failure('read ECONNRESET', 'ECONNRESET')]) {
    expect(brokenOff(error, false)?.message).toContain('Nothing was published')
    expect(brokenOff(error, true)?.message).toContain('look whether the project is there')
  }
})

test('what is no failure of the database is nobody else\'s', () => {
  expect(brokenOff(failure('duplicate key value', '23505'), false)).toBeNull()
  expect(brokenOff(new RangeError('there is no member 5'), false)).toBeNull()
})
