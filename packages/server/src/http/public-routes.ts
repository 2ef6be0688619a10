/** The routes of the public face: the read API, feeds, avatars, the live stream, and the site's pages last. */
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { FeedReader } from '../feed/postgres/feed-reader.ts'
import type { ImageStore } from '../image/storage/image-store.ts'
import type { Database } from '../store/database.ts'
import type { App } from './app.ts'
import { avatar } from './avatars/avatar.ts'
import { feeds } from './feeds/feeds.ts'
import { listGallery } from './gallery/list.ts'
import { oneOfGallery } from './gallery/one.ts'
import { visitImage } from './gallery/visit.ts'
import { Visits } from './gallery/visits.ts'
import { images } from './images/image.ts'
import { placeholderImage, type PlaceholderParts } from './images/placeholder.ts'
import { listGroups } from './groups/list.ts'
import { groupMembers } from './groups/members.ts'
import { oneGroup } from './groups/one.ts'
import { groupPosts } from './groups/posts.ts'
import type { PageCache } from './page-cache.ts'
import { postComments } from './posts/comments.ts'
import { listPosts } from './posts/list.ts'
import { LivePosts } from './posts/live-posts.ts'
import { onePost } from './posts/one.ts'
import { origins } from './posts/origin.ts'
import { streamPosts } from './posts/stream.ts'
import { oneProfile } from './profiles/one.ts'
import { profileRelations } from './profiles/relations.ts'
import { saidByProfile } from './profiles/said.ts'
import { search } from './search/search.ts'
import { bundleFiles } from './site/bundle-files.ts'
import { sitePages } from './site/site-pages.ts'
import { developmentSite } from './site/development.ts'
import { loadWebBundle } from './site/web-bundle.ts'
import type { EventStreams } from './sse.ts'
import { listTrends } from './trends/list.ts'
import type { WorldChanges } from './world-changes.ts'
import { listPublicWorlds } from './worlds/list-public.ts'
import { thePublicWorld } from './worlds/public.ts'

export interface PublicRoutesParts {
  readonly db: Database
  readonly reader: FeedReader
  readonly changes: WorldChanges
  /** Also the server's `answerFirst`, so made before it. */
  readonly pages: PageCache
  readonly streams: EventStreams
  readonly clock: Clock
  readonly log: Log
  readonly imageStore: ImageStore
  /** Left out where nobody acts outside. */
  readonly placeholders?: PlaceholderParts
  readonly publicUrl: string | null
  /** `packages/web/dist`. */
  readonly webFolder: string
  /** Serve the pages from their sources, and keep nothing. */
  readonly development: boolean
}

/** Register after all other routes: the site answers every address that is left. */
export async function publicRoutes(app: App, parts: PublicRoutesParts): Promise<void> {
  const { db, reader, changes, pages, streams, clock, log, imageStore, publicUrl, webFolder, development } = parts
  const live = new LivePosts({ source: reader, changes, log })
  const visits = new Visits({ db, clock, log })
  app.addHook('preClose', async () => {
    await visits[Symbol.asyncDispose]()
    pages.stopHits()
    await live[Symbol.asyncDispose]()
  })

  thePublicWorld(app, { reader, pages })
  listPublicWorlds(app, { reader, pages })
  listPosts(app, { reader, pages })
  listGallery(app, { reader, pages })
  oneOfGallery(app, { reader, pages })
  visitImage(app, { reader, visits })
  streamPosts(app, { reader, live, streams })
  onePost(app, { reader, pages })
  postComments(app, { reader, pages })
  origins(app, { reader })
  oneProfile(app, { reader, pages })
  profileRelations(app, { reader, pages })
  saidByProfile(app, { reader, pages })
  listGroups(app, { reader, pages })
  oneGroup(app, { reader, pages })
  groupPosts(app, { reader, pages })
  groupMembers(app, { reader, pages })
  listTrends(app, { reader, pages })
  search(app, { reader, pages })
  feeds(app, { reader, pages, publicUrl })
  avatar(app, { db, pages })
  if (parts.placeholders !== undefined) placeholderImage(app, parts.placeholders)
  images(app, { db, store: imageStore })

  if (development) return developmentSite(app, { webFolder, clock })
  const bundle = await loadWebBundle(webFolder)
  if (bundle === null) log.warn({ webFolder }, 'the pages have not been built; the site says how')
  else bundleFiles(app, { bundle, pages })
  sitePages(app, { reader, pages, bundle, publicUrl, clock })
}
