import { expect, it } from 'vitest'
import { PageBytes } from './cached-page.ts'
import { KeptPages } from './kept-pages.ts'

const page = (bytes: number) => new PageBytes({ status: 200, headers: {}, body: Buffer.alloc(bytes) }, null)

it('stays within its bound, and lets go of what nobody asks for', () => {
  const kept = new KeptPages(1_000_000)
  kept.put('/home', {}, null, page(10_000))
  for (let n = 0; n < 1_000; n++) {
    kept.put(`/${n}`, {}, null, page(10_000))
    expect(kept.find('/home', {})).toBeDefined()
  }
  expect(kept.size).toBeLessThan(72)
  expect(kept.find('/3', {})).toBeUndefined()
  expect(kept.find('/999', {})).toBeDefined()
})

it('keeps nothing that is larger than all its room', () => {
  const kept = new KeptPages(100_000)
  kept.put('/large', {}, null, page(100_000))
  expect(kept.size).toBe(0)
})

it('keeps variants of one address apart, a bounded number of them', () => {
  const kept = new KeptPages()
  const variant = (headers: { cookie?: string | undefined }): string => headers.cookie ?? ''
  const [dark, light] = [page(1), page(2)]
  kept.put('/', { cookie: 'dark' }, variant, dark)
  kept.put('/', { cookie: 'light' }, variant, light)
  expect([kept.find('/', { cookie: 'dark' }), kept.find('/', { cookie: 'light' }), kept.find('/', {})]).toEqual([dark, light, undefined])
  for (let n = 0; n < 100; n++) kept.put('/', { cookie: String(n) }, variant, page(1))
  expect(kept.find('/', { cookie: 'dark' })).toBeUndefined()
  expect(kept.find('/', { cookie: '99' })).toBeDefined()
})
