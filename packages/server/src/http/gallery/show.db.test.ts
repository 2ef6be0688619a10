/** A member's own image, from the request to what the public gets: sent, shown, changed, hidden, deleted, gone. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { GalleryItem, Post } from '@troupe/contract'
import type { LightMyRequestResponse as Response } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { silentLog } from '../../base/log.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { GalleryPlatform } from '../../feed/gallery/gallery-platform.ts'
import { PostgresImageShelf } from '../../feed/gallery/postgres-image-shelf.ts'
import { PostgresFeedStore } from '../../feed/postgres/postgres-feed-store.ts'
import { encoded, opened } from '../../image/codec.ts'
import { ImageProcesses } from '../../image/processes/image-processes.ts'
import { labelledFile } from '../../image/provenance/label-file.ts'
import { LocalImageStore } from '../../image/storage/local-image-store.ts'
import { StrayImageFiles } from '../../image/storage/stray-image-files.ts'
import { noisy, plain } from '../../image/testing/pictures.ts'
import { seeded } from '../../base/random.ts'
import { eraseProject } from '../../runtime/projects/erase-project.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import { join as joinAs, PASSWORD, setJoining, type Joiner } from '../testing/joiner.ts'
import { ada, publicSite, type PublicSite } from '../testing/public-site.ts'
import { WORLD } from '../../feed/testing/small-world.ts'

const GENERATORS = new URL('../../image/testing/process-generators.ts', import.meta.url)
const BOUNDARY = 'a-boundary-of-a-test'

let folder: string
let processes: ImageProcesses
let site: PublicSite
let nell: Joiner
let stray: StrayImageFiles

beforeAll(() => {
  processes = new ImageProcesses({ clock: new SystemClock(), generators: GENERATORS, processes: 1 })
})
afterAll(() => processes[Symbol.asyncDispose]())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-show-'))
  const store = new LocalImageStore(folder)
  site = await publicSite({ imageStore: store, threads: processes })
  const { db } = site.server.connection
  await db.updateTable('worlds').set({ place: 'gallery' }).where('id', '=', WORLD).execute()
  await setJoining(site, 'open')
  nell = await joinAs(site, 'nell_h', `?world=${WORLD}`)
  stray = new StrayImageFiles({ db, clock: site.clock, log: silentLog, store })
  return async () => {
    await stray[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
})

function form(file: Uint8Array | null, fields: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(fields).map(([name, words]) => Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${words}\r\n`))
  if (file !== null) parts.push(Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="image"; filename="holiday.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`), Buffer.from(file), Buffer.from('\r\n'))
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
}

function send(by: Joiner, file: Uint8Array | null, fields: Readonly<Record<string, string>> = { alt: 'A red boat.', title: 'Boat' }, headers: Record<string, string> = {}): Promise<Response> {
  return site.server.app.inject({
    method: 'POST', url: `/api/gallery?world=${WORLD}`, payload: form(file, fields),
    headers: { cookie: by.cookie, 'x-csrf-token': by.session.csrfToken ?? '', 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
  })
}

const photo = (n = 1): Promise<Buffer> => encoded(noisy(400, 300, seeded(`photo ${n}`)), { to: 'jpeg', quality: 80 })
const shown = async (url: string): Promise<number> => (await site.visitor.get(url)).statusCode
const filesLeft = async (): Promise<number> => {
  stray.poke()
  await stray.settled()
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
}
const made = async (file?: Uint8Array, fields?: Readonly<Record<string, string>>): Promise<GalleryItem> => {
  const answer = await send(nell, file ?? await photo(), fields)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<GalleryItem>()
}
const addressesOf = ({ image }: Post): string[] => [image?.url ?? '', ...(image?.variants ?? []).map(({ url }) => url)]

describe('a member’s own image', () => {
  test('is shown in the gallery with its words and without a label, and nothing of its camera', async () => {
    const file = await sharp(plain(60, 40, [10, 200, 10]).data, { raw: { width: 60, height: 40, channels: 4 } }).removeAlpha()
      .withMetadata({ orientation: 6 }).withExifMerge({ IFD0: { Artist: 'Nell at home' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } }).jpeg().toBuffer()
    const item = await made(file, { alt: ' A green field. ', title: 'Field', text: 'Seen on #sunday\r\nat noon.' })
    expect(item).toMatchObject({ title: 'Field', text: 'Seen on #sunday\nat noon.', automated: false, generator: null, views: 0, hashtags: ['sunday'], author: { username: 'nell_h', automated: false }, image: { alt: 'A green field.', width: 40, height: 60, automated: false, generator: null, placeholder: false } })
    const { items } = (await site.visitor.get(`/api/gallery?world=${WORLD}`)).json<{ items: GalleryItem[] }>()
    expect(items.map(({ id }) => id)).toEqual([item.id])
    for (const url of addressesOf(item)) {
      const answer = await site.visitor.get(url)
      expect([answer.statusCode, answer.headers['x-content-type-options'], String(answer.headers['content-type']).startsWith('image/')]).toEqual([200, 'nosniff', true])
      expect(answer.rawPayload.includes('Nell at home')).toBe(false)
      const { exif, xmp, orientation } = await opened(answer.rawPayload, 1e6).metadata()
      expect({ exif, xmp, orientation }).toEqual({})
      expect((await site.visitor.with({ 'if-none-match': String(answer.headers['etag']) }).get(url)).statusCode).toBe(304)
    }
  })

  test('may be the body itself, and a GIF that moves gives its first picture', async () => {
    const frames = await sharp(Buffer.concat([plain(20, 20, [255, 0, 0]).data, plain(20, 20, [0, 0, 255]).data]), { raw: { width: 20, height: 40, channels: 4, pageHeight: 20 } }).gif().toBuffer()
    expect((await sharp(frames).metadata()).pages).toBe(2)
    const answer = await site.server.app.inject({
      method: 'POST', url: `/api/gallery?world=${WORLD}&alt=${encodeURIComponent('Zwei Farben – rot')}&title=Two`, payload: frames,
      headers: { cookie: nell.cookie, 'x-csrf-token': nell.session.csrfToken ?? '', 'content-type': 'image/gif' },
    })
    expect(answer.statusCode).toBe(201)
    const item = answer.json<GalleryItem>()
    expect(item.image).toMatchObject({ alt: 'Zwei Farben – rot', width: 20, height: 20 })
    const { data } = await sharp((await site.visitor.get(item.image?.url ?? '')).rawPayload).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(200)
  })

  test('that a machine made, as its file says, keeps that label; its author has none', async () => {
    const file = await labelledFile(plain(40, 30, [1, 1, 1]), { to: 'webp', quality: 80 }, { sourceType: 'trainedAlgorithmicMedia', automated: true, generator: 'openai:gpt-image-2', persona: 'Mara', operator: 'Somebody', placeholder: false, alt: '' })
    expect(await made(file)).toMatchObject({ automated: false, image: { automated: true, generator: 'openai:gpt-image-2' }, author: { automated: false } })
  })

  test('is refused with words where it is none, and the server goes on', async () => {
    const bomb = pngOf(60_000, 60_000)
    expect(bomb.byteLength).toBeLessThan(20_000)
    const liar = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>'.repeat(20))])
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><script>alert(1)</script></svg>')
    const polyglot = Buffer.from('GIF89a=1;/*\x00\x00\x00*/alert(document.domain)//', 'latin1')
    for (const [file, code] of [[bomb, 'image-too-large'], [liar, 'image-unreadable'], [svg, 'image-format'], [polyglot, 'image-unreadable'], [Buffer.from('%PDF-1.7'), 'image-format'], [(await photo()).subarray(0, 9_000), 'image-unreadable']] as const) {
      const answer = await send(nell, file)
      expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([400, `/problems/${code}`])
    }
    expect((await made()).id).toBeTruthy()
    expect(await site.server.connection.db.selectFrom('images').select('id').execute()).toHaveLength(1)
  })

  test('that is a picture and something else is shown as the picture alone', async () => {
    const item = await made(Buffer.concat([await photo(), Buffer.from('PK\x03\x04 an archive <script>alert(1)</script>', 'latin1')]))
    for (const url of addressesOf(item)) expect((await site.visitor.get(url)).rawPayload.includes('alert(1)')).toBe(false)
  })

  test('needs words for those who cannot see it, a title or a caption, a file, and somebody who joined', async () => {
    const faults = async (answer: Promise<Response>): Promise<unknown> => {
      const { statusCode, json } = await answer
      return [statusCode, (json as () => { faults?: { path: string }[]; type: string }).call(await answer).faults?.map(({ path }) => path)]
    }
    expect(await faults(send(nell, await photo(), { title: 'x' }))).toEqual([400, ['/alt']])
    expect(await faults(send(nell, await photo(), { alt: 'x', title: 'x'.repeat(101) }))).toEqual([400, ['/title']])
    expect(await faults(send(nell, await photo(), { alt: 'x' }))).toEqual([400, ['/text']])
    expect(await faults(send(nell, null))).toEqual([400, ['/image']])
    expect((await send({ ...nell, cookie: '' }, await photo())).statusCode).toBe(401)
    expect((await send(nell, await photo(), undefined, { 'x-csrf-token': 'no' })).statusCode).toBe(403)
    expect((await nell.caller.post(`/api/posts?world=${WORLD}`, { text: 'words alone' })).json<{ type: string }>().type).toBe('/problems/image-needed')
    expect(await filesLeft()).toBe(0)
  })

  test('is too large before it is read', async () => {
    const answer = await send(nell, Buffer.alloc(15 * 1024 * 1024 + 70_000))
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([400, 'The image is larger than 15 MB.'])
  })

  test('comes no faster than other posts', async () => {
    for (let n = 0; n < 5; n++) expect((await send(nell, await photo(n))).statusCode).toBe(201)
    const answer = await send(nell, await photo(9))
    expect([answer.statusCode, answer.json<{ type: string }>().type, Number(answer.headers['retry-after']) > 0]).toEqual([429, '/problems/too-quick', true])
  })

  test('can be called something else by its owner alone', async () => {
    const { id } = await made()
    const address = `/api/posts/${id}?world=${WORLD}`
    const changed = (await nell.caller.patch(address, { title: 'Ship', text: '', alt: 'A red ship.' })).json<Post>()
    expect(changed).toMatchObject({ title: 'Ship', text: '', image: { alt: 'A red ship.' } })
    expect(changed.editedAt).not.toBeNull()
    expect((await nell.caller.patch(address, { text: 'Only words' })).json<Post>()).toMatchObject({ title: 'Ship', text: 'Only words', image: { alt: 'A red ship.' } })
    expect((await nell.caller.patch(address, { title: null, text: '' })).statusCode).toBe(400)
    expect((await nell.caller.patch(address, { text: 'x', alt: ' ' })).statusCode).toBe(400)
    const other = await joinAs(site, 'omar_q', `?world=${WORLD}`)
    expect((await other.caller.patch(address, { text: 'mine', alt: 'mine' })).statusCode).toBe(403)
    expect((await site.visitor.get(address)).json<Post>().image?.alt).toBe('A red ship.')
  })

  test('is not to be had while its post is hidden or its author suspended, and is again afterwards', async () => {
    const item = await made()
    const { db } = site.server.connection
    const seen = async (): Promise<number[]> => [...new Set(await Promise.all(addressesOf(item).map(shown)))]
    expect(await seen()).toEqual([200])
    await site.mark('posts', 'hidden_at', item.id)
    expect(await seen()).toEqual([404])
    await db.updateTable('posts').set({ hidden_at: null }).where('id', '=', item.id).execute()
    expect(await seen()).toEqual([200])
    await site.mark('profiles', 'suspended_at', nell.profileId)
    expect(await seen()).toEqual([404])
    await db.updateTable('profiles').set({ suspended_at: null }).where('id', '=', nell.profileId).execute()
    await db.updateTable('worlds').set({ public: false }).where('id', '=', WORLD).execute()
    expect(await seen()).toEqual([404])
  })
})

