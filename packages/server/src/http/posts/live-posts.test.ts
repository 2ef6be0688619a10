import { afterEach, expect, it, vi } from 'vitest'
import { silentLog } from '../../base/log.ts'
import { testId } from '../../feed/testing/small-world.ts'
import type { Position } from '../../feed/postgres/reading/position.ts'
import { WorldChanges } from '../world-changes.ts'
import { LivePosts, type NewPosts } from './live-posts.ts'

const WORLD = { id: testId(9, 1), name: 'w', kind: 'live', place: 'feed', operator: 'o', isDefault: true, joining: 'off', people: false, beganMs: null, endedMs: null, takesReports: true } as const

/** A world of positions alone. */
function world(): { source: NewPosts; withdraw: (n: number) => void; add: (n: number, atMs: number) => void; reads: () => number; fail: (error: Error | null) => void } {
  const positions: Position[] = []
  let reads = 0
  let failing: Error | null = null
  const withdrawn: string[] = []
  return {
    add: (n, atMs) => positions.push({ atMs, id: testId(2, n) }),
    withdraw: (n) => withdrawn.push(testId(2, n)),
    reads: () => reads,
    fail: (error) => { failing = error },
    source: {
      newestPosition: async () => positions.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null,
      positionOfPost: async () => null,
      withdrawnLately: async () => ({ posts: withdrawn, comments: [], profiles: [] }),
      positionsSince: async (_world, sinceMs, before, limit) => {
        reads += 1
        if (failing !== null) throw failing
        return positions.filter((one) => one.atMs >= sinceMs && (before === null || one.atMs < before.atMs || (one.atMs === before.atMs && one.id < before.id)))
          .sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1)).slice(0, limit)
      },
      postsByIds: async (_world, ids) => ids.map((id) => ({ id })) as never,
    },
  }
}

afterEach(() => {
  vi.useRealTimers()
})

function idsIn(text: string): number[] {
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? '{"posts":[]}'
  return (JSON.parse(data) as { posts: { id: string }[] }).posts.map(({ id }) => Number.parseInt(id.slice(-12), 16))
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 3_000; tries++) await new Promise((resolve) => { setTimeout(resolve, 10) })
  expect(condition()).toBe(true)
}

it('reads once for many readers and many pokes, and not at all for nobody', async () => {
  const { source, add, reads } = world()
  const changes = new WorldChanges()
  await using live = new LivePosts({ source, changes, log: silentLog })
  changes.poke(WORLD.id)
  expect(reads()).toBe(0)
  const told: number[] = []
  const ends = await Promise.all(Array.from({ length: 50 }, () => live.watch(WORLD, (event) => told.push(...idsIn(event.text)))))
  const before = reads()
  for (let n = 1; n <= 20; n++) {
    add(n, 1_000 + n)
    changes.poke(n % 2 === 0 ? WORLD.id : null)
    changes.poke(testId(9, 5))
  }
  await until(() => told.length === 50 * 20)
  expect(reads() - before).toBeLessThanOrEqual(2)
  for (const end of ends) end()
  changes.poke(null)
  await new Promise((resolve) => { setTimeout(resolve, 80) })
  expect(reads() - before).toBeLessThanOrEqual(2)
})

it('tells of thousands at once, oldest first, in parts, each once', async () => {
  const { source, add } = world()
  const changes = new WorldChanges()
  await using live = new LivePosts({ source, changes, log: silentLog })
  const told: number[] = []
  await live.watch(WORLD, (event) => told.push(...idsIn(event.text)))
  for (let n = 1; n <= 2_500; n++) add(n, 1_000 + n)
  changes.poke(WORLD.id)
  await until(() => told.length >= 2_500)
  expect(told).toEqual(Array.from({ length: 2_500 }, (_, n) => n + 1))
})

it('a failed look loses nothing: the next one tells', async () => {
  const { source, add, fail } = world()
  const changes = new WorldChanges()
  await using live = new LivePosts({ source, changes, log: silentLog })
  const told: number[] = []
  await live.watch(WORLD, (event) => told.push(...idsIn(event.text)))
  add(1, 1_000)
  fail(new Error('the database went away'))
  changes.poke(WORLD.id)
  await new Promise((resolve) => { setTimeout(resolve, 120) })
  fail(null)
  expect(told).toEqual([])
  changes.poke(WORLD.id)
  await until(() => told.length === 1)
})

it('tells what was withdrawn, once, and of nothing where nothing was', async () => {
  const { source, withdraw } = world()
  const changes = new WorldChanges()
  await using live = new LivePosts({ source, changes, log: silentLog })
  const told: string[] = []
  const end = await live.watch(WORLD, (event) => told.push(event.text))
  changes.withdraw(WORLD.id)
  changes.poke(WORLD.id)
  withdraw(3)
  changes.withdraw(null)
  await until(() => told.length > 0)
  changes.poke(WORLD.id)
  await new Promise((resolve) => { setTimeout(resolve, 150) })
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('event: withdrawn')
  expect(told[0]).toContain(`"posts":["${testId(2, 3)}"]`)
  end()
})
