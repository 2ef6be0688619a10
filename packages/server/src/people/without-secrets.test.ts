import { expect, it } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

it('hides what is named like a secret, at any depth, and leaves the rest', () => {
  expect(withoutSecrets({
    name: 'a', password: 'x', apiKey: 'x', key: 'x', nested: [{ access_token: 'x', 'X-Auth-Token': 'x', clientSecret: 'x' }],
    tokensMax: 5, keyboard: 'qwerty', monkey: 1, token: null, at: new Date(0), bytes: new Uint8Array(3),
  })).toEqual({
    name: 'a', password: '(hidden)', apiKey: '(hidden)', key: '(hidden)',
    nested: [{ access_token: '(hidden)', 'X-Auth-Token': '(hidden)', clientSecret: '(hidden)' }],
    tokensMax: 5, keyboard: 'qwerty', monkey: 1, token: null, at: '1970-01-01T00:00:00.000Z', bytes: '(bytes)',
  })
})

it('ends on documents without end', () => {
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  expect(JSON.stringify(withoutSecrets(endless))).toContain('too deep')
})
