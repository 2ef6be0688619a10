/**
 * What is known of each member while a swarm runs: how it stands, what it did last, what it thought. Fed from the journal's
 * tail, which gives each entry once, and from the agents' rows; it asks nobody itself.
 */
import type { ActivityItem, AgentState } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'

export interface Member {
  readonly agentId: Id
  readonly name: string
  readonly username: string
  readonly archetype: string
}

export interface Standing {
  readonly agentId: Id
  readonly state: AgentState
  readonly reason: string | null
  /** Next waking, or end of sleep; epoch milliseconds. */
  readonly wakeMs: number | null
}

export interface Counts {
  turns: number
  acts: number
  /** Acts that came to something. */
  done: number
  posts: number
  comments: number
  likes: number
  follows: number
  failed: number
}

export interface Line extends Member, Standing {
  readonly act: string | null
  readonly thought: string | null
  readonly counts: Readonly<Counts>
  /** When it last did something; 0 where it has not yet. */
  readonly actedMs: number
}

type Kept = { -readonly [Key in keyof Omit<Line, 'counts'>]: Line[Key] } & { counts: Counts }

/** By action: what it adds to. A swarm on the feed's world counts the same by other names. */
export const COUNTED: Readonly<Record<string, 'posts' | 'comments' | 'likes' | 'follows'>> = {
  create_image_post: 'posts', create_post: 'posts', quote_post: 'posts', post_to_group: 'posts', comment: 'comments', upvote: 'likes', like_post: 'likes', like_comment: 'likes', follow: 'follows',
}

export class Roster {
  readonly #lines: ReadonlyMap<Id, Kept>

  constructor(members: readonly Member[]) {
    this.#lines = new Map(members.map((member) => [member.agentId, { ...member, state: 'ready', reason: null, wakeMs: null, act: null, thought: null, actedMs: 0, counts: noCounts() }]))
  }

  get lines(): readonly Line[] {
    return [...this.#lines.values()]
  }

  get total(): Counts {
    const total = noCounts()
    for (const { counts } of this.#lines.values()) for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key]
    return total
  }

  stand(standings: readonly Standing[]): void {
    for (const standing of standings) {
      const line = this.#lines.get(standing.agentId)
      if (line !== undefined) Object.assign(line, standing)
    }
  }

  /** Returns the line it is about; null where it is no member's. */
  take(item: ActivityItem): Line | null {
    const line = this.#lines.get(item.agent.id)
    if (line === undefined) return null
    if (item.kind === 'acted') this.#acted(line, item)
    else if (item.kind === 'turn-ended') {
      line.counts.turns += 1
      line.thought = item.text.startsWith('rested: ') ? item.text.slice('rested: '.length) : item.text === 'rested' ? line.thought : item.text
      if (item.result === 'failed') line.counts.failed += 1
    }
    return line
  }

  #acted(line: Kept, { action, verdict, result, text, at }: ActivityItem): void {
    line.act = text
    // What the gate stopped, or what fits no action, was no act.
    if (verdict !== 'allow') return
    line.counts.acts += 1
    line.actedMs = Date.parse(at)
    if (result === 'failed' || result === 'unknown') line.counts.failed += 1
    if (result !== 'done') return
    line.counts.done += 1
    const what = COUNTED[action ?? '']
    if (what !== undefined) line.counts[what] += 1
  }
}

function noCounts(): Counts {
  return { turns: 0, acts: 0, done: 0, posts: 0, comments: 0, likes: 0, follows: 0, failed: 0 }
}
