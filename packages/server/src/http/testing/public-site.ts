/** A public world with three members behind the real routes: what tests of the public face work on. */
import type { IntakeRules } from '../../image/intake.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import { LocalImageStore } from '../../image/storage/local-image-store.ts'
import { uploadOf } from '../../image/upload.ts'
import { variantsOf } from '../../image/variants.ts'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { FeedReader } from '../../feed/postgres/feed-reader.ts'
import { PostgresFeedStore } from '../../feed/postgres/postgres-feed-store.ts'
import type { FeedWrite, Outcome } from '../../feed/feed-write.ts'
import { member, testId, WORLD } from '../../feed/testing/small-world.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { App } from '../app.ts'
import { ImageKeeper } from '../../runtime/images/image-keeper.ts'
import { createMemberServices } from '../../runtime/members/member-services.ts'
import { memberRoutes } from '../member-routes.ts'
import { PageCache } from '../page-cache.ts'
import { publicRoutes } from '../public-routes.ts'
import { EventStreams } from '../sse.ts'
import { WorldChanges } from '../world-changes.ts'
import { Caller } from './caller.ts'
import { START_MS, testServer, type TestServer } from './test-server.ts'

export const PRIVATE_WORLD: Id = testId(9, 2)
export const OTHER_WORLD: Id = testId(9, 3)
export const WORKSPACE: Id = testId(8, 1)
/** A folder that isn't there: most tests have no pages. */
const UNBUILT = join(import.meta.dirname, 'unbuilt')
export const PERSONA: Id = testId(5, 1)

export const ada = { ...member(1, 'ada'), personaId: PERSONA, archetype: 'gardener', avatarUrl: `/avatars/${PERSONA}.svg` }
export const bob = member(2, 'bob')
export const cyd = member(3, 'cyd')

export type Wanted = FeedWrite extends infer One ? One extends FeedWrite ? Omit<One, 'worldId' | 'atMs'> & { worldId?: Id; atMs?: number } : never : never
export const LABEL = { generator: 'rehearsal', turnId: null }

export const post = (n: number, actorId: Id, text: string, title: string | null = null): Wanted => ({ kind: 'create-post', id: testId(2, n), actorId, title, text, ...LABEL })
export const comment = (n: number, actorId: Id, on: number, text: string, replyTo: number | null = null): Wanted =>
  ({ kind: 'comment', id: testId(3, n), actorId, postId: testId(2, on), replyTo: replyTo === null ? null : testId(3, replyTo), text, ...LABEL })
export const like = (actorId: Id, on: number): Wanted => ({ kind: 'react', actorId, on: 'post', targetId: testId(2, on), reaction: 'like' })
export const quote = (n: number, actorId: Id, on: number, text: string): Wanted => ({ kind: 'quote', id: testId(2, n), actorId, postId: testId(2, on), text, ...LABEL })
export const repost = (n: number, actorId: Id, on: number): Wanted => ({ kind: 'repost', id: testId(2, n), actorId, postId: testId(2, on), ...LABEL })
export const follow = (actorId: Id, profileId: Id): Wanted => ({ kind: 'follow', actorId, profileId })

/** As the drawing processes do, in this one. */
const uploadHere = (file: Uint8Array, _signal: AbortSignal, rules?: IntakeRules) => uploadOf(file, rules)

export interface PublicSite extends AsyncDisposable {
  readonly server: TestServer
  readonly visitor: Caller
  readonly clock: VirtualClock
  readonly changes: WorldChanges
  /** Each write a second after the one before, all just before now. */
  write(...writes: Wanted[]): Promise<Outcome[]>
  /** `hidden_at`, `deleted_at` or `suspended_at` of one row. */
  mark(table: 'posts' | 'comments' | 'profiles', column: 'hidden_at' | 'deleted_at' | 'suspended_at', id: Id): Promise<void>
  /** On a real port. */
  listen(): Promise<string>
}

