import { galleryPageSchema, gallerySortSchema, OWN_GALLERY, type GalleryItem, type GallerySort, type Page, type Post } from '@troupe/contract'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfLiked, cursorOfPosition, cursorOfRanking, likedOfCursor, positionOfCursor, rankingOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

const querySchema = worldPageQuerySchema.extend({ sort: gallerySortSchema.default('recent') })

/** `GET /api/gallery`: images newest first, by likes of all time, or by likes and talk of late. */
export function listGallery(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/gallery',
    config: { access: 'public' },
    schema: {
      tags: ['gallery'], summary: 'Images of a gallery', querystring: querySchema, response: { 200: galleryPageSchema },
      description: '`popular` orders by likes of all time, `trending` by likes and comments that fade with time. Without `world`, the instance\'s own gallery.',
    },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: worldId, sort, limit, cursor } = request.query
      const world = await reader.world(worldId ?? OWN_GALLERY)
      const { items, nextCursor } = await PAGES[sort](reader, world, limit, cursor)
      return { value: { items: await reader.withViews(items), nextCursor } satisfies Page<GalleryItem>, worldId: world.id }
    }),
  })
}

type ReadPage = (reader: FeedReader, world: PublicWorld, limit: number, cursor: string | undefined) => Promise<Page<Post>>

const PAGES: Readonly<Record<GallerySort, ReadPage>> = {
  recent: async (reader, world, limit, cursor) => {
    const { items, next } = await reader.recentPosts(world, { limit, after: positionOfCursor(cursor), reposts: false })
    return { items, nextCursor: cursorOfPosition(next) }
  },
  popular: async (reader, world, limit, cursor) => {
    const { items, next } = await reader.mostLiked(world, limit, likedOfCursor(cursor))
    return { items, nextCursor: cursorOfLiked(next) }
  },
  trending: async (reader, world, limit, cursor) => {
    const { items, next } = await reader.popularPosts(world, limit, rankingOfCursor(cursor))
    return { items, nextCursor: cursorOfRanking(next) }
  },
}
