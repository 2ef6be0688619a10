/**
 * A turn of a simulated world as the live one would have recorded it: entries with what was seen and why, acts with verdict
 * and outcome, what the agent keeps of it. A journal file does not say where one step ends and the next begins; what follows
 * a look or an answer is taken for the next step, which it nearly always was.
 */
import type { Intent } from '../../agent/action.ts'
import type { MemoryDraft } from '../../agent/turn.ts'
import type { SeenKind } from '../../agent/seen-item.ts'
import { FEED_ACTIONS } from '../../feed/feed-actions.ts'
import { rowOf } from '../../feed/columns/ids.ts'
import { commentText, postText } from '../../feed/columns/seen.ts'
import { memoryLine } from '../../runtime/remember.ts'
import type { EntryDraft } from '../../store/journal.ts'
import type { Of, WorldReplay } from './world-replay.ts'

/** Replies without an answer stand in the place of what would have answered. */
const UNANSWERED = new Set(['failed', 'exhausted'])

export interface ReplayedTurn {
  readonly turn: number
  readonly agent: number
  readonly atMs: number
  readonly outcome: string
  readonly reason: string | null
  readonly steps: number
  readonly acts: number
  readonly summary: string
  /** Texts written, and by what they count towards the day's caps. */
  readonly texts: number
  readonly posts: number
  readonly comments: number
  readonly entries: readonly EntryDraft[]
  readonly memories: readonly MemoryDraft[]
}

export class TurnReplay {
  readonly #world: WorldReplay
  #turn = 0
  #agent = 0
  #startedMs = 0
  #atMs = 0
  #step = 0
  #place = 0
  #acts = 0
  #texts = 0
  #posts = 0
  #comments = 0
  #done: Record<string, number> = {}
  #entries: EntryDraft[] = []
  #memories: MemoryDraft[] = []

  constructor(world: WorldReplay) {
    this.#world = world
  }

  begin({ turn, agent, atMs }: Of<'turn'>): void {
    this.#world.at(atMs)
    this.#world.turns.add(atMs)
    this.#turn = turn
    this.#agent = agent
    this.#startedMs = atMs
    this.#atMs = atMs
    this.#step = 0
    this.#place = 0
    this.#acts = 0
    this.#texts = 0
    this.#posts = 0
    this.#comments = 0
    this.#done = {}
    this.#entries = []
    this.#memories = []
  }

  /** Goes on after it waited for an answer. */
  resumed({ atMs }: Of<'resumed'>): void {
    this.#world.at(atMs)
    this.#atMs = atMs
  }

