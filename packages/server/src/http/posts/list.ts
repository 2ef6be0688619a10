import { postPageSchema, postSortSchema, type Page, type Post } from '@troupe/contract'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfPosition, cursorOfRanking, positionOfCursor, rankingOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

const querySchema = worldPageQuerySchema.extend({ sort: postSortSchema.default('recent') })

/** `GET /api/posts`: newest first, or by approval and talk. */
export function listPosts(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/posts',
    config: { access: 'public' },
    schema: {
      tags: ['posts'], summary: 'Posts of a world', querystring: querySchema, response: { 200: postPageSchema },
      description: 'Popular posts are ranked at one moment and paged in that order, so that no page repeats or leaves out what another showed.',
    },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: worldId, sort, limit, cursor } = request.query
      const read = sort === 'recent' ? recent : popular
      const world = await reader.world(worldId ?? null)
      return { value: await read(reader, world, limit, cursor), worldId: world.id }
    }),
  })
}

async function recent(reader: FeedReader, world: PublicWorld, limit: number, cursor: string | undefined): Promise<Page<Post>> {
  const { items, next } = await reader.recentPosts(world, { limit, after: positionOfCursor(cursor) })
  return { items, nextCursor: cursorOfPosition(next) }
}

async function popular(reader: FeedReader, world: PublicWorld, limit: number, cursor: string | undefined): Promise<Page<Post>> {
  const { items, next } = await reader.popularPosts(world, limit, rankingOfCursor(cursor))
  return { items, nextCursor: cursorOfRanking(next) }
}
