/**
 * A journal's records applied to a world in columns, by the same rules that made them: so posts and comments get the numbers
 * they had, counters, notices, hashtags and mentions come out as they were, and a journal that cannot have been is found out.
 * Reads are not done again: what they showed stands in the journal.
 */
import type { RecommenderName } from '@troupe/contract'
import type { Intent } from '../../agent/action.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { ColumnFeed, type Performed } from '../../feed/columns/column-feed.ts'
import { idOfComment, idOfGroup, idOfMember, idOfPost, rowOf } from '../../feed/columns/ids.ts'
import { NOBODY, NOTICE_KINDS } from '../../feed/columns/world-columns.ts'
import type { SeenKind } from '../../agent/seen-item.ts'
import type { JournalRecord } from '../../store/journal-file/journal-reader.ts'
import { DatedState } from './dated-state.ts'
import { deedsIn, type WorldDeed } from './world-deeds.ts'
import type { PublishedPeople } from './published-people.ts'
import { RowIds } from './row-ids.ts'

export type Of<Kind extends JournalRecord['kind']> = Extract<JournalRecord, { kind: Kind }>

export interface TurnContext {
  readonly turn: number
  readonly agent: number
  readonly atMs: number
  readonly generator: string | null
}

/** What an experimenter wrote into a world is nobody's model's. */
const BY_HAND = 'intervention'

export class WorldReplay {
  readonly state: DatedState
  readonly feed: ColumnFeed
  readonly members: RowIds
  readonly agents: RowIds
  readonly personas: RowIds
  readonly posts: RowIds
  readonly comments: RowIds
  readonly groups: RowIds
  readonly turns: RowIds
  readonly #people: PublishedPeople
  /** Of the first and the last thing that happened. */
  beganMs = Number.POSITIVE_INFINITY
  endedMs = Number.NEGATIVE_INFINITY

  constructor(people: PublishedPeople, recommender: RecommenderName, ids: Ids) {
    this.#people = people
    this.state = new DatedState(people)
    this.feed = new ColumnFeed(this.state, recommender)
    this.members = new RowIds(ids)
    this.agents = new RowIds(ids)
    this.personas = new RowIds(ids)
    this.posts = new RowIds(ids)
    this.comments = new RowIds(ids)
    this.groups = new RowIds(ids)
    this.turns = new RowIds(ids)
  }

  at(atMs: number): void {
    if (atMs < this.beganMs) this.beganMs = atMs
    if (atMs > this.endedMs) this.endedMs = atMs
  }

  joined({ bio, atMs }: Of<'joined'>): void {
    this.at(atMs)
    this.state.addProfile(bio, atMs)
    this.members.add(atMs)
    this.agents.add(atMs)
    this.personas.add(atMs)
  }

  /** Throws a plain error where the rules refuse it. */
  firstPost({ member, atMs, text, generator }: Of<'first-post'>): void {
    this.#post(member, atMs, { text }, generator)
  }

  edge({ from, to, atMs }: Of<'edge'>): void {
    this.at(atMs)
    this.#relate(from, to, true, atMs)
  }

  /** Of what was done from outside, what changed the world; weights, kill switches and questions did not. */
  intervened({ deed, atMs }: Of<'intervention'>): void {
    this.at(atMs)
    for (const one of deedsIn(JSON.parse(deed))) this.#do(one, atMs)
  }

  /** An act that was done, done again. Returns the id of what it made. */
  act(intent: Intent, { turn, agent, atMs, generator }: TurnContext, made: boolean): Id | null {
    const result = this.feed.write(intent, { worldId: this.state.worldId, actorId: agent, atMs, generator, turnId: turn })
    if (result.kind !== 'done') throw new Error(`${intent.action} was done, but by the rules it is ${reasonOf(result)}`)
    if (result.made >= 0 !== made) throw new Error(`${intent.action} ${made ? 'made something' : 'made nothing'}, but by the rules it is not so`)
    if (result.made < 0) return null
    const ids = intent.action === 'comment' ? this.comments : intent.action === 'create_group' ? this.groups : this.posts
    ids.add(atMs)
    return ids.of(result.made)
  }