export interface PublicSiteOptions {
  readonly publicUrl?: string | null
  readonly webFolder?: string
  /** Where images lie; none can be written unless given. */
  readonly imageStore?: ImageStore
  /** What looks at images; this process unless given. */
  readonly threads?: Pick<ImageProcesses, 'upload' | 'variants'>
  /** Before the site's own, which take every address that is left. */
  readonly moreRoutes?: (app: App, parts: Pick<TestServer, 'people' | 'connection'> & { readonly clock: VirtualClock; readonly changes: WorldChanges }) => void
}

export async function publicSite({ publicUrl = null, webFolder = UNBUILT, imageStore = new LocalImageStore(UNBUILT), threads = { upload: uploadHere, variants: variantsOf }, moreRoutes }: PublicSiteOptions = {}): Promise<PublicSite> {
  const clock = new VirtualClock(START_MS)
  const changes = new WorldChanges()
  const pages = new PageCache({ clock, changes })
  const server = await testServer({ clock, publicUrl, answerFirst: (request, response) => pages.answerHit(request, response) }, async (app, { connection, people }) => {
    const { db } = connection
    const { audit, passwords, attempts } = people
    moreRoutes?.(app, { people, connection, clock, changes })
    const reader = new FeedReader(db, clock)
    memberRoutes(app, {
      reader, origins: { publicUrl, corsOrigins: [] },
      services: createMemberServices({
        db, clock, ids: systemIds(clock), audit, passwords, attempts, feed: new PostgresFeedStore(db), secretKey: Buffer.alloc(32, 5),
        threads, keeper: new ImageKeeper({ db, clock, ids: systemIds(clock), store: imageStore, threads }),
        onChanged: (worldId) => changes.poke(worldId), onSaid: (worldId) => changes.withdraw(worldId),
      }),
    })
    await publicRoutes(app, { db, changes, pages, clock, publicUrl, webFolder, development: false, log: silentLog, reader, streams: new EventStreams(app, { batchMs: 5 }), imageStore })
  })
  const { db } = server.connection
  await db.insertInto('workspaces').values({ id: WORKSPACE, name: 'Dunmarrow & Sons', private_network: false, created_at: 0 }).execute()
  await db.insertInto('projects').values({ id: testId(7, 1), workspace_id: WORKSPACE, name: 'p', wake: '{"kind":"rhythm"}', created_at: 0 }).execute()
  const world = { project_id: testId(7, 1), name: 'Dunmarrow', kind: 'live', recommender: 'recent', created_at: 0 } as const
  await db.insertInto('worlds').values([
    { ...world, id: WORLD, public: true, is_default: true },
    { ...world, id: PRIVATE_WORLD, public: false, is_default: false },
    { ...world, id: OTHER_WORLD, public: true, is_default: false },
  ]).execute()
  await db.insertInto('personas').values({
    id: PERSONA, workspace_id: WORKSPACE, username: 'ada', display_name: 'Ada', archetype: 'gardener', doc: '{}',
    origin_pack: null, origin_seed: null, origin_index: null, created_at: 0, updated_at: 0,
  }).execute()
  const store = new PostgresFeedStore(db)
  await store.addProfiles([
    ada, bob, cyd, { ...member(8, 'hid'), worldId: PRIVATE_WORLD }, { ...member(9, 'ned'), worldId: OTHER_WORLD },
  ], IN_MEMORY)

  return {
    server, clock, changes, visitor: new Caller(server.app),
    write: async (...writes) => {
      const nowMs = clock.now()
      clock.advanceBy(writes.length * 1_000)
      const outcomes = await store.apply(writes.map((write, n) => ({ worldId: WORLD, atMs: nowMs + n * 1_000, ...write }) as FeedWrite), IN_MEMORY)
      changes.poke(null)
      return outcomes
    },
    mark: async (table, column, id) => {
      await db.updateTable(table).set({ [column]: clock.now() }).where('id', '=', id).execute()
      changes.withdraw(WORLD)
    },
    listen: async () => {
      await new Promise<void>((resolve) => { server.app.server.listen({ host: '127.0.0.1', port: 0 }, resolve) })
      return `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
