import { activityEventSchema, activityStreamQuerySchema, engagementNewsSchema, type ActivityItem, type EngagementTopic } from '@troupe/contract'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { InvalidError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope } from '../../people/actor.ts'
import type { ActivityFilter, ActivityReader } from '../../runtime/trace/activity-reader.ts'
import type { EngagementWatch } from '../../runtime/trace/engagement-watch.ts'
import type { JournalTail, Tailed } from '../../runtime/trace/journal-tail.ts'
import { hasSeen, positionText, readPosition, type Position } from '../../runtime/trace/position.ts'
import type { App } from '../app.ts'
import type { EventSource, EventStream, EventStreams } from '../sse.ts'

export interface ActivityStreamParts {
  readonly streams: EventStreams
  readonly activity: ActivityReader
  readonly tail: JournalTail
  readonly engagement: EngagementWatch
}

/** Items an event; a reader that comes back after an hour is given that hour in such pieces. */
const ITEMS_AN_EVENT = 200
/** Between two pieces, so that the reader's buffer empties: 3,000 items a second. */
const PIECE_EVERY_MS = 60
/** Of news that wait for a reader that is still catching up; beyond it, it begins again from what it has. */
const WAITING_MOST = 2_000

/**
 * `GET /api/activity/stream`: events `activity`, each with the `id` to come back with (`Last-Event-ID`, or `after`); and
 * events `engagement`, without one, since they only name lists to be read anew.
 */
export function activityStream(app: App, { streams, activity, tail, engagement }: ActivityStreamParts): void {
  app.route({
    method: 'GET',
    url: '/api/activity/stream',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags: ['activity'], summary: 'What happens, as it happens', produces: ['text/event-stream'], querystring: activityStreamQuerySchema, response: { 200: z.union([activityEventSchema, engagementNewsSchema]) },
    },
    handler: async (request, reply) => {
      const { after, ...filter } = request.query
      const since = after === undefined ? null : readPosition(after)
      if (after !== undefined && since === null) throw new InvalidError('This position is not one that the API gave.', [{ path: '/after', message: 'hand back a position as it came, or leave it out' }])
      const news = new News()
      const endTopics = engagement.watch((topics) => news.tell(topics))
      try {
        // What agents do is the whole workspace's: a creator's own login is told which lists to read anew, and reads her own.
        if (creatorScope(request.actor) !== null) return await streams.answer(request, reply, topicsAlone(news))
        // Before the answer begins: a reader that sees it begin and then reads a page has both joined without a gap.
        const { from, end } = await tail.watch((tailed) => news.add(tailed))
        try {
          await streams.answer(request, reply, source({ activity, news, from }, request.actor.workspaceId, filter, since))
        } finally {
          end()
        }
      } finally {
        endTopics()
      }
    },
  })
}

/** What was tailed and not yet passed on, for one reader. */
class News {
  readonly #waiting: Tailed[] = []
  readonly #topics = new Set<EngagementTopic>()
  #overflowed = false
  #wake = (): void => {}

  /** Something was let go: nothing after what is waiting may be passed on. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  add(tailed: Tailed): void {
    if (this.#waiting.length >= WAITING_MOST) this.#overflowed = true
    if (!this.#overflowed) this.#waiting.push(tailed)
    this.wake()
  }

  tell(topics: readonly EngagementTopic[]): void {
    for (const topic of topics) this.#topics.add(topic)
    this.wake()
  }

  take(): Tailed[] {
    return this.#waiting.splice(0)
  }

  takeTopics(): EngagementTopic[] {
    const topics = [...this.#topics]
    this.#topics.clear()
    return topics
  }

  wake(): void {
    this.#wake()
  }

  /** Until there is some, or `wake`. */
  async some(): Promise<void> {
    if (this.#waiting.length > 0 || this.#topics.size > 0 || this.#overflowed) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    await promise
  }
}

function topicsAlone(news: News): EventSource {
  return async (stream) => {
    stream.signal.addEventListener('abort', () => news.wake(), { once: true })
    while (!stream.signal.aborted) {
      tellTopics(stream, news)
      await news.some()
    }
  }
}

function tellTopics(stream: EventStream, news: News): void {
  const topics = news.takeTopics()
  if (topics.length > 0) stream.send({ event: 'engagement', data: { topics } })
}

interface Watched {
  readonly activity: ActivityReader
  readonly news: News
  /** Where the tail stood when the watching began. */
  readonly from: Position
}

function source({ activity, news, from }: Watched, workspaceId: Id, filter: ActivityFilter, after: Position | null): EventSource {
  return async (stream) => {
    const known = (stream.lastEventId === null ? null : readPosition(stream.lastEventId)) ?? after ?? from
    // A number from before the database was made anew would be waited for in vain.
    const seen = known.frontier > from.frontier + FARTHEST_AHEAD ? from : known
    await catchUp(stream, (afterSeq) => activity.between(workspaceId, filter, seen, from, afterSeq, ITEMS_AN_EVENT), seen, from)
    stream.signal.addEventListener('abort', () => news.wake(), { once: true })
    while (!stream.signal.aborted) {
      for (const { items, position } of news.take()) {
        const own = items.filter((one) => one.workspaceId === workspaceId && matches(one.item, filter) && !hasSeen(seen, one.item.seq)).map((one) => one.item)
        if (own.length > 0) send(stream, own, position)
      }
      tellTopics(stream, news)
      // A reader this far behind begins again from what it has.
      if (news.overflowed) return
      await news.some()
    }
  }
}

/** Another process may have told a reader what this one has not looked at yet. */
const FARTHEST_AHEAD = 1_000_000

/** What `seen` lacks of `to`, oldest first, at a pace a reader can take. */
async function catchUp(stream: EventStream, read: (afterSeq: number) => Promise<ActivityItem[]>, seen: Position, to: Position): Promise<void> {
  let afterSeq = Math.min(seen.frontier, ...seen.gaps.map((gap) => gap - 1))
  while (!stream.signal.aborted) {
    const items = await read(afterSeq)
    const last = items.at(-1)
    if (last === undefined) return
    const isLast = items.length < ITEMS_AN_EVENT
    afterSeq = last.seq
    send(stream, items, isLast ? to : { frontier: last.seq, gaps: to.gaps.filter((gap) => gap < last.seq) })
    if (isLast) return
    await delay(PIECE_EVERY_MS)
  }
}

function send(stream: EventStream, items: readonly ActivityItem[], position: Position): void {
  stream.send({ id: positionText(position), event: 'activity', data: { items } })
}

function matches(item: ActivityItem, { agentId, projectId }: ActivityFilter): boolean {
  return (agentId === undefined || item.agent.id === agentId) && (projectId === undefined || item.projectId === projectId)
}