  observed({ notices }: Of<'observed'>): void {
    const world = this.#world
    this.#note('observed', {
      result: `${notices.length} addressed to it`,
      payload: {
        notices: notices.map(({ on, row }) => ({
          id: world.idOf(on, row), postId: on === 'post' ? null : world.posts.of(world.state.comments.post.data[row] as number), kind: on, why: world.whyTold(this.#agent, on, row),
        })),
      },
    })
    for (const { on, row } of notices) if (on === 'comment') this.#keep('read', world.state.comments.author.data[row] as number, commentText(world.state, row))
  }

  asked({ purpose, generator }: Of<'asked'>): void {
    // An ask is a step of its own.
    if (this.#place > 0 && this.#entries.at(-1)?.kind === 'acted') this.#nextStep()
    const answered = !UNANSWERED.has(generator)
    this.#note('asked', { action: purpose, targetId: answered ? generator : null, result: answered ? 'answered' : generator })
    this.#nextStep()
  }

  looked({ action, input, posts }: Of<'looked'>): void {
    const { state, posts: ids } = this.#world
    const saw = posts.map(({ row, comments, why }) => [
      this.#world.idOf('post', row), comments, why === 'popular' ? `popular: ${state.posts.likes.data[row]} likes, ${state.posts.comments.data[row]} comments` : why,
    ])
    const [only] = posts
    const target = FEED_ACTIONS.get(action)?.target != null && only !== undefined ? ids.of(only.row) : null
    this.#allowed(action)
    this.#note('acted', {
      action, targetId: target, verdict: 'allow', result: 'done', payload: input === null ? { saw } : { input: this.#renamed(action, JSON.parse(input)), saw },
    })
    this.#nextStep()
  }

  acted({ action: name, result, target, made, text, generator, more, reason, verdict, policy }: Of<'acted'>): void {
    const world = this.#world
    const action = FEED_ACTIONS.get(name)
    const input: Record<string, unknown> = more === null ? {} : JSON.parse(more) as Record<string, unknown>
    if (text !== null) input['text'] = text
    const kind = action?.target?.kind ?? null
    const intent: Intent = { action: name, target: target === null || kind === null ? null : world.columnId(kind, target), input }
    const isWrite = action !== undefined && action.effect === 'write'
    const answered = isWrite && result === 'done' ? this.#answeredBy(intent, kind, target) : null
    const madeId = isWrite && result === 'done'
      ? world.act(intent, { turn: this.#turn, agent: this.#agent, atMs: this.#atMs, generator }, made)
      : null
    const named = this.#renamed(name, input)
    const facts = {
      action: name, targetId: target === null || kind === null ? null : world.idOf(kind, target), reason, madeId,
      payload: Object.keys(named).length === 0 ? null : { input: named },
    }
    if (result === 'stopped') return this.#note('acted', { ...facts, verdict: verdict === 'hold' || verdict === 'ask' ? verdict : 'suppress', policy, result })
    this.#allowed(name, result === 'done')
    const form = action?.words?.form
    if (form === 'reply') this.#comments += 1
    else if (form !== undefined && form !== 'bio') this.#posts += 1
    if (result === 'done' && form !== undefined) this.#texts += 1
    this.#note('acted', { ...facts, verdict: 'allow', result })
    if (answered !== null) this.#remember(form ?? name, text ?? '', answered)
    if (action?.effect === 'read') this.#nextStep()
  }

  ended({ outcome, reason }: Of<'ended'>): ReplayedTurn {
    if (this.#place > 0 && this.#entries.at(-1)?.kind === 'acted') this.#nextStep()
    this.#note('turn-ended', { result: outcome, reason })
    return {
      turn: this.#turn, agent: this.#agent, atMs: this.#startedMs, outcome, reason, steps: this.#step, acts: this.#acts,
      summary: Object.entries(this.#done).map(([action, times]) => times === 1 ? action : `${action} ×${times}`).join(', '),
      texts: this.#texts, posts: this.#posts, comments: this.#comments, entries: this.#entries, memories: this.#memories,
    }
  }

  #allowed(action: string, done = true): void {
    this.#acts += 1
    if (done) this.#done[action] = (this.#done[action] ?? 0) + 1
  }

  #note(kind: EntryDraft['kind'], facts: Partial<EntryDraft>): void {
    this.#entries.push({
      step: this.#step, place: this.#place++, atMs: this.#atMs, kind, action: null, targetId: null, verdict: null, policy: null, result: null, reason: null,
      madeId: null, ms: null, tokens: null, costMicros: null, payload: null, ...facts,
    })
  }

  #nextStep(): void {
    this.#step += 1
    this.#place = 0
  }

  /** The input with what it names called by its ids. */
  #renamed(action: string, input: Record<string, unknown>): Record<string, unknown> {
    const fields = FEED_ACTIONS.get(action)?.alsoNames ?? []
    if (fields.length === 0) return input
    return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, fields.includes(field) && typeof value === 'string' ? this.#world.renamed(value) : value]))
  }

  /** Whom and what an act was about, read before it changes anything; row -1 for nobody. */
  #answeredBy(intent: Intent, kind: SeenKind | null, target: number | null): { author: number; text: string } {
    const { state } = this.#world
    const replyTo = typeof intent.input['replyTo'] === 'string' ? rowOf('c', intent.input['replyTo']) : -1
    if (replyTo >= 0 && replyTo < state.comments.author.length) return { author: state.comments.author.data[replyTo] as number, text: commentText(state, replyTo) }
    if (kind === 'post' && target !== null && target < state.posts.author.length) return { author: state.posts.author.data[target] as number, text: postText(state, target) }
    if (kind === 'comment' && target !== null && target < state.comments.author.length) return { author: state.comments.author.data[target] as number, text: commentText(state, target) }
    return kind === 'profile' && target !== null ? { author: target, text: '' } : { author: -1, text: '' }
  }

  /** As `remember.ts` does; of what was said to the agent it keeps that it read it, since its views are not at hand. */
  #remember(form: string, text: string, about: { author: number; text: string }): void {
    switch (form) {
      case 'post':
        return this.#keep('said', -1, text)
      case 'quote':
      case 'reply':
        return this.#keep('replied', about.author, about.author < 0 ? text : `${text} (to: ${about.text})`)
      case 'follow':
        return this.#keep('followed', about.author, '')
      case 'mute':
        return this.#keep('muted', about.author, '')
      case 'like_post':
      case 'like_comment':
        return this.#keep('liked', about.author, about.text)
    }
  }

  #keep(kind: MemoryDraft['kind'], about: number, text: string): void {
    const { members, state } = this.#world
    this.#memories.push({
      kind, aboutId: about < 0 ? null : members.of(about), aboutName: about < 0 ? null : state.people.person(about).username, text: memoryLine(text), atMs: this.#atMs,
    })
  }
}
