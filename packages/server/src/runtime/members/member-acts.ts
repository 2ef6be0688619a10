/**
 * What a member does in their world. It ends in the same writes, under the same rules, as what agents do; here it is only
 * said who does it, at what pace, and that no generator made the words.
 */
import type { MemberMarks } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { FeedWrite } from '../../feed/feed-write.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { refuseNames } from './look-alikes.ts'
import { changeAlt } from './alt-text.ts'
import { writingProfile, type MemberHere } from './member-here.ts'
import type { MemberPace, Pursuit } from './member-pace.ts'
import { throwRefused } from './refused-write.ts'

export interface MemberActsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly feed: FeedStore
  readonly audit: AuditLog
  /** Counts have moved. */
  readonly onChanged: (worldId: Id) => void
  /** Words are new, other than they were, or gone: what was made of the world may not be shown for a moment longer. */
  readonly onSaid: (worldId: Id) => void
  readonly pace: MemberPace
}

type Wanted = FeedWrite extends infer One ? One extends FeedWrite ? Omit<One, 'worldId' | 'actorId' | 'atMs'> : never : never

const OWN = { generator: null, turnId: null } as const

export class MemberActs {
  readonly #parts: MemberActsParts
  readonly #pace: MemberPace

  constructor(parts: MemberActsParts) {
    this.#parts = parts
    this.#pace = parts.pace
  }

  async post(member: MemberHere, title: string | null, text: string): Promise<Id> {
    const id = this.#parts.ids.next()
    const { place } = await this.#parts.db.selectFrom('worlds').select('place').where('id', '=', member.worldId).executeTakeFirstOrThrow()
    if (place === 'gallery') throw new ConflictError('In a gallery one shows an image: send it to POST /api/gallery.', 'image-needed')
    return this.#say(member, 'post', { kind: 'create-post', id, title, text, ...OWN }).then(() => id)
  }

  comment(member: MemberHere, postId: Id, replyTo: Id | null, text: string): Promise<Id> {
    const id = this.#parts.ids.next()
    return this.#say(member, 'comment', { kind: 'comment', id, postId, replyTo, text, ...OWN }).then(() => id)
  }

