/**
 * What agents of a simulated world remember, in columns. A memory is a row that points to what it is of; its words are read
 * from there when somebody recalls it. A million agents make six million memories in five steps, of 25 bytes each.
 */
import type { MemoryDraft } from '../../agent/turn.ts'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import { Growing, loadColumns, saveColumns, type Columns } from '../../base/growing.ts'
import type { ColumnState } from '../../feed/columns/column-state.ts'
import { NOBODY } from '../../feed/columns/world-columns.ts'
import { idOfMember } from '../../feed/columns/ids.ts'
import { commentText, postText } from '../../feed/columns/seen.ts'
import type { Recollection } from '../../llm/rehearsal/brief.ts'
import { memoryLine } from '../remember.ts'

type Kind = MemoryDraft['kind']
const KINDS: readonly Kind[] = ['said', 'replied', 'contradicted', 'agreed', 'liked', 'followed', 'muted', 'read', 'summary']
const KIND_BITS = 15
/** Of `kind`: whether the own text and the other are comments. */
const OWN_IS_COMMENT = 16
const OTHER_IS_COMMENT = 32
/** Without its title and what it quotes, as one is told of a text. */
const OTHER_AS_WRITTEN = 64

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
  readonly #about = new Growing(Int32Array)
  readonly #own = new Growing(Int32Array)
  readonly #other = new Growing(Int32Array)
  readonly #atMs = new Growing(Float64Array)
  readonly #before = new Growing(Int32Array)
  readonly #last = new Growing(Int32Array)
  #settled = 0

  constructor(state: ColumnState) {
    this.#state = state
  }

  get #columns(): Columns {
    return { kind: this.#kind, about: this.#about, own: this.#own, other: this.#other, atMs: this.#atMs, before: this.#before, last: this.#last }
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

  keep(agent: number, kind: Kind, about: number, own: TextRow, other: TextRow, atMs: number): void {
    const row = this.#kind.push(KINDS.indexOf(kind) | (own.isComment ? OWN_IS_COMMENT : 0) | (other.isComment ? OTHER_IS_COMMENT : 0) | (other.asWritten === true ? OTHER_AS_WRITTEN : 0))
    this.#about.push(about)
    this.#own.push(own.row)
    this.#other.push(other.row)
    this.#atMs.push(atMs)
    this.#before.push(this.#last.data[agent] as number)
    this.#last.data[agent] = row
  }

  /** Newest first; those about one party first of all, up to half of them. */
  recall(agent: number, about: number, limit: number): Recollection[] {
    const rows: number[] = []
    for (let row = this.#last.data[agent] as number; row !== NOBODY && rows.length < HELD; row = this.#before.data[row] as number) {
      if (row < this.#settled) rows.push(row)
    }
    if (about === NOBODY) return rows.slice(0, limit).map((row) => this.#recollection(row))
    const first = rows.filter((row) => this.#about.data[row] === about).slice(0, Math.ceil(limit / 2))
    return [...first, ...rows.filter((row) => this.#about.data[row] !== about)].slice(0, limit).map((row) => this.#recollection(row))
  }

  #recollection(row: number): Recollection {
    const about = this.#about.data[row] as number
    return {
      kind: KINDS[(this.#kind.data[row] as number) & KIND_BITS] as Kind,
      aboutId: about === NOBODY ? null : idOfMember(about),
      aboutName: about === NOBODY ? null : this.#state.people.person(about).username,
      text: this.#text(row),
      atMs: this.#atMs.data[row] as number,
    }
  }

  #text(row: number): string {
    const flags = this.#kind.data[row] as number
    const own = this.#textOf(this.#own.data[row] as number, (flags & OWN_IS_COMMENT) !== 0, true)
    const other = this.#textOf(this.#other.data[row] as number, (flags & OTHER_IS_COMMENT) !== 0, (flags & OTHER_AS_WRITTEN) !== 0)
    return memoryLine(own === null ? other ?? '' : other === null ? own : `${own} (to: ${other})`)
  }

  /** One's own words as one wrote them, others' as they were read, with title and quote. */
  #textOf(row: number, isComment: boolean, asWritten: boolean): string | null {
    if (row === NOBODY) return null
    if (isComment) return commentText(this.#state, row)
    return asWritten ? this.#state.texts.get(this.#state.posts.text.data[row] as number) : postText(this.#state, row)
  }
}
