import { describe, expect, test } from 'vitest'
import { VirtualClock, type Clock } from '../../base/clock.ts'
import { seeded } from '../../base/random.ts'
import { repeating } from './repeating.ts'
import type { Reply } from './reply.ts'

const CUT: Reply<string> = { kind: 'unclear', passing: true, over: false, waitMs: null, reason: 'cut' }
const NEVER = new AbortController().signal

/** Notes how long was waited, and waits for nothing. */
function noting(waits: number[]): Clock {
  return { now: () => 1_000, until: async (atMs) => void waits.push(atMs - 1_000) }
}

async function asked(replies: readonly Reply<string>[], seed = 1): Promise<{ reply: Reply<string>; waits: number[]; asks: number }> {
  const waits: number[] = []
  let asks = 0
  const reply = await repeating(async () => replies[asks++] ?? CUT, noting(waits), seeded(seed), NEVER)
  return { reply, waits, asks }
}

describe('asking again', () => {
  test('after what may pass, with pauses drawn between nothing and a doubling bound', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, (_, seed) => asked([], seed)))
    expect(new Set(all.map(({ asks }) => asks))).toEqual(new Set([4]))
    for (const [place, bound] of [400, 800, 1_600].entries()) {
      const pauses = all.map(({ waits }) => waits[place] ?? 0)
      expect(Math.max(...pauses)).toBeLessThan(bound)
      expect([Math.min(...pauses) < bound / 10, Math.max(...pauses) > bound * 0.9]).toEqual([true, true])
    }
  })

  test('but not after what is no better the next time', async () => {
    for (const reply of [{ ...CUT, passing: false }, { kind: 'declined', status: 404, reason: '' }, { kind: 'answered', value: 'yes' }] as const) {
      expect(await asked([reply])).toMatchObject({ reply, asks: 1 })
    }
  })

  test('no sooner than Retry-After says; what takes too long is slept on', async () => {
    const busy = (waitMs: number): Reply<string> => ({ ...CUT, waitMs } as Reply<string>)
    const { reply, waits } = await asked([busy(7_000), { kind: 'answered', value: 'yes' }])
    expect([reply, waits]).toEqual([{ kind: 'answered', value: 'yes' }, [7_000]])
    expect(await asked([busy(600_000)])).toMatchObject({ asks: 1, reply: { kind: 'limited', asleep: { untilMs: 601_000 } } })
  })

  test('not once switched off', async () => {
    const stop = new AbortController()
    const waiting = repeating(async () => CUT, new VirtualClock(0), seeded(1), stop.signal)
    setTimeout(() => stop.abort(), 5)
    expect(await waiting).toEqual(CUT)
  })
})
