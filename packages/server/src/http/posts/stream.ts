import { postStreamEventSchema } from '@troupe/contract'
import { setTimeout as delay } from 'node:timers/promises'
import { isId } from '../../base/ids.ts'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import type { App } from '../app.ts'
import { worldQuerySchema } from '../public-parts.ts'
import { formatEvent, type EventStream, type EventStreams } from '../sse.ts'
import { missedSince } from './catch-up.ts'
import { POSTS_AN_EVENT, type LivePosts, type PostsEvent } from './live-posts.ts'

export interface PostStreamParts {
  readonly reader: FeedReader
  readonly live: LivePosts
  readonly streams: EventStreams
}

/** Between two parts of what was missed, longer than the stream gathers: a reader keeps up or is cut off, and goes on from there. */
const PART_EVERY_MS = 100

/** `GET /api/posts/stream`: new posts as they are made. */
export function streamPosts(app: App, { reader, live, streams }: PostStreamParts): void {
  app.route({
    method: 'GET',
    url: '/api/posts/stream',
    config: { access: 'public' },
    schema: {
      tags: ['posts'], summary: 'New posts, live', querystring: worldQuerySchema, response: { 200: postStreamEventSchema },
      description: 'Server-sent events. `event: post` carries `{ posts }`, oldest first; its id is the last post\'s. With `Last-Event-ID` what came since is '
        + 'sent first; a post may then come twice, none is left out. Where too much was missed, `event: gap` says so: read the pages. '
        + '`event: withdrawn` carries `{ posts, comments, profiles }`, ids of what was taken down just now: show it no more.',
    },
    handler: async (request, reply) => {
      const world = await reader.world(request.query.world ?? null)
      // Watched before the reader is told that the stream is open: what it reads from then on leaves no gap to what it is sent.
      const reading = new Reading()
      const end = await live.watch(world, (event) => reading.tell(event))
      try {
        await streams.answer(request, reply, async (stream) => {
          await catchUp(stream, world, reader, live)
          reading.goLive(stream)
          await gone(stream.signal)
        })
      } finally {
        end()
      }
    },
  })
}

/** One reader: what is new waits until what it missed has been sent. That takes seconds, and the waiting texts are everybody's. */
class Reading {
  #waiting: PostsEvent[] = []
  #stream: EventStream | null = null

  tell(event: PostsEvent): void {
    if (this.#stream === null) this.#waiting.push(event)
    else this.#stream.send(event.text)
  }

  goLive(stream: EventStream): void {
    for (const event of this.#waiting.splice(0)) stream.send(event.text)
    this.#stream = stream
  }
}

function gone(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) resolve()
  signal.addEventListener('abort', () => resolve(), { once: true })
  return promise
}

async function catchUp(stream: EventStream, world: PublicWorld, reader: FeedReader, live: LivePosts): Promise<void> {
  const lastSeen = stream.lastEventId?.toLowerCase()
  if (lastSeen === undefined || !isId(lastSeen)) return
  const missed = await missedSince(reader, world, lastSeen)
  if (missed === null) return
  if (missed.cut) stream.send(formatEvent({ event: 'gap', data: { detail: 'More was posted meanwhile than is sent again. Read /api/posts.' } }))
  for (let from = 0; from < missed.positions.length && !stream.signal.aborted; from += POSTS_AN_EVENT) {
    if (from > 0) await delay(PART_EVERY_MS, undefined, { signal: stream.signal })
    const event = await live.read(world, missed.positions.slice(from, from + POSTS_AN_EVENT))
    if (event !== null) stream.send(event.text)
  }
}
