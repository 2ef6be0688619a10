/** A simulated turn's entries as records of the journal file. */
import type { Action, Intent } from '../../agent/action.ts'
import type { SeenKind } from '../../agent/seen-item.ts'
import { rowOf, type RowKind } from '../../feed/columns/ids.ts'
import type { SeenNotice, SeenPost } from '../../feed/columns/seen.ts'
import type { Verdict } from '../../policy/policy.ts'
import { ACT, RECORD, RESULTS, type ActResultKind } from '../../store/journal-file/format.ts'
import type { JournalWriter } from '../../store/journal-file/journal-writer.ts'
import type { TurnJournal } from './turn-journal.ts'

export class JournalRecords implements TurnJournal {
  readonly #journal: JournalWriter

  constructor(journal: JournalWriter) {
    this.#journal = journal
  }

  joined(name: string | null, bio: string, atMs: number): void {
    const { record } = this.#journal
    this.#journal.demandTime(atMs)
    record.byte(RECORD.joined)
    record.text(name ?? '')
    record.text(bio)
    this.#journal.time(atMs)
    this.#journal.between()
  }

  firstPost(member: number, atMs: number, text: string, generator: string | null): void {
    const { record } = this.#journal
    const maker = this.#journal.word(generator)
    this.#journal.demandTime(atMs)
    record.byte(RECORD.firstPost)
    record.count(member)
    this.#journal.time(atMs)
    record.text(text)
    record.count(maker)
    this.#journal.between()
  }

  /** A follow that is there from the start, or that is set from outside. */
  edge(from: number, to: number, atMs: number): void {
    const { record } = this.#journal
    this.#journal.demandTime(atMs)
    record.byte(RECORD.edge)
    record.count(from)
    record.count(to)
    this.#journal.time(atMs)
    this.#journal.between()
  }

  /** Something done to the world from outside, between two turns; as plain as JSON. */
  intervened(deed: unknown, atMs: number): void {
    const { record } = this.#journal
    this.#journal.demandTime(atMs)
    record.byte(RECORD.intervention)
    record.text(JSON.stringify(deed))
    this.#journal.time(atMs)
    this.#journal.between()
  }

  begin(_turn: number, agent: number, nowMs: number): void {
    const { record } = this.#journal
    this.#journal.demandTime(nowMs)
    record.byte(RECORD.turn)
    record.count(agent)
    this.#journal.time(nowMs)
  }

  resume(turn: number, nowMs: number): void {
    const { record } = this.#journal
    this.#journal.demandTime(nowMs)
    record.byte(RECORD.resumed)
    record.count(turn)
    this.#journal.time(nowMs)
  }

  observed(notices: readonly SeenNotice[]): void {
    const { record } = this.#journal
    record.byte(RECORD.observed)
    record.count(notices.length)
    for (const notice of notices) {
      record.byte(notice.kind === 'comment' ? 1 : 0)
      record.count(notice.row)
    }
  }

  asked(purpose: string, generator: string): void {
    const words = [this.#journal.word(purpose), this.#journal.word(generator)] as const
    const { record } = this.#journal
    record.byte(RECORD.asked)
    record.count(words[0])
    record.count(words[1])
  }

  looked(intent: Intent, posts: readonly SeenPost[]): void {
    const { record } = this.#journal
    const name = this.#journal.word(intent.action)
    // The reasons of one look are one, or two.
    let why: SeenPost['kindOfWhy'] | null = null
    let whyNumber = 0
    for (const post of posts) if (post.kindOfWhy !== why) whyNumber = this.#journal.word(why = post.kindOfWhy)
    if (posts[0]?.kindOfWhy !== why) why = null
    const more = moreOf(intent)
    record.byte(RECORD.looked)
    record.count(name)
    record.text(more ?? '')
    record.count(posts.length)
    for (const post of posts) {
      record.count(post.row)
      record.count(post.commentsThen)
      if (post.kindOfWhy !== why) whyNumber = this.#journal.word(why = post.kindOfWhy)
      record.count(whyNumber)
    }
  }

  acted(intent: Intent, action: Action | null, result: ActResultKind, reason: string | null, made: number, generator: string | null, verdict?: Exclude<Verdict, { kind: 'allow' }>): void {
    const { record } = this.#journal
    const name = this.#journal.word(intent.action)
    const why = this.#journal.word(reason)
    const judged = verdict === undefined ? null : [this.#journal.word(verdict.kind), this.#journal.word(verdict.policy)] as const
    const row = intent.target === null || action?.target == null ? -1 : rowOf(KIND_OF[action.target.kind], intent.target)
    const { text } = intent.input
    const labelled = typeof text === 'string' || made >= 0
    const maker = labelled ? this.#journal.word(generator) : 0
    const more = moreOf(intent)
    record.byte(RECORD.acted)
    record.count(name)
    record.byte(RESULTS.indexOf(result) | (row >= 0 ? ACT.target : 0) | (made >= 0 ? ACT.made : 0) | (typeof text === 'string' ? ACT.text : 0) | (more !== null ? ACT.more : 0) | (why > 0 ? ACT.reason : 0) | (judged !== null ? ACT.verdict : 0))
    if (row >= 0) record.count(row)
    if (typeof text === 'string') record.text(text)
    if (labelled) record.count(maker)
    if (more !== null) record.text(more)
    if (why > 0) record.count(why)
    if (judged !== null) for (const word of judged) record.count(word)
  }

  end(outcome: string, reason: string | null): void {
    const words = [this.#journal.word(outcome), this.#journal.word(reason)] as const
    const { record } = this.#journal
    record.byte(RECORD.ended)
    record.count(words[0])
    record.count(words[1])
    this.#journal.between()
  }
}

const KIND_OF: Readonly<Record<SeenKind, RowKind>> = { post: 'p', comment: 'c', profile: 'm', group: 'g' }

/** The input besides target and text, which are told for themselves, as JSON. */
function moreOf({ input }: Intent): string | null {
  let more: Record<string, unknown> | null = null
  for (const field in input) if (field !== 'text') (more ??= {})[field] = input[field]
  return more === null ? null : JSON.stringify(more)
}
