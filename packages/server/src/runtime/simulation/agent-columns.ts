/** What agents of a simulated world carry from turn to turn, in columns; the agent's number is its member's. */
import type { AgentView } from '../../agent/brain.ts'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import { Growing, loadColumns, nextRow, saveColumns, type Columns } from '../../base/growing.ts'

const DAY_MS = 86_400_000

export interface Today {
  posts: number
  comments: number
}

export class AgentColumns implements Kept {
  readonly texts = new Growing(Int32Array)
  readonly turns = new Growing(Int32Array)
  readonly acts = new Growing(Int32Array)
  readonly lastTurnMs = new Growing(Float64Array)
  readonly #day = new Growing(Int32Array)
  readonly #posts = new Growing(Int32Array)
  readonly #comments = new Growing(Int32Array)
  readonly #rows = Object.values(this.#columns)
  readonly #viewOf: (agent: number) => AgentView
  readonly #today: Today = { posts: 0, comments: 0 }

  constructor(viewOf: (agent: number) => AgentView) {
    this.#viewOf = viewOf
  }

  get #columns(): Columns {
    return { texts: this.texts, turns: this.turns, acts: this.acts, lastTurnMs: this.lastTurnMs, day: this.#day, posts: this.#posts, comments: this.#comments }
  }

  save(sink: CheckpointSink): void {
    saveColumns(this.#columns, sink, 'rows')
  }

  load(source: CheckpointSource): void {
    loadColumns(this.#columns, source, 'rows')
  }

  get count(): number {
    return this.texts.length
  }

  /** `sinceMs`: what was addressed to it later is news to it. */
  add(sinceMs: number): number {
    const agent = nextRow(this.#rows)
    this.lastTurnMs.data[agent] = sinceMs
    return agent
  }

  view(agent: number): AgentView {
    return this.#viewOf(agent)
  }

  /** Written since midnight UTC. The object is used again for the next agent. */
  today(agent: number, nowMs: number): Readonly<Today> {
    const same = this.#day.data[agent] === Math.floor(nowMs / DAY_MS)
    this.#today.posts = same ? this.#posts.data[agent] as number : 0
    this.#today.comments = same ? this.#comments.data[agent] as number : 0
    return this.#today
  }

  tally(agent: number, nowMs: number, form: 'post' | 'quote' | 'reply'): void {
    const day = Math.floor(nowMs / DAY_MS)
    if (this.#day.data[agent] !== day) {
      this.#day.data[agent] = day
      this.#posts.data[agent] = 0
      this.#comments.data[agent] = 0
    }
    const column = form === 'reply' ? this.#comments : this.#posts;
    (column.data[agent] as number) += 1
  }

  ended(agent: number, nowMs: number, texts: number, acts: number): void {
    this.texts.data[agent] = texts;
    (this.turns.data[agent] as number) += 1;
    (this.acts.data[agent] as number) += acts
    this.lastTurnMs.data[agent] = nowMs
  }
}
