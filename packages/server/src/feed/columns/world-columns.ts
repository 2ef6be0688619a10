/** The rows of a world in columns, and nothing that is done with them. */
import type { Picture } from '@troupe/contract'
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Kept } from '../../base/checkpoint.ts'
import { Growing, loadColumns, saveColumns, type Columns } from '../../base/growing.ts'
import type { NoticeRow, PostRow } from '../rows.ts'
import { GroupColumns } from './group-columns.ts'
import type { PersonSource } from './people.ts'
import { TextPool } from './text-pool.ts'

export const NOBODY = -1

export const POST_KINDS: readonly PostRow['kind'][] = ['original', 'quote', 'repost']
export const NOTICE_KINDS: readonly NoticeRow['kind'][] = ['reply', 'mention', 'quote']

/** What a checkpoint keeps; a test sees to it that none is forgotten. */
const COLUMNS = ['profiles', 'posts', 'comments', 'notices'] as const
const MAPS = ['titles', 'pictures', 'hashtags', 'mentions', 'postsHidden', 'postsDeleted', 'commentsHidden', 'commentsDeleted'] as const
/** What only people change; older checkpoints lack them, and nobody in a simulation had changed any. */
const CHANGED_MAPS = ['postsEdited', 'commentsEdited', 'displayNames'] as const

export class WorldColumns implements Kept {
  readonly people: PersonSource
  readonly worldId: number = 0
  readonly texts = new TextPool()

  readonly profiles = {
    posts: new Growing(Int32Array), comments: new Growing(Int32Array), followers: new Growing(Int32Array), following: new Growing(Int32Array),
    likesReceived: new Growing(Int32Array), joinedMs: new Growing(Float64Array), suspendedMs: new Growing(Float64Array), automated: new Growing(Uint8Array),
    bio: new Growing(Uint32Array), mutes: new Growing(Int32Array), lastNotice: new Growing(Int32Array), lastPost: new Growing(Int32Array),
  } satisfies Columns
  readonly posts = {
    author: new Growing(Int32Array), kind: new Growing(Uint8Array), referenced: new Growing(Int32Array), text: new Growing(Uint32Array),
    createdMs: new Growing(Float64Array), turn: new Growing(Int32Array), generator: new Growing(Uint8Array),
    likes: new Growing(Int32Array), dislikes: new Growing(Int32Array), comments: new Growing(Int32Array), reposts: new Growing(Int32Array), quotes: new Growing(Int32Array),
    firstComment: new Growing(Int32Array), lastComment: new Growing(Int32Array), before: new Growing(Int32Array), gone: new Growing(Uint8Array),
  } satisfies Columns
  readonly comments = {
    post: new Growing(Int32Array), parent: new Growing(Int32Array), author: new Growing(Int32Array), text: new Growing(Uint32Array),
    createdMs: new Growing(Float64Array), turn: new Growing(Int32Array), generator: new Growing(Uint8Array),
    likes: new Growing(Int32Array), dislikes: new Growing(Int32Array), replies: new Growing(Int32Array), next: new Growing(Int32Array), gone: new Growing(Uint8Array),
  } satisfies Columns
  /** Each member's are a list from the newest back, through `before`. */
  readonly notices = {
    kind: new Growing(Uint8Array), post: new Growing(Int32Array), comment: new Growing(Int32Array), actor: new Growing(Int32Array),
    atMs: new Growing(Float64Array), before: new Growing(Int32Array),
  } satisfies Columns

  readonly groups = new GroupColumns()

  /** What few rows have, by row. */
  readonly titles = new Map<number, string>()
  readonly pictures = new Map<number, Picture>()
  readonly hashtags = new Map<number, readonly string[]>()
  readonly mentions = new Map<number, readonly string[]>()
  readonly postsHidden = new Map<number, number>()
  readonly postsDeleted = new Map<number, number>()
  readonly commentsHidden = new Map<number, number>()
  readonly commentsDeleted = new Map<number, number>()
  readonly postsEdited = new Map<number, number>()
  readonly commentsEdited = new Map<number, number>()
  /** Of members who go by another name than their source has. */
  readonly displayNames = new Map<number, string>()
  /** Labels of what was made, each once; 0 is none. */
  readonly generators: (string | null)[] = [null]

  constructor(people: PersonSource) {
    this.people = people
  }

  /** What a member goes by. */
  nameOf(member: number): string {
    return this.displayNames.get(member) ?? this.people.person(member).displayName
  }

  save(sink: CheckpointSink): void {
    for (const name of COLUMNS) saveColumns(this[name], sink, name)
    for (const name of [...MAPS, ...CHANGED_MAPS]) sink.json(name, [...this[name] as Map<number, unknown>])
    this.texts.save(sinkUnder(sink, 'texts'))
    this.groups.save(sinkUnder(sink, 'groups'))
    sink.json('generators', this.generators)
  }

  load(source: CheckpointSource): void {
    for (const name of COLUMNS) loadColumns(this[name], source, name)
    for (const name of [...MAPS, ...CHANGED_MAPS.filter((one) => source.has(one))]) for (const [row, value] of source.json<[number, never][]>(name)) this[name].set(row, value)
    this.texts.load(sourceUnder(source, 'texts'))
    this.groups.load(sourceUnder(source, 'groups'))
    for (const label of source.json<(string | null)[]>('generators').slice(1)) this.generators.push(label)
  }
}
