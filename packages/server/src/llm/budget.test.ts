import { describe, expect, test } from 'vitest'
import { CROWDED_SLEEP_MS, DEFAULT_BUDGET, dayStart, judgeBudget, nextMidnight, NO_LIMIT, NOTHING_SPENT, type Budget, type Spent, type SpentByCircle } from './budget.ts'
import { PromisedSpend } from './spend.ts'

const NOON = Date.parse('2026-11-20T12:00:00Z')
const cost = (costMicros: number, tokens = costMicros): Spent => ({ costMicros, tokens, unpricedTokens: 0 })
const all = (spent: Spent): SpentByCircle => ({ agent: spent, project: spent, workspace: spent })
const none = all(NOTHING_SPENT)

describe('judgeBudget', () => {
  test('allows below the limit, warns from 80 %, stops at 100 % until midnight', () => {
    const at = (spent: number): unknown => judgeBudget(DEFAULT_BUDGET, all(cost(spent)), none, cost(1_000), NOON)
    expect(at(0)).toEqual({ kind: 'allowed', warnings: [] })
    expect(at(799_999)).toEqual({ kind: 'allowed', warnings: [] })
    expect(at(800_000)).toEqual({ kind: 'allowed', warnings: [{ circle: 'workspace', measure: 'costMicros', spent: 800_000, limit: 1_000_000 }] })
    expect(at(1_000_000)).toMatchObject({ kind: 'exhausted', circle: 'workspace', untilMs: Date.parse('2026-11-21T00:00:00Z'), message: "The workspace's daily model budget is used up: $1.00 of $1.00." })
  })

  test('the narrowest circle stops first and is named', () => {
    const budget: Budget = { ...DEFAULT_BUDGET, agent: { ...NO_LIMIT, tokens: 1_000 }, project: { ...NO_LIMIT, costMicros: 500 } }
    expect(judgeBudget(budget, { ...none, agent: cost(0, 1_000) }, none, cost(1, 1), NOON)).toMatchObject({ kind: 'exhausted', circle: 'agent', measure: 'tokens' })
    expect(judgeBudget(budget, { ...none, project: cost(500) }, none, cost(1, 1), NOON)).toMatchObject({ kind: 'exhausted', circle: 'project', measure: 'costMicros' })
  })

  test('promises of calls under way count, so that many at once cannot overshoot', () => {
    const promised = new PromisedSpend()
    const scope = { workspaceId: 'w', projectId: 'p', agentId: null }
    const estimate = cost(30_000)
    let allowed = 0
    for (let i = 0; i < 100; i++) {
      if (judgeBudget(DEFAULT_BUDGET, none, promised.of(scope), estimate, NOON).kind !== 'allowed') continue
      promised.promise(scope, estimate)
      allowed++
    }
    expect(allowed).toBe(33)
  })

  test('a budget smaller than one estimate still allows one call at a time', () => {
    const budget: Budget = { ...DEFAULT_BUDGET, workspace: { ...NO_LIMIT, costMicros: 100 } }
    expect(judgeBudget(budget, none, none, cost(5_000), NOON).kind).toBe('allowed')
    // Not until midnight: what is under way will likely cost less than it may.
    expect(judgeBudget(budget, none, all(cost(5_000)), cost(5_000), NOON)).toMatchObject({ kind: 'exhausted', untilMs: NOON + CROWDED_SLEEP_MS })
  })

  test('models without a price have a limit of their own, and free models are not stopped by it', () => {
    const spent = all({ costMicros: 0, tokens: 3_000_000, unpricedTokens: 3_000_000 })
    expect(judgeBudget(DEFAULT_BUDGET, spent, none, { costMicros: 0, tokens: 10, unpricedTokens: 10 }, NOON)).toMatchObject({ kind: 'exhausted', measure: 'unpricedTokens' })
    expect(judgeBudget(DEFAULT_BUDGET, spent, none, { costMicros: 0, tokens: 10, unpricedTokens: 0 }, NOON).kind).toBe('allowed')
  })

  test('a promise taken back, once or twice, is gone', () => {
    const promised = new PromisedSpend()
    const scope = { workspaceId: 'w', projectId: 'p', agentId: 'a' }
    const back = promised.promise(scope, cost(10))
    promised.promise(scope, cost(5))
    back()
    back()
    expect(promised.of(scope)).toEqual(all(cost(5)))
    expect(promised.of({ ...scope, agentId: 'b' }).agent).toEqual(NOTHING_SPENT)
  })
})

describe('the budget\'s day', () => {
  test.each([
    ['UTC', '2026-11-20T12:00:00Z', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'],
    ['UTC', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'],
    ['America/Los_Angeles', '2026-11-20T02:00:00Z', '2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z'],
    // The day the clocks go back has 25 hours, the day they go forward 23.
    ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    // Here they change at midnight: the day begins at one.
    ['America/Santiago', '2026-09-06T12:00:00Z', '2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z'],
  ])('in %s at %s', (zone, now, start, end) => {
    expect(new Date(dayStart(zone, Date.parse(now))).toISOString()).toBe(new Date(start).toISOString())
    expect(new Date(nextMidnight(zone, Date.parse(now))).toISOString()).toBe(new Date(end).toISOString())
  })
})
