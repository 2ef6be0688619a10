import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { afterCheck, isStale, NEW, nextCheckMs, PROOF_LASTS_MS, type Finding, type Standing } from './standing.ts'

const HOUR_MS = 3_600_000
const owned: Finding = { kind: 'owned', basis: 'file' }
const [wrong, silent, disowned] = [{ kind: 'wrong' }, { kind: 'silent' }, { kind: 'disowned' }] as const
const PROVED = afterCheck(NEW, owned, 0)

function through(start: Standing, ...checks: (readonly [finding: Finding, atMs: number])[]): Standing {
  return checks.reduce((standing, [finding, atMs]) => afterCheck(standing, finding, atMs), start)
}

describe('a site', () => {
  test('is unproven until a check finds it owned', () => {
    expect(through(NEW, [wrong, 0], [silent, 1], [disowned, 2], [wrong, 3 * HOUR_MS]).state).toBe('unproven')
    expect(through(NEW, [wrong, 0], [owned, 5])).toMatchObject({ state: 'proved', basis: 'file', provedMs: 5, wrongAnswers: 0 })
  })

  test('is lost at once by a file that leaves it out', () => {
    expect(afterCheck(PROVED, disowned, 1)).toMatchObject({ state: 'lost', basis: null, provedMs: 0 })
  })

  test('gets three tries over an hour for other answers', () => {
    expect(through(PROVED, [wrong, 1], [wrong, 2], [wrong, 3], [wrong, 4]).state).toBe('proved')
    expect(through(PROVED, [wrong, 1], [wrong, 2 * HOUR_MS]).state).toBe('proved')
    expect(through(PROVED, [wrong, 1], [wrong, 2], [wrong, HOUR_MS + 1]).state).toBe('lost')
    expect(through(PROVED, [wrong, 1], [wrong, 2], [owned, 3], [wrong, HOUR_MS + 1]).state).toBe('proved')
  })

  test('is not lost by silence until its proof has grown old', () => {
    const quiet = Array.from({ length: 48 }, (_, hour) => [silent, hour * HOUR_MS] as const)
    expect(through(PROVED, ...quiet).state).toBe('proved')
    expect(through(PROVED, ...quiet, [silent, PROOF_LASTS_MS + 1]).state).toBe('lost')
    expect(through(PROVED, [wrong, PROOF_LASTS_MS + 1]).state).toBe('lost')
  })

  test('is proved again when the file is back', () => {
    expect(through(PROVED, [disowned, 1], [silent, 2], [owned, 3])).toMatchObject({ state: 'proved', provedMs: 3 })
  })

  test('that was owned for being private is lost when it is not', () => {
    const inside = afterCheck(NEW, { kind: 'owned', basis: 'private-network' }, 0)
    expect(afterCheck(inside, wrong, 1)).toMatchObject({ state: 'lost', basis: null })
    expect(afterCheck(inside, silent, 1).state).toBe('proved')
  })

  test('of a third party is refused whatever it was', () => {
    expect(afterCheck(PROVED, { kind: 'refused' }, 1)).toMatchObject({ state: 'refused', basis: null })
  })

  test('is never proved on what is older than two days, whatever happens', () => {
    const finding = fc.constantFrom<Finding>(owned, wrong, silent, disowned, { kind: 'refused' }, { kind: 'owned', basis: 'private-network' })
    fc.assert(fc.property(fc.array(fc.tuple(finding, fc.integer({ min: 0, max: 30 * HOUR_MS })), { maxLength: 40 }), (steps) => {
      let standing: Standing = NEW
      let nowMs = 0
      for (const [next, waitMs] of steps) {
        nowMs += waitMs
        standing = afterCheck(standing, next, nowMs)
        if (standing.state === 'proved') expect(isStale(standing, nowMs)).toBe(false)
        expect(standing.state === 'proved').toBe(standing.basis !== null)
        if (next.kind === 'disowned' || next.kind === 'refused') expect(standing.state).not.toBe('proved')
      }
    }))
  })
})

test('checks come soon after trouble, hourly for a day, then daily', () => {
  const random = seeded('checks')
  const wait = (standing: Standing, finding: Finding, sinceMs: number) => (nextCheckMs(standing, finding, sinceMs, 0, random)) / HOUR_MS
  for (let i = 0; i < 50; i++) {
    expect(wait(PROVED, owned, 0)).toSatisfy((hours: number) => hours > 21.5 && hours <= 24)
    expect(wait(PROVED, silent, 0)).toSatisfy((hours: number) => hours < 0.42)
    expect(wait({ ...PROVED, state: 'lost' }, disowned, -HOUR_MS)).toSatisfy((hours: number) => hours <= 1)
    expect(wait(NEW, wrong, -30 * HOUR_MS)).toSatisfy((hours: number) => hours > 21)
  }
})
