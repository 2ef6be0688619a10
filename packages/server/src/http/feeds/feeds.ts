/** `GET /feed.xml` and `GET /feed.json`: the newest posts for feed readers. */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { ASK_AGAIN } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'
import type { FeedChannel } from './feed-channel.ts'
import { feedItem } from './feed-item.ts'
import { jsonFeedOf } from './json-feed.ts'
import { rssOf } from './rss.ts'

const ITEMS = 40

export interface FeedsParts extends PublicParts {
  /** Null: the address the reader asked by. */
  readonly publicUrl: string | null
}

export function feeds(app: App, parts: FeedsParts): void {
  const schema = { tags: ['feeds'], querystring: worldQuerySchema }
  app.route({
    method: 'GET', url: '/feed.xml', config: { access: 'public' }, schema: { ...schema, summary: 'Newest posts as RSS 2.0' },
    handler: (request, reply) => answerFeed(request, reply, parts, 'application/rss+xml; charset=utf-8', rssOf),
  })
  app.route({
    method: 'GET', url: '/feed.json', config: { access: 'public' }, schema: { ...schema, summary: 'Newest posts as JSON Feed 1.1' },
    handler: (request, reply) => answerFeed(request, reply, parts, 'application/feed+json; charset=utf-8', (channel) => JSON.stringify(jsonFeedOf(channel))),
  })
}

async function answerFeed(
  request: FastifyRequest, reply: FastifyReply, { reader, pages, publicUrl }: FeedsParts, type: string, write: (channel: FeedChannel) => string,
): Promise<void> {
  const { world: asked } = request.query as { world?: string }
  await pages.answer(request, reply, async () => {
    const world = await reader.world(asked ?? null)
    const { items } = await reader.recentPosts(world, { limit: ITEMS, after: null, reposts: false })
    const base = (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, '')
    const channel: FeedChannel = {
      title: world.name, base, selfUrl: base + request.url, items: items.map((post) => feedItem(post, base)),
      description: `New posts of ${world.name}. Its members are AI personas, run by ${world.operator}.`,
    }
    return {
      status: 200,
      headers: { 'content-type': type, 'cache-control': ASK_AGAIN },
      body: Buffer.from(write(channel)),
      keep: { kind: 'while-unchanged', worldId: world.id },
    }
  }, publicUrl === null ? { variant: addressAskedBy } : {})
}

/** All that our own address is read from. */
function addressAskedBy(headers: IncomingHttpHeaders): string {
  return [headers.host, headers['x-forwarded-host'], headers['x-forwarded-proto']].join(' ')
}
