import { expect, test } from 'vitest'
import { VirtualClock } from '../base/clock.ts'
import { Lane, LaneFullError } from './lane.ts'

const never = new AbortController().signal
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a place is handed on in order, and left only once', async () => {
  const lane = new Lane(new VirtualClock(0), { concurrent: 1, perMinute: null })
  const leave = await lane.enter(never)
  const order: number[] = []
  const second = lane.enter(never).then((out) => (order.push(2), out))
  const third = lane.enter(never).then((out) => (order.push(3), out))
  await settle()
  expect([lane.running, lane.waiting]).toEqual([1, 2])
  leave()
  leave()
  await settle()
  expect([order, lane.running, lane.waiting]).toEqual([[2], 1, 1])
  ;(await second)()
  ;(await third)()
  expect([lane.running, lane.waiting]).toEqual([0, 0])
})

test('who gives up in line leaves it', async () => {
  const lane = new Lane(new VirtualClock(0), { concurrent: 1, perMinute: null })
  const leave = await lane.enter(never)
  const abort = new AbortController()
  const waiting = lane.enter(abort.signal)
  abort.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  expect(lane.waiting).toBe(0)
  leave()
  expect(lane.running).toBe(0)
})

test('a rate a minute is spread evenly, and a hold keeps everybody', async () => {
  const clock = new VirtualClock(0)
  const lane = new Lane(clock, { concurrent: 10, perMinute: 60 })
  const began: number[] = []
  for (let i = 0; i < 4; i++) void lane.enter(never).then((leave) => (began.push(clock.now()), leave()))
  for (let s = 0; s <= 3; s++) {
    clock.advanceTo(s * 1_000)
    await settle()
  }
  expect(began).toEqual([0, 1_000, 2_000, 3_000])
  lane.holdUntil(30_000)
  void lane.enter(never).then((leave) => (began.push(clock.now()), leave()))
  clock.advanceTo(29_999)
  await settle()
  expect(began).toHaveLength(4)
  clock.advanceTo(30_000)
  await settle()
  expect(began[4]).toBe(30_000)
})

test('who gives up while held gives the place back', async () => {
  const lane = new Lane(new VirtualClock(0), { concurrent: 1, perMinute: null })
  lane.holdUntil(1_000)
  const abort = new AbortController()
  const held = lane.enter(abort.signal)
  await settle()
  abort.abort(new Error('enough'))
  await expect(held).rejects.toThrow('enough')
  expect(lane.running).toBe(0)
})

test('the line is bounded', async () => {
  const lane = new Lane(new VirtualClock(0), { concurrent: 1, perMinute: null })
  const leave = await lane.enter(never)
  const line = Array.from({ length: 1_000 }, () => lane.enter(never).then((out) => out()))
  await expect(lane.enter(never)).rejects.toBeInstanceOf(LaneFullError)
  leave()
  await Promise.all(line)
  expect([lane.running, lane.waiting]).toEqual([0, 0])
})

test('a clock that is set back by an hour holds nobody up for an hour', async () => {
  let nowMs = 10_000_000
  const clock = {
    now: () => nowMs,
    // As the system's: it waits for what was left when it was asked.
    until: async (atMs: number) => {
      nowMs += Math.max(0, atMs - nowMs)
    },
  }
  const lane = new Lane(clock, { concurrent: 1, perMinute: null })
  lane.holdUntil(nowMs + 30_000)
  nowMs -= 3_600_000
  const setBackMs = nowMs
  ;(await lane.enter(never))()
  expect(nowMs - setBackMs).toBeLessThanOrEqual(60_000)
})
