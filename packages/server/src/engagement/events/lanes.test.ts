import { expect, it } from 'vitest'
import { Lanes } from './lanes.ts'

function lanesOf(run: (units: readonly number[], behind: boolean) => Promise<void>, weight = 1) {
  return new Lanes<number, number>({
    weigh: () => weight,
    run: async (units, behind) => {
      await run(units, behind)
      return units.map((unit) => unit * 10)
    },
  })
}

it('takes together what comes together, and while a batch is under way', async () => {
  const batches: number[][] = []
  const gate = Promise.withResolvers<void>()
  const lanes = lanesOf(async (units) => {
    batches.push([...units])
    if (batches.length === 1) await gate.promise
  })
  const first = [1, 2, 3].map((unit) => lanes.put(unit))
  await expect.poll(() => batches.length).toBe(1)
  const later = [4, 5].map((unit) => lanes.put(unit))
  gate.resolve()
  expect(await Promise.all([...first, ...later])).toEqual([10, 20, 30, 40, 50])
  expect(batches).toEqual([[1, 2, 3], [4, 5]])
})

it('opens a second lane when it is behind, never a third, and says so', async () => {
  const gates: PromiseWithResolvers<void>[] = []
  const behinds: boolean[] = []
  const lanes = lanesOf(async (_, behind) => {
    const gate = Promise.withResolvers<void>()
    gates.push(gate)
    behinds.push(behind)
    await gate.promise
  }, 512)
  const all = [1, 2, 3, 4].map((unit) => lanes.put(unit))
  await expect.poll(() => gates.length).toBe(2)
  expect(behinds).toEqual([true, true])
  for (let n = 0; n < 4; n++) {
    await expect.poll(() => gates.length).toBeGreaterThan(n)
    gates[n]?.resolve()
  }
  expect(await Promise.all(all)).toEqual([10, 20, 30, 40])
})

it('opens the lane that work asks for, and keeps it to its own', async () => {
  const batches: number[][] = []
  const gate = Promise.withResolvers<void>()
  const lanes = lanesOf(async (units) => {
    batches.push([...units])
    await gate.promise
  })
  const all = [lanes.putAll([{ unit: 1, lane: 0 }, { unit: 2, lane: 1 }, { unit: 3, lane: 2 }])]
  await expect.poll(() => batches.length).toBe(3)
  all.push(lanes.putAll([{ unit: 4, lane: 2 }, { unit: 5, lane: 1 }, { unit: 6, lane: 2 }]))
  gate.resolve()
  expect(await Promise.all(all)).toEqual([[10, 20, 30], [40, 50, 60]])
  expect(batches).toEqual([[1], [2], [3], [5], [4, 6]])
})

it('takes all of what is put together, or nothing', async () => {
  const gate = Promise.withResolvers<void>()
  const done: number[] = []
  const lanes = lanesOf(async (units) => {
    await gate.promise
    done.push(...units)
  }, 20_000)
  const first = [1, 2].map((unit) => lanes.put(unit))
  await expect(lanes.putAll([{ unit: 8, lane: 0 }, { unit: 9, lane: 1 }])).rejects.toThrow('nothing of this request was taken')
  gate.resolve()
  await Promise.all(first)
  expect(done.toSorted()).toEqual([1, 2])
})

it('fails those of a batch that failed, goes on, and ends with nothing left', async () => {
  let fails = true
  const lanes = lanesOf(async () => {
    if (fails) throw new Error('no disk')
  })
  await expect(lanes.put(1)).rejects.toThrow('no disk')
  fails = false
  const last = lanes.put(2)
  await lanes[Symbol.asyncDispose]()
  expect(await last).toBe(20)
  await expect(lanes.put(3)).rejects.toThrow('wait to be stored')
})

it('turns away what is more than it can keep', async () => {
  const gate = Promise.withResolvers<void>()
  const lanes = lanesOf(() => gate.promise, 20_000)
  // Two are under way, three wait; another would be too much.
  const taken: Promise<number>[] = []
  for (let unit = 0; unit < 4; unit++) {
    taken.push(lanes.put(unit))
    await Promise.resolve()
  }
  await expect(Promise.all(Array.from({ length: 3 }, () => lanes.put(9)))).rejects.toThrow('Send them again')
  gate.resolve()
  expect(await Promise.all(taken)).toEqual([0, 10, 20, 30])
})
