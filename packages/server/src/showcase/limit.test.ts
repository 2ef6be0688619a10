import { describe, expect, test } from 'vitest'
import { limitTold } from './limit.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const HOUR = 3_600_000

describe('how long a limit is slept on', () => {
  test.each<[string, unknown, Record<string, string>, number]>([
    ['until the time it names', { resetAt: '2026-11-21T12:30:00Z' }, {}, HOUR / 2],
    ['in seconds since 1970', { resetAt: NOW / 1_000 + 600 }, {}, 600_000],
    ['in milliseconds', { resetAt: NOW + 600_000 }, {}, 600_000],
    ['at most a day', { resetAt: '9999-12-31T00:00:00Z' }, {}, 24 * HOUR],
    ['an hour when it names none', {}, {}, HOUR],
    ['an hour when it says nothing', null, {}, HOUR],
    ['an hour when it is no JSON', undefined, {}, HOUR],
    ['an hour when what it names is past', { resetAt: '2026-11-21T11:59:00Z' }, {}, HOUR],
    ['an hour when what it names is no time', { resetAt: 'soon' }, {}, HOUR],
    ['an hour when it names a list', { resetAt: ['2026-11-21T12:30:00Z'] }, {}, HOUR],
    ['as Retry-After says, in seconds', null, { 'retry-after': '90' }, 90_000],
    ['as Retry-After says, as a date', null, { 'retry-after': 'Sat, 21 Nov 2026 12:02:00 GMT' }, 120_000],
    ['as Retry-After says when the reset is past', { resetAt: '2020-01-01T00:00:00Z' }, { 'retry-after': '60' }, 60_000],
    ['the reset before Retry-After', { resetAt: '2026-11-21T12:30:00Z' }, { 'retry-after': '1' }, HOUR / 2],
    ['an hour when Retry-After is nothing', null, { 'retry-after': '0' }, HOUR],
  ])('%s', (_, body, headers, ms) => {
    expect(limitTold({ status: 429, headers: new Headers(headers), body, nowMs: NOW })).toMatchObject({ kind: 'asleep', untilMs: NOW + ms })
  })

  test('the count is told where there is one', () => {
    const told = limitTold({ status: 402, headers: new Headers(), body: { usage: { used: 12, limit: 10 } }, nowMs: NOW })
    expect([told.usage, told.reason]).toEqual([{ used: 12, limit: 10 }, 'the site has no budget left for this: 12 of 10 used'])
    expect(limitTold({ status: 429, headers: new Headers(), body: { usage: 'much', resetAt: NOW + 5_000 }, nowMs: NOW })).toMatchObject({ usage: null, untilMs: NOW + 5_000 })
  })
})
