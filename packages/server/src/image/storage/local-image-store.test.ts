import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { nameOf, StorageError } from './image-store.ts'
import { LocalImageStore } from './local-image-store.ts'
import { describeImageStore } from './testing/image-store-suite.ts'

const NEVER = new AbortController().signal
const folders: string[] = []

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'troupe-images-'))
  folders.push(made)
  return made
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true })))
})

describeImageStore('a folder', async () => {
  const path = await folder()
  // One level down: made with the first picture.
  return { store: new LocalImageStore(join(path, 'images')), async [Symbol.asyncDispose]() {} }
})

it('leaves no drafts behind, and mends a file that is too short', async () => {
  const path = await folder()
  const store = new LocalImageStore(path)
  const bytes = Buffer.from('whole picture')
  const { name } = await store.put(bytes, 'png', 'posts', NEVER)
  await writeFile(join(path, name), 'who')
  await store.put(bytes, 'png', 'posts', NEVER)
  const found = await store.get(name, NEVER)
  expect(found?.bytes).toBe(bytes.byteLength)
  found?.stream.destroy()
  expect(await readdir(join(path, name, '..'))).toHaveLength(1)
})

it('says so when it cannot write', async () => {
  const path = await folder()
  await writeFile(join(path, 'images'), 'a file where the folder should be')
  await expect(new LocalImageStore(join(path, 'images')).put(Buffer.from('x'), 'png', 'posts', NEVER)).rejects.toThrow(StorageError)
})

it('a folder that has a picture’s name is no picture', async () => {
  const path = await folder()
  const store = new LocalImageStore(path)
  const name = nameOf(Buffer.from('x'), 'png', 'posts')
  await store.put(Buffer.from('y'), 'png', `posts`, NEVER)
  expect(await store.get(name, NEVER)).toBeNull()
})
