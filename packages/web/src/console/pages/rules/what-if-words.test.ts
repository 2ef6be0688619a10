import { expect, it } from 'vitest'
import { clockThere, goesWords } from './what-if-words.ts'

it('says when a held message would go, by the clock of whom it goes to', () => {
  const held = { kind: 'hold', until: '2026-11-23T07:00:00.000Z', timezone: 'Europe/Berlin' } as const
  expect(goesWords(held)).toBe('It would wait until Mon 23 Nov, 08:00, by the lead’s clock.')
  expect(clockThere('2026-11-22T22:15')).toBe('Sun 22 Nov, 22:15')
  expect(goesWords({ ...held, kind: 'suppress', until: null })).toBe('It would not be sent.')
})
