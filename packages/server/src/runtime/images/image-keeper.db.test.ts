/** Images that share files, kept and forgotten side by side, on both sorts of store: a file stays as long as one image has it, and no longer. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { SystemClock } from '../../base/clock.ts'
import { encoded } from '../../image/codec.ts'
import { CLAIM_MS, claimFiles, forgetImages } from '../../image/storage/image-files.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import { LocalImageStore } from '../../image/storage/local-image-store.ts'
import { S3ImageStore } from '../../image/storage/s3-image-store.ts'
import { StrayImageFiles } from '../../image/storage/stray-image-files.ts'
import { S3Server } from '../../image/storage/testing/s3-server.ts'
import { DESCRIPTION, plain } from '../../image/testing/pictures.ts'
import { variantsOf } from '../../image/variants.ts'
import { connect, type Connection } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { ImageKeeper, type ImageToKeep } from './image-keeper.ts'

const NEVER = new AbortController().signal
const START_MS = Date.UTC(2026, 10, 1)

interface Place extends AsyncDisposable {
  readonly store: ImageStore
  files(): Promise<number>
}

async function folder(): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), 'troupe-keeper-'))
  const files = async (): Promise<number> => (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
  return { store: new LocalImageStore(path), files, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

async function bucket(): Promise<Place> {
  const server = await S3Server.start('AKIATEST')
  const config = { bucket: 'gallery', endpoint: server.url, region: 'eu-test-1', pathStyle: true, accessKeyId: 'AKIATEST', secretAccessKey: 'secret', publicUrl: null }
  const store = new S3ImageStore({ config, clock: new SystemClock() })
  return {
    store, files: async () => server.objects.size,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

describe.each([['a folder', folder], ['a bucket', bucket]] as const)('images in %s', (_, open) => {
  let opened: AsyncDisposableStack
  let connection: Connection
  let place: Place
  let clock: VirtualClock
  let stray: StrayImageFiles
  let keeper: ImageKeeper

  beforeEach(async () => {
    opened = new AsyncDisposableStack()
    const database = opened.use(await testDatabase())
    connection = opened.use(connect(database.url, { connections: 8 }))
    place = opened.use(await open())
    clock = new VirtualClock(START_MS)
    stray = opened.use(new StrayImageFiles({ db: connection.db, clock, log: silentLog, store: place.store }))
    keeper = new ImageKeeper({ db: connection.db, clock, ids: systemIds(new SystemClock()), store: place.store, threads: { variants: (file, provenance, signal) => variantsOf(file, provenance, signal) } })
  })
  afterEach(() => opened.disposeAsync())

  const image = async (red: number): Promise<ImageToKeep> => ({
    bytes: await encoded(plain(32, 32, [red, 0, 0]), { to: 'png', quality: 100 }), format: 'png', width: 32, height: 32, destination: 'posts', description: DESCRIPTION, provenance: null,
    placeholder: null, workflow: null, projectId: null, profileId: null, runId: null,
  })
  const forget = (id: Id): Promise<void> => forgetImages(connection.db, [id])
  const swept = async (): Promise<void> => {
    stray.poke()
    await stray.settled()
  }
  const reachable = async (file: string): Promise<boolean> => {
    const found = await place.store.get(file, NEVER)
    found?.stream.destroy()
    return found !== null
  }

  it('go with all their files, but not with those of another', async () => {
    const [one, same, other] = [await keeper.keep(await image(1), NEVER), await keeper.keep(await image(1), NEVER), await keeper.keep(await image(2), NEVER)]
    expect(one.file).toBe(same.file)
    const all = await place.files()
    await forget(one.id)
    await swept()
    expect([await reachable(same.file), await place.files()]).toEqual([true, all])
    await forget(same.id)
    await swept()
    expect([await reachable(same.file), await reachable(other.file), await place.files()]).toEqual([false, true, all / 2])
    await forget(other.id)
    await swept()
    expect([await place.files(), await connection.db.selectFrom('image_files').selectAll().execute()]).toEqual([0, []])
  })

  it('and those who write and delete the same bytes at once never lose the last one’s', async () => {
    const wanted = await image(7)
    let sweeping = true
    const sweeper = (async () => {
      while (sweeping) await swept()
    })()
    for (let round = 0; round < 6; round++) {
      const kept = await Promise.all(Array.from({ length: 4 }, () => keeper.keep(wanted, NEVER)))
      await Promise.all([...kept.slice(1).map(({ id }) => forget(id)), keeper.keep(wanted, NEVER).then(({ id }) => forget(id))])
      expect(await reachable(kept[0]?.file ?? '')).toBe(true)
      for (const { file } of kept[0]?.variants ?? []) expect(await reachable(file)).toBe(true)
      await forget(kept[0]?.id ?? '')
    }
    sweeping = false
    await sweeper
    await swept()
    expect(await place.files()).toBe(0)
  })

  it('leave nothing where what was to be true with them is refused, or the writer was cut off', async () => {
    await expect(keeper.keep(await image(3), NEVER, () => Promise.reject(new Error('no such post')))).rejects.toThrow('no such post')
    await swept()
    expect([await place.files(), (await connection.db.selectFrom('images').select('id').execute()).length]).toEqual([0, 0])
    // Claimed and written, and then the lights went out.
    const lost = await image(4)
    const { name } = await place.store.put(lost.bytes, 'png', 'posts', NEVER)
    await claimFiles(connection.db, systemIds(new SystemClock()).next(), [name], clock.now())
    await swept()
    expect(await reachable(name)).toBe(true)
    clock.advanceBy(CLAIM_MS)
    await swept()
    expect(await reachable(name)).toBe(false)
  })

  it('are tried again when the store was away', async () => {
    const { id, file } = await keeper.keep(await image(5), NEVER)
    const away = new StrayImageFiles({ db: connection.db, clock, log: silentLog, store: { delete: () => Promise.reject(new Error('away')) } })
    await forget(id)
    away.poke()
    await away.settled()
    expect(await reachable(file)).toBe(true)
    await swept()
    expect(await reachable(file)).toBe(false)
    await away[Symbol.asyncDispose]()
  })
})
