/** What every image store does, whatever lies behind it. */
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidError } from '../../../base/errors.ts'
import type { ImageStore } from '../image-store.ts'

export interface StoreUnderTest extends AsyncDisposable {
  readonly store: ImageStore
}

const NEVER = new AbortController().signal
const BYTES = Buffer.from('a picture, as far as a store can tell')

export function describeImageStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} is an image store`, () => {
    let opened: StoreUnderTest
    let store: ImageStore
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened[Symbol.asyncDispose]())

    const read = async (what: string): Promise<string | null> => {
      const found = await store.get(what, NEVER)
      return found === null ? null : (await buffer(found.stream as Readable)).toString()
    }

    it('gives back what was put, by a name made of its bytes', async () => {
      const put = await store.put(BYTES, 'webp', 'Posts/2026', NEVER)
      expect(put.name).toMatch(/^posts\/2026\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.webp$/)
      expect(put.bytes).toBe(BYTES.byteLength)
      const found = await store.get(put.name, NEVER)
      expect(found).toMatchObject({ bytes: BYTES.byteLength, contentType: 'image/webp' })
      expect((await buffer(found?.stream as Readable)).equals(BYTES)).toBe(true)
    })

    it('takes the same twice, side by side, as one', async () => {
      const names = await Promise.all(Array.from({ length: 5 }, () => store.put(BYTES, 'png', 'posts', NEVER)))
      expect(new Set(names.map((put) => put.name)).size).toBe(1)
      expect(await read(names[0]?.name ?? '')).toBe(BYTES.toString())
    })

    it('holds a picture of several megabytes', async () => {
      const large = Buffer.alloc(5_000_000, 'picture')
      const { name: stored } = await store.put(large, 'png', 'posts', NEVER)
      const found = await store.get(stored, NEVER)
      expect((await buffer(found?.stream as Readable)).equals(large)).toBe(true)
    })

    it('deletes, and does not mind when nothing is there', async () => {
      const { name: stored } = await store.put(BYTES, 'png', 'posts', NEVER)
      await store.delete(stored, NEVER)
      await store.delete(stored, NEVER)
      expect(await read(stored)).toBeNull()
    })

    it.each([
      '../../etc/passwd', '/etc/passwd', 'posts/../../x', 'posts/ab/..%2f..%2fx', `posts/ab/${'a'.repeat(64)}.svg`, `posts/ab/${'a'.repeat(64)}.png/../../../x`, `POSTS/ab/${'a'.repeat(64)}.png`,
      `posts\\ab\\${'a'.repeat(64)}.png`, `posts/ab/${'a'.repeat(64)}.png\0`, `posts/ab/${'a'.repeat(64)}.png\n`, '', '.', `${'a/'.repeat(200)}ab/${'a'.repeat(64)}.png`, `./ab/${'a'.repeat(64)}.png`,
    ])('knows nothing by the name %j', async (what) => {
      expect(await store.get(what, NEVER)).toBeNull()
      await store.delete(what, NEVER)
      expect(store.publicUrl(what)).toBeNull()
    })

    it.each(['..', '../x', '/x', 'x/', 'x//y', '.x', 'x/../y', 'x y', 'ü', '', 'x'.repeat(200)])('has no folder %j', async (folder) => {
      await expect(store.put(BYTES, 'png', folder, NEVER)).rejects.toThrow(InvalidError)
    })

    it('does nothing for who has given up', async () => {
      const gone = AbortSignal.abort(new Error('enough'))
      await expect(store.put(BYTES, 'png', 'posts', gone)).rejects.toThrow('enough')
    })
  })
}