  /** `title` left out stays as it is; so does `alt`, what is said of the image. */
  async editPost(member: MemberHere, postId: Id, { text, title, alt }: { readonly text: string; readonly title?: string | null | undefined; readonly alt?: string | undefined }): Promise<void> {
    const kept = title === undefined ? (await this.#parts.db.selectFrom('posts').select('title').where('id', '=', postId).executeTakeFirst())?.title ?? null : title
    const edit: Wanted = { kind: 'edit-post', postId, title: kept, text }
    if (alt === undefined) return this.#say(member, 'change', edit)
    // The rules have said by then that it is theirs, and that it is there.
    await this.#act(member, 'change', edit, null, (within) => changeAlt(within, postId, alt, this.#parts.clock.now()))
    this.#parts.onSaid(member.worldId)
  }

  editComment(member: MemberHere, commentId: Id, text: string): Promise<void> {
    return this.#say(member, 'change', { kind: 'edit-comment', commentId, text })
  }

  /** Also where people can only read by now: one may always take one's words away. */
  deletePost(member: MemberHere, postId: Id): Promise<void> {
    return this.#takeAway(member, { kind: 'delete-post', postId })
  }

  deleteComment(member: MemberHere, commentId: Id): Promise<void> {
    return this.#takeAway(member, { kind: 'delete-comment', commentId })
  }

  /** Asking for what is so already is no fault: a request may have been sent twice. */
  async like(member: MemberHere, on: 'post' | 'comment', targetId: Id, isLiked: boolean): Promise<void> {
    await this.#act(member, 'reaction', { kind: isLiked ? 'react' : 'unreact', on, targetId, reaction: 'like' }, isLiked ? 'already-liked' : 'not-liked')
    this.#parts.onChanged(member.worldId)
  }

  async follow(member: MemberHere, profileId: Id, follows: boolean): Promise<void> {
    await this.#act(member, 'reaction', { kind: follows ? 'follow' : 'unfollow', profileId }, follows ? 'already-followed' : 'not-followed')
    this.#parts.onChanged(member.worldId)
  }

  async changeProfile(member: MemberHere, { displayName, bio }: { readonly displayName?: string | undefined; readonly bio?: string | undefined }): Promise<void> {
    const { db, feed, audit } = this.#parts
    const profileId = writingProfile(member)
    if (displayName !== undefined) await refuseNames(db, member.worldId, { displayName }, profileId)
    this.#pace.count(member.id, 'change')
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('profiles').select(['display_name as displayName', 'bio']).where('id', '=', profileId).executeTakeFirstOrThrow()
      const writes: Wanted[] = []
      if (displayName !== undefined && displayName !== before.displayName) writes.push({ kind: 'rename', displayName })
      if (bio !== undefined && bio !== before.bio) writes.push({ kind: 'update-bio', bio })
      if (writes.length === 0) return
      for (const outcome of await feed.apply(writes.map((write) => this.#write(member, profileId, write)), { sql: within })) throwRefused(outcome, 'same-bio')
      await audit.record(within, {
        workspaceId: member.workspaceId, by: { kind: 'member', id: member.id, name: member.name }, action: 'member-profile-changed', subject: { kind: 'member', id: member.id }, before, after: { displayName, bio },
      })
    })
    this.#parts.onSaid(member.worldId)
  }

  /** Of these posts, comments and profiles, those the member likes and follows. */
  async marks(member: MemberHere, of: readonly Id[]): Promise<MemberMarks> {
    const { profileId } = member
    if (profileId === null || of.length === 0) return { liked: [], following: [] }
    const { rows } = await sql<{ id: Id; kind: 'liked' | 'following' }>`SELECT target_id AS id, 'liked' AS kind FROM reactions
        WHERE profile_id = ${profileId} AND target_id = ANY(${[...of]}::uuid[]) AND value = 1
      UNION ALL SELECT followee_id, 'following' FROM follows WHERE follower_id = ${profileId} AND followee_id = ANY(${[...of]}::uuid[])`.execute(this.#parts.db)
    const ofKind = (kind: 'liked' | 'following'): Id[] => rows.filter((row) => row.kind === kind).map((row) => row.id)
    return { liked: ofKind('liked'), following: ofKind('following') }
  }

  async #say(member: MemberHere, pursuit: Pursuit, wanted: Wanted): Promise<void> {
    await this.#act(member, pursuit, wanted, null)
    this.#parts.onSaid(member.worldId)
  }

  async #takeAway(member: MemberHere, wanted: Wanted): Promise<void> {
    const { feed, db } = this.#parts
    const profileId = member.state === 'active' && member.profileId !== null ? member.profileId : writingProfile(member)
    this.#pace.count(member.id, 'change')
    await db.transaction().execute(async (within: Within) => {
      for (const outcome of await feed.apply([this.#write(member, profileId, wanted)], { sql: within })) throwRefused(outcome, null)
    })
    this.#parts.onSaid(member.worldId)
  }

  async #act(member: MemberHere, pursuit: Pursuit, wanted: Wanted, soAlready: string | null, also?: (within: Within) => Promise<void>): Promise<void> {
    const { feed, db } = this.#parts
    const profileId = writingProfile(member)
    this.#pace.count(member.id, pursuit)
    await db.transaction().execute(async (within) => {
      const [outcome] = await feed.apply([this.#write(member, profileId, wanted)], { sql: within })
      throwRefused(outcome, soAlready)
      await also?.(within)
    })
  }

  #write(member: MemberHere, profileId: Id, wanted: Wanted): FeedWrite {
    return { ...wanted, worldId: member.worldId, actorId: profileId, atMs: this.#parts.clock.now() } as FeedWrite
  }
}
