/**
 * What agents of a simulated world remember, in columns. A memory is a row that points to what it is of; its words are read
 * from there when somebody recalls it, and so is who said them and what an answer answers. A million agents make six million
 * memories in five steps, of 17 bytes each.
 */
import type { MemoryDraft } from '../../agent/turn.ts'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import { Growing, loadColumns, nextRow, saveColumns, type Columns } from '../../base/growing.ts'
import type { ColumnState } from '../../feed/columns/column-state.ts'
import { NOBODY } from '../../feed/columns/world-columns.ts'
import { idOfMember } from '../../feed/columns/ids.ts'
import { commentText, postText } from '../../feed/columns/seen.ts'
import type { Recollection } from '../../llm/rehearsal/brief.ts'
import { memoryLine } from '../remember.ts'

type Kind = MemoryDraft['kind']
const KINDS: readonly Kind[] = ['said', 'replied', 'contradicted', 'agreed', 'liked', 'followed', 'muted', 'read', 'summary']
/** Of `kind`, from the lowest bit: the kind, what the row names (`NAMES`), whether that is a comment, and whether another's post is to be read without its title and what it quotes, as one is told of a text. */
const KIND_BITS = 15
const NAMES_SHIFT = 4
const IS_COMMENT = 64
const AS_WRITTEN = 128
/** A member, or nobody; one's own text; another's; one's own, which answers another's: that follows from it. */
const NAMES = { member: 0, own: 1, other: 2, answer: 3 } as const

/** As in the ledgers: what lies further back is forgotten. */
const HELD = 200

/** A post or a comment, by its row; `NOBODY` for none. */
export interface TextRow {
  readonly row: number
  readonly isComment: boolean
  /** Words alone, without title and quote. */
  readonly asWritten?: boolean
}

export const NO_TEXT: TextRow = { row: NOBODY, isComment: false }

export class MemoryColumns implements Kept {
  readonly #state: ColumnState
  readonly #kind = new Growing(Uint8Array)
  readonly #named = new Growing(Int32Array)
  readonly #atMs = new Growing(Float64Array)
  readonly #before = new Growing(Int32Array)
  readonly #last = new Growing(Int32Array)
  /** Of a memory. */
  readonly #rows = [this.#kind, this.#named, this.#atMs, this.#before]
  #settled = 0

  constructor(state: ColumnState) {
    this.#state = state
  }

  get #columns(): Columns {
    return { kind: this.#kind, named: this.#named, atMs: this.#atMs, before: this.#before, last: this.#last }
  }

  /** Between two turns. */
  save(sink: CheckpointSink): void {
    saveColumns(this.#columns, sink, 'rows')
  }

  load(source: CheckpointSource): void {
    loadColumns(this.#columns, source, 'rows')
  }

  get count(): number {
    return this.#kind.length
  }

  /** A place for one more agent. */
  addAgent(): void {
    this.#last.push(NOBODY)
  }

  /** What is kept from here on is recalled from the next turn on: it becomes a memory as the turn is recorded. */
  beginTurn(): number {
    return (this.#settled = this.#kind.length)
  }

  /** Of a turn that began when there were so many. */
  resumeTurn(settled: number): void {
    this.#settled = settled
  }

  /** `own` that answers `other` was written as an answer to it or quotes it; `about` is who wrote `other`, where there is one. */
  keep(agent: number, kind: Kind, about: number, own: TextRow, other: TextRow, atMs: number): void {
    const names = own.row === NOBODY ? (other.row === NOBODY ? NAMES.member : NAMES.other) : other.row === NOBODY ? NAMES.own : NAMES.answer
    const named = names === NAMES.other ? other : own
    const row = nextRow(this.#rows)
    this.#kind.data[row] = KINDS.indexOf(kind) | (names << NAMES_SHIFT) | (named.isComment ? IS_COMMENT : 0) | (other.asWritten === true ? AS_WRITTEN : 0)
    this.#named.data[row] = names === NAMES.member ? about : named.row
    this.#atMs.data[row] = atMs
    this.#before.data[row] = this.#last.data[agent] as number
    this.#last.data[agent] = row
  }

  /** Newest first; those about one party first of all, up to half of them. */
  recall(agent: number, about: number, limit: number): Recollection[] {
    const rows: number[] = []
    for (let row = this.#last.data[agent] as number; row !== NOBODY && rows.length < HELD; row = this.#before.data[row] as number) {
      if (row < this.#settled) rows.push(row)
    }
    if (about === NOBODY) return rows.slice(0, limit).map((row) => this.#recollection(row))
    const first = rows.filter((row) => this.#about(row) === about).slice(0, Math.ceil(limit / 2))
    return [...first, ...rows.filter((row) => this.#about(row) !== about)].slice(0, limit).map((row) => this.#recollection(row))
  }

  #recollection(row: number): Recollection {
    const about = this.#about(row)
    return {
      kind: KINDS[(this.#kind.data[row] as number) & KIND_BITS] as Kind,
      aboutId: about === NOBODY ? null : idOfMember(about),
      aboutName: about === NOBODY ? null : this.#state.people.person(about).username,
      text: memoryLine(this.#text(row)),
      atMs: this.#atMs.data[row] as number,
    }
  }

  #names(row: number): number {
    return (this.#kind.data[row] as number) >> NAMES_SHIFT & 3
  }

  /** What the row names; one's own for an answer. */
  #namedBy(row: number): TextRow {
    const flags = this.#kind.data[row] as number
    return { row: this.#named.data[row] as number, isComment: (flags & IS_COMMENT) !== 0, asWritten: (flags & AS_WRITTEN) !== 0 }
  }

  /** Another's text, of which there is one. */
  #other(row: number): TextRow {
    const named = this.#namedBy(row)
    if (this.#names(row) === NAMES.other) return named
    const { posts, comments } = this.#state
    if (!named.isComment) return { ...named, row: posts.referenced.data[named.row] as number }
    const parent = comments.parent.data[named.row] as number
    return parent === NOBODY ? { ...named, row: comments.post.data[named.row] as number, isComment: false } : { ...named, row: parent }
  }

  #about(row: number): number {
    switch (this.#names(row)) {
      case NAMES.member:
        return this.#named.data[row] as number
      case NAMES.own:
        return NOBODY
      default: {
        const other = this.#other(row)
        return (other.isComment ? this.#state.comments : this.#state.posts).author.data[other.row] as number
      }
    }
  }

  #text(row: number): string {
    switch (this.#names(row)) {
      case NAMES.member:
        return ''
      case NAMES.own:
        return this.#textOf({ ...this.#namedBy(row), asWritten: true })
      case NAMES.other:
        return this.#textOf(this.#other(row))
      default:
        return `${this.#textOf({ ...this.#namedBy(row), asWritten: true })} (to: ${this.#textOf(this.#other(row))})`
    }
  }

  /** One's own words as one wrote them, others' as they were read, with title and quote. */
  #textOf({ row, isComment, asWritten = false }: TextRow): string {
    if (isComment) return commentText(this.#state, row)
    return asWritten ? this.#state.texts.get(this.#state.posts.text.data[row] as number) : postText(this.#state, row)
  }
}