describe('what is deleted', () => {
  const gone = async (item: Post): Promise<void> => {
    expect(await Promise.all(addressesOf(item).map(shown))).toEqual(addressesOf(item).map(() => 404))
    const { db } = site.server.connection
    expect(await db.selectFrom('images').select('id').where('id', '=', item.image?.id ?? '').execute()).toEqual([])
  }

  test('by its author leaves nothing, unless somebody else sent the same', async () => {
    const other = await joinAs(site, 'omar_q', `?world=${WORLD}`)
    const mine = await made()
    const theirs = (await send(other, await photo())).json<GalleryItem>()
    const all = await filesLeft()
    expect((await nell.caller.delete(`/api/posts/${mine.id}?world=${WORLD}`)).statusCode).toBe(204)
    await gone(mine)
    expect([await filesLeft(), await shown(theirs.image?.url ?? '')]).toEqual([all, 200])
    await other.caller.delete(`/api/posts/${theirs.id}?world=${WORLD}`)
    await gone(theirs)
    expect(await filesLeft()).toBe(0)
  })

  test('by a moderator leaves nothing either', async () => {
    const mine = await made()
    const [outcome] = await new PostgresFeedStore(site.server.connection.db).moderate([{ kind: 'delete', worldId: WORLD, atMs: site.clock.now(), on: 'post', targetId: mine.id, erases: false }], IN_MEMORY)
    expect(outcome?.kind).toBe('done')
    await gone(mine)
    expect(await filesLeft()).toBe(0)
  })

  test('with the member who leaves', async () => {
    const mine = await made()
    expect((await site.server.app.inject({ method: 'DELETE', url: `/api/members/me?world=${WORLD}`, payload: { password: PASSWORD }, headers: { cookie: nell.cookie, 'x-csrf-token': nell.session.csrfToken ?? '' } })).statusCode).toBe(204)
    await gone(mine)
    expect(await filesLeft()).toBe(0)
  })

  test('with the project, and only its own', async () => {
    const mine = await made()
    const { db } = site.server.connection
    const { project_id: projectId } = await db.selectFrom('worlds').select('project_id').where('id', '=', WORLD).executeTakeFirstOrThrow()
    // Of another project, and of the same bytes.
    const another: Id = '01900000-0000-7000-8000-00000000aaaa'
    await db.insertInto('projects').values({ id: another, workspace_id: (await db.selectFrom('projects').select('workspace_id').executeTakeFirstOrThrow()).workspace_id, name: 'q', wake: '{"kind":"rhythm"}', created_at: 0 }).execute()
    const row = await db.selectFrom('images').selectAll().where('id', '=', mine.image?.id ?? '').executeTakeFirstOrThrow()
    await db.insertInto('images').values({ ...row, id: another, project_id: another, profile_id: null, variants: '[]', description: JSON.stringify(row.description), workflow: null }).execute()
    await db.insertInto('image_files').values({ image_id: another, file: row.file, due_at: null }).execute()
    await db.updateTable('projects').set({ erasing_at: site.clock.now() }).where('id', '=', projectId).execute()
    expect(await shown(mine.image?.url ?? '')).toBe(404)
    await eraseProject(db, projectId, { signal: new AbortController().signal, rowsAPart: 3 })
    await gone(mine)
    expect([await filesLeft(), (await db.selectFrom('images').select('id').execute()).map(({ id }) => id), await shown(`/images/${another}`)]).toEqual([1, [another], 200])
  })
})

test('people’s visits are views, once in half an hour; agents’ looks are none', async () => {
  const item = await made()
  const { db } = site.server.connection
  const looking = new GalleryPlatform(new PostgresFeedStore(db), systemIds(site.clock), () => ({ recommender: 'recent' }), new PostgresImageShelf(db))
  const viewer = { worldId: WORLD, profileId: ada.id, sinceMs: 0 }
  const [look] = await looking.perform([{ viewer, intent: { action: 'view_image', target: item.id, input: { postId: item.id } }, turnId: item.id, nowMs: site.clock.now(), random: seeded('look'), generator: null }], { sql: null })
  expect(look?.kind).toBe('done')
  for (let n = 0; n < 3; n++) expect((await site.visitor.post(`/api/gallery/${item.id}/visits`)).statusCode).toBe(204)
  await expect.poll(async () => (await db.selectFrom('post_views').select('views').where('post_id', '=', item.id).execute()).map(({ views }) => views)).toEqual([1])
})

/** A PNG that claims this size and holds next to nothing. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(60_001 * 20), { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
