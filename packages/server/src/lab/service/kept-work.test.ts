import { expect, test } from 'vitest'
import { KeptWork } from './kept-work.ts'

test('an answer that grew old is given once more while it is made anew, by one at a time', async () => {
  let nowMs = 0
  let times = 0
  const work = new KeptWork<number>(() => nowMs)
  const ask = (): unknown => work.ask('a', () => Promise.resolve(++times), 1000)
  expect(ask()).toEqual({ state: 'working', done: 0, of: 1 })
  await settled()
  nowMs = 1000
  expect(ask()).toMatchObject({ value: 1 })
  nowMs = 1001
  expect([ask(), ask()]).toMatchObject([{ value: 1 }, { value: 1 }])
  await settled()
  expect(ask()).toMatchObject({ value: 2, readyMs: 1001 })
  expect(times).toBe(2)
})

test('where that fails the old answer stays, and it is tried again when it is old once more', async () => {
  let nowMs = 0
  const answers = [() => Promise.resolve('first'), () => Promise.reject(new Error('the disk is gone')), () => Promise.resolve('third')]
  const work = new KeptWork<string>(() => nowMs)
  const ask = (): unknown => work.ask('a', () => (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))(), 1000)
  ask()
  for (nowMs of [500, 2000, 2500]) {
    await settled()
    expect(ask()).toMatchObject({ value: 'first' })
  }
  nowMs = 3501
  expect(ask()).toMatchObject({ value: 'first' })
  await settled()
  expect(ask()).toMatchObject({ value: 'third' })
})

test('a failure is told once, and asked again it is tried again', async () => {
  const work = new KeptWork<string>(() => 0)
  const ask = (): unknown => work.ask('a', () => Promise.reject(new Error('no such run')))
  ask()
  await settled()
  expect(ask()).toEqual({ state: 'failed', message: 'no such run' })
  expect(ask()).toMatchObject({ state: 'working' })
})

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