  idOf(kind: SeenKind, row: number): Id {
    const ids = this.#idsOf(kind)
    if (!(row >= 0 && row < ids.count)) throw new Error(`there is no ${kind} ${row} yet`)
    return ids.of(row)
  }

  #idsOf(kind: SeenKind): RowIds {
    switch (kind) {
      case 'post': return this.posts
      case 'comment': return this.comments
      case 'profile': return this.members
      case 'group': return this.groups
    }
  }

  /** An id of the columns as it is called from now on; what is none stays as it is. */
  renamed(columnId: string): string {
    const kind = ({ p: 'post', c: 'comment', m: 'profile', g: 'group' } as const)[columnId.charAt(0)]
    const row = kind === undefined ? -1 : rowOf(columnId.charAt(0) as 'p', columnId)
    return kind === undefined || row < 0 ? columnId : this.idOf(kind, row)
  }

  columnId(kind: SeenKind, row: number): string {
    switch (kind) {
      case 'post': return idOfPost(row)
      case 'comment': return idOfComment(row)
      case 'profile': return idOfMember(row)
      case 'group': return idOfGroup(row)
    }
  }

  /** Why a text was addressed to a member. */
  whyTold(member: number, on: 'post' | 'comment', said: number): string | null {
    const { notices, profiles } = this.state
    for (let row = profiles.lastNotice.data[member] as number; row !== NOBODY; row = notices.before.data[row] as number) {
      const comment = notices.comment.data[row] as number
      if (on === 'comment' ? comment === said : comment === NOBODY && notices.post.data[row] === said) return NOTICE_KINDS[notices.kind.data[row] as number] ?? null
    }
    return null
  }

  #post(member: number, atMs: number, input: Intent['input'], generator: string | null): void {
    this.at(atMs)
    const result = this.feed.write({ action: 'create_post', target: null, input }, { worldId: this.state.worldId, actorId: member, atMs, generator, turnId: null })
    if (result.kind !== 'done') throw new Error(`a post was written, but by the rules it is ${reasonOf(result)}`)
    this.posts.add(atMs)
  }

  #relate(from: number, to: number, on: boolean, atMs: number): void {
    const { state } = this
    const count = state.profiles.posts.length
    if (!(from >= 0 && from < count && to >= 0 && to < count)) throw new Error(`${from} follows ${to}, but there are ${count} members`)
    if (from === to || state.follows(from, to) === on) return
    state.setFollows(state.worldId, from, to, on, atMs)
    state.countProfile(from, 'following', on ? 1 : -1)
    state.countProfile(to, 'followers', on ? 1 : -1)
  }

  #do(deed: WorldDeed, atMs: number): void {
    switch (deed.kind) {
      case 'post':
        return this.#post(this.#named(deed.as), atMs, deed.title === null ? { text: deed.text } : { text: deed.text, title: deed.title }, BY_HAND)
      case 'ban':
        for (const name of deed.who) this.state.setSuspended(this.#named(name), atMs)
        return
      case 'unban':
        for (const name of deed.who) this.state.setSuspended(this.#named(name), null)
        return
      case 'edges':
        for (const [from, to] of deed.add) this.#relate(this.#named(from), this.#named(to), true, atMs)
        for (const [from, to] of deed.remove) this.#relate(this.#named(from), this.#named(to), false, atMs)
        return
      case 'recommender':
        this.feed.recommender = deed.recommender
        return
      case 'persona': {
        const row = this.#named(deed.who)
        const { bio, ...person } = deed.change
        if (bio !== undefined) this.state.setBio(row, bio)
        this.#people.change(row, person)
      }
    }
  }

  #named(username: string): number {
    const row = this.#people.find(username)
    if (row === null) throw new Error(`nobody is called ${username}`)
    return row
  }
}

/** `step` with its failure told as the journal's. */
export function replaying<Result>(step: () => Result, failed: (what: string) => Error): Result {
  try {
    return step()
  } catch (error) {
    throw failed(messageOf(error))
  }
}

function reasonOf(result: Exclude<Performed, { kind: 'done' }>): string {
  return `${result.kind}: ${result.reason}`
}
