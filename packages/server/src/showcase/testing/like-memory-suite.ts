/** What every memory of likes has to do: in memory, in a database. */
import { describe, expect, test } from 'vitest'
import type { LikeMemory } from '../like-memory.ts'

const ACT = '00000000-0000-7000-8000-0000000000ac'

export function likeMemorySuite(name: string, open: () => Promise<LikeMemory>): void {
  describe(`${name} remembers likes`, () => {
    test('as they were last told, each agent\'s and each item\'s apart', async () => {
      const memory = await open()
      await memory.set('a', 'i1', { state: 'liking', actId: ACT, countBefore: 3, sinceMs: 10 })
      await memory.set('a', 'i2', { state: 'liked', actId: null, sinceMs: 20 })
      await memory.set('b', 'i1', { state: 'liked', actId: ACT, sinceMs: 30 })
      expect(await memory.of('a', ['i1', 'i2', 'i3'])).toEqual(new Map<string, unknown>([['i1', { state: 'liking', actId: ACT, countBefore: 3, sinceMs: 10 }], ['i2', { state: 'liked', actId: null, sinceMs: 20 }]]))
      await memory.set('a', 'i1', { state: 'unliked', actId: ACT, sinceMs: 40 })
      expect(await memory.on('i1')).toEqual(new Map([['a', { state: 'unliked', actId: ACT, sinceMs: 40 }], ['b', { state: 'liked', actId: ACT, sinceMs: 30 }]]))
    })

    test('and knows nothing of what it was not told', async () => {
      const memory = await open()
      expect([(await memory.of('a', [])).size, (await memory.of('a', ['i1'])).size, (await memory.on('i1')).size]).toEqual([0, 0, 0])
    })

    test('and what it gave out stands as it was', async () => {
      const memory = await open()
      await memory.set('a', 'i1', { state: 'liked', actId: ACT, sinceMs: 10 })
      const before = await memory.on('i1')
      await memory.set('b', 'i1', { state: 'liked', actId: null, sinceMs: 20 })
      expect(before.size).toBe(1)
    })
  })
}
