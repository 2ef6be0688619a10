/**
 * What a text and a tool step cost, in CPU time once warm: wall time on a shared machine says more about the neighbours.
 * Targets of replies are heard for the first time by their speaker about as often as in a feed.
 */
import { composeText } from '../compose.ts'
import { rehearse } from '../rehearse.ts'
import type { ToolOffer } from '../../model-port.ts'
import type { HeardText, Speaker } from '../brief.ts'
import type { Item } from './feed.ts'

const TEXTS = 12_000
const STEPS = 4000
const WARM_UP = 1000

function tool(name: string, ...required: string[]): ToolOffer {
  return { name, description: name, inputSchema: { type: 'object', properties: Object.fromEntries(required.map((one) => [one, { type: 'string' }])), required } }
}

const TOOLS: readonly ToolOffer[] = [
  tool('refresh_feed'), tool('view_trends'), tool('search_posts', 'query'), tool('create_post', 'text'), tool('quote_post', 'postId', 'text'),
  tool('repost', 'postId'), tool('comment', 'postId', 'text'), tool('like_post', 'postId'), tool('dislike_post', 'postId'), tool('follow', 'profileId'),
]
const WEIGHTS = { refresh_feed: 10, create_post: 20, comment: 20, like_post: 30, quote_post: 6, repost: 4, follow: 10, search_posts: 3, dislike_post: 3 }

/** Mean microseconds a step, once warm. */
export function actingCost(cast: readonly Speaker[], seen: readonly Item[]): number {
  let started = process.cpuUsage()
  for (let step = 0; step < STEPS; step++) {
    if (step === WARM_UP) started = process.cpuUsage()
    const items: HeardText[] = seen.slice((step * 5) % (seen.length - 5)).slice(0, 5).map(({ id, authorId, authorName, authorUsername, text }) => ({ id, authorId, authorName, authorUsername, text }))
    rehearse({
      messages: [], tools: TOOLS, expects: { kind: 'text', longest: 500 },
      rehearsal: { key: `act/${step}`, ordinal: step >> 4, speaker: cast[step % cast.length] as Speaker, memory: [], trends: [], nowMs: 1.79e12, intent: { kind: 'act', weights: WEIGHTS, items, left: 10 } },
    })
  }
  return microsecondsSince(started) / (STEPS - WARM_UP)
}

/** Mean microseconds a text: posts, replies and quotes in turn. */
export function textCost(cast: readonly Speaker[], seen: readonly Item[]): number {
  let started = process.cpuUsage()
  for (let step = 0; step < TEXTS; step++) {
    if (step === TEXTS / 4) started = process.cpuUsage()
    const to = seen[(step * 7) % seen.length] as Item
    const telling = { key: `cost/${step}`, ordinal: step >> 4, speaker: cast[step % cast.length] as Speaker, memory: [], trends: ['goose'], nowMs: 1.79e12 }
    composeText(telling, step % 3 === 0 ? { kind: 'post' } : step % 3 === 1 ? { kind: 'reply', to, thread: [] } : { kind: 'quote', of: to })
  }
  return microsecondsSince(started) / (TEXTS * 0.75)
}

function microsecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return user + system
}
