import { expect, it } from 'vitest'
import { later } from './later.ts'

it('asks once for a part, however many wait for it, and tells them when it is here', async () => {
  let asked = 0
  const part = later(async () => ({ n: ++asked }))
  let told = 0
  part.subscribe(() => told++)
  expect(part.peek()).toBeNull()
  expect(await Promise.all([part.load(), part.load()])).toEqual([{ n: 1 }, { n: 1 }])
  expect([part.peek(), told, asked]).toEqual([{ n: 1 }, 1, 1])
})

it('asks again for a part that could not be had', async () => {
  let lost = true
  const part = later(async () => {
    if (lost) throw new Error('no network')
    return 'here'
  })
  await expect(part.load()).rejects.toThrow('no network')
  lost = false
  expect(await part.load()).toBe('here')
})
