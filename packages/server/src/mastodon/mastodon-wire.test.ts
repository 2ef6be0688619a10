import { describe, expect, test } from 'vitest'
import { MASTODON_WIRE } from './mastodon-wire.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const HOUR = 3_600_000

describe('a pause that a Mastodon server asks for', () => {
  test.each<[string, Record<string, string>, number]>([
    ['until the reset', { 'x-ratelimit-reset': '2026-11-21T12:05:00.123456Z' }, 300_123],
    ['by the server\'s clock', { 'x-ratelimit-reset': '2026-11-21T14:05:00Z', 'date': 'Sat, 21 Nov 2026 14:00:00 GMT' }, 300_000],
    ['at most a day', { 'x-ratelimit-reset': '2027-01-01T00:00:00Z' }, 24 * HOUR],
    ['an hour when it names none', {}, HOUR],
    ['an hour when the reset is past', { 'x-ratelimit-reset': '2026-11-21T11:59:00Z' }, HOUR],
    ['an hour when the reset is no time', { 'x-ratelimit-reset': 'soon' }, HOUR],
    ['as Retry-After says', { 'retry-after': '90' }, 90_000],
  ])('%s', (_, headers, ms) => {
    expect(MASTODON_WIRE.limitTold({ status: 429, headers: new Headers(headers), body: null, nowMs: NOW })).toMatchObject({ kind: 'asleep', untilMs: NOW + ms })
  })

  test('with its count, where it tells one', () => {
    const headers = new Headers({ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0' })
    expect(MASTODON_WIRE.limitTold({ status: 429, headers, body: null, nowMs: NOW })).toMatchObject({ usage: { used: 300, limit: 300 }, reason: 'the server asks for a pause: 300 of 300 used' })
    expect(MASTODON_WIRE.limitTold({ status: 429, headers: new Headers({ 'x-ratelimit-limit': 'many' }), body: null, nowMs: NOW }).usage).toBeNull()
  })

  test('what went wrong, in its words', () => {
    expect([{ error: 'Record not found' }, { error: 'invalid_grant', error_description: 'The grant is invalid.' }, { error: 5 }, 'text', null].map((body) => MASTODON_WIRE.complaintOf(body))).toEqual(['Record not found', 'The grant is invalid.', null, null, null])
  })
})
