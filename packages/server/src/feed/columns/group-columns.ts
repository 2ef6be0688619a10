/**
 * Groups of a world in columns. A world has few next to its posts, and few posts stand in one: which one that is, is kept
 * by row like titles are, so that posts without cost nothing.
 */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Kept } from '../../base/checkpoint.ts'
import { Growing } from '../../base/growing.ts'
import { groupKey } from '../groups/group-name.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import { PairTable } from './pair-table.ts'

const COLUMNS = ['creator', 'members', 'posts', 'createdMs', 'turn'] as const

interface Words {
  readonly names: readonly string[]
  readonly descriptions: readonly string[]
  readonly generators: readonly (string | null)[]
  readonly ofPost: readonly (readonly [post: number, group: number])[]
}

/** No turn, no maker. */
const NONE = -1

export class GroupColumns implements Kept {
  readonly creator = new Growing(Int32Array, 16)
  readonly members = new Growing(Int32Array, 16)
  readonly posts = new Growing(Int32Array, 16)
  readonly createdMs = new Growing(Float64Array, 16)
  readonly turn = new Growing(Int32Array, 16)
  readonly names: string[] = []
  readonly descriptions: string[] = []
  readonly generators: (string | null)[] = []
  /** Group and member. */
  readonly membership = new PairTable()
  /** Groups by the rows of the posts that stand in one. */
  readonly ofPost = new Map<number, number>()
  readonly #named = new Map<string, number>()

  get length(): number {
    return this.creator.length
  }

  add({ id, creatorId, name, description, members, posts, generator, turnId, createdMs }: Omit<GroupRow<number>, 'worldId'>): void {
    if (id !== this.length) throw new RangeError(`group ${id} is not the next one, ${this.length}`)
    this.creator.push(creatorId)
    this.members.push(members)
    this.posts.push(posts)
    this.createdMs.push(createdMs)
    this.turn.push(turnId ?? NONE)
    this.names.push(name)
    this.descriptions.push(description)
    this.generators.push(generator)
    this.#named.set(groupKey(name), id)
  }

  save(sink: CheckpointSink): void {
    for (const name of COLUMNS) this[name].save(sink, name)
    this.membership.save(sinkUnder(sink, 'membership'))
    sink.json('words', { names: this.names, descriptions: this.descriptions, generators: this.generators, ofPost: [...this.ofPost] } satisfies Words)
  }

  load(source: CheckpointSource): void {
    for (const name of COLUMNS) this[name].load(source, name)
    this.membership.load(sourceUnder(source, 'membership'))
    const { names, descriptions, generators, ofPost } = source.json<Words>('words')
    for (const [id, name] of names.entries()) this.#named.set(groupKey(name), id)
    this.names.push(...names)
    this.descriptions.push(...descriptions)
    this.generators.push(...generators)
    for (const [post, group] of ofPost) this.ofPost.set(post, group)
  }

  row(id: number, worldId: number): GroupRow<number> | undefined {
    if (!(id >= 0 && id < this.length)) return undefined
    const turn = this.turn.data[id] as number
    return {
      id, worldId, creatorId: this.creator.data[id] as number, name: this.names[id] as string, description: this.descriptions[id] as string,
      members: this.members.data[id] as number, posts: this.posts.data[id] as number, generator: this.generators[id] as string | null,
      turnId: turn === NONE ? null : turn, createdMs: this.createdMs.data[id] as number,
    }
  }

  named(key: string): number | undefined {
    return this.#named.get(key)
  }

  isMember(group: number, profile: number): boolean {
    return this.membership.get(group, profile) === 1
  }

  count(group: number, counter: GroupCounter, by: number): void {
    (this[counter].data[group] as number) += by
  }

  /** Most members first, ties by row; over all groups, of which there are few. */
  find(viewer: number, query: string | null, own: boolean, limit: number): number[] {
    const wanted = query?.trim().toLowerCase() ?? ''
    const found: number[] = []
    for (let group = 0; group < this.length; group++) {
      if (own && !this.isMember(group, viewer)) continue
      if ((this.names[group] as string).toLowerCase().includes(wanted) || (this.descriptions[group] as string).toLowerCase().includes(wanted)) found.push(group)
    }
    const members = this.members.data
    return found.sort((a, b) => (members[b] as number) - (members[a] as number) || a - b).slice(0, limit)
  }
}
