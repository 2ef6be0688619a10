import { expect, it } from 'vitest'
import { Passwords, PasswordsBusyError } from './passwords.ts'

it('knows a password again, and nothing else', async () => {
  const passwords = new Passwords()
  const stored = await passwords.hash('correct horse')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await passwords.hash('correct horse')).not.toBe(stored)
  expect(await passwords.matches('correct horse', stored)).toBe(true)
  expect(await passwords.matches('Correct horse', stored)).toBe(false)
  expect(await passwords.matches('', null)).toBe(false)
})

it('takes the same letters from any keyboard', async () => {
  const passwords = new Passwords()
  expect(await passwords.matches('Cafe\u0301 au lait', await passwords.hash('Caf\u00e9 au lait'))).toBe(true)
})

it('knows the hash that the reference implementation makes', async () => {
  // argon2 command of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 24 -e
  expect(await new Passwords().matches('password', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc')).toBe(true)
})

it('turns away a flood instead of queueing it', async () => {
  const passwords = new Passwords()
  const outcomes = await Promise.allSettled(Array.from({ length: 70 }, () => passwords.matches('x', null)))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(8)
  expect(refused.every((outcome) => outcome.reason instanceof PasswordsBusyError)).toBe(true)
  expect(await passwords.matches('x', null)).toBe(false)
})
