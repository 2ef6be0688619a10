/**
 * A moderator's writes: the rows they name are locked, changed by the rules in memory, and written back set by set. The
 * world is locked first, as by all whose counters move, so that nobody waits in a circle; agents' rows, where they matter
 * too, are locked by the caller before that.
 */
import { sql } from 'kysely'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { forgetShown } from '../../image/storage/image-files.ts'
import { bigints, booleans, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { GroupCounter } from '../groups/group-row.ts'
import { moderate, type ModeratedState, type ModerationOutcome, type ModerationWrite } from '../moderation-rules.ts'
import type { CommentCounter, CommentRow, MemberRow, PostCounter, PostRow, ProfileCounter, Said } from '../rows.ts'
import { Counts, lockWorlds } from './counts.ts'
import { COMMENT_COLUMNS, MEMBER_COLUMNS, POST_COLUMNS } from './columns.ts'

export async function moderateBatch(tx: Within, writes: readonly ModerationWrite[]): Promise<ModerationOutcome[]> {
  await lockWorlds(tx, new Set(writes.map(({ worldId }) => worldId)))
  const state = await ModeratedRows.load(tx, writes)
  const outcomes = writes.map((write) => moderate(state, write))
  await state.flush(tx)
  return outcomes
}

interface Withdrawal {
  readonly id: Id
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
  readonly erases: boolean
}

class ModeratedRows implements ModeratedState {
  readonly #posts = new Map<Id, PostRow>()
  readonly #comments = new Map<Id, CommentRow>()
  readonly #profiles = new Map<Id, MemberRow>()
  readonly #withdrawn: Readonly<Record<Said, Map<Id, Withdrawal>>> = { post: new Map(), comment: new Map() }
  readonly #suspended = new Map<Id, number | null>()
  readonly #counts = new Counts()

  static async load(tx: Within, writes: readonly ModerationWrite[]): Promise<ModeratedRows> {
    const rows = new ModeratedRows()
    for (const { worldId } of writes) rows.#counts.worlds.add(worldId)
    const named = (on: Said): Id[] => writes.flatMap((write) => 'targetId' in write && write.on === on ? write.targetId : [])
    const [posts, comments, profiles] = [named('post'), named('comment'), writes.flatMap((write) => 'profileId' in write ? write.profileId : [])]
    if (posts.length > 0) for (const row of (await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p WHERE p.id = ANY(${ids(posts)}) ORDER BY p.id FOR NO KEY UPDATE`.execute(tx)).rows) rows.#posts.set(row.id, row)
    if (comments.length > 0) for (const row of (await sql<CommentRow>`SELECT ${COMMENT_COLUMNS} FROM comments c WHERE c.id = ANY(${ids(comments)}) ORDER BY c.id FOR NO KEY UPDATE`.execute(tx)).rows) rows.#comments.set(row.id, row)
    if (profiles.length > 0) for (const row of (await sql<MemberRow>`SELECT ${MEMBER_COLUMNS} FROM profiles m WHERE m.id = ANY(${ids(profiles)}) ORDER BY m.id FOR NO KEY UPDATE`.execute(tx)).rows) rows.#profiles.set(row.id, row)
    return rows
  }

  post(id: Id): PostRow | undefined {
    return this.#posts.get(id)
  }

  comment(id: Id): CommentRow | undefined {
    return this.#comments.get(id)
  }

  profile(id: Id): MemberRow | undefined {
    return this.#profiles.get(id)
  }

  setHidden(on: Said, id: Id, hiddenMs: number | null): void {
    this.#withdraw(on, id, { hiddenMs }, false)
  }

  setDeleted(on: Said, id: Id, deletedMs: number, erases: boolean): void {
    this.#withdraw(on, id, { deletedMs }, erases)
  }

  #withdraw(on: Said, id: Id, change: { hiddenMs: number | null } | { deletedMs: number }, erases: boolean): void {
    let changed: PostRow | CommentRow
    if (on === 'post') this.#posts.set(id, changed = { ...must(this.#posts.get(id), 'the post'), ...change })
    else this.#comments.set(id, changed = { ...must(this.#comments.get(id), 'the comment'), ...change })
    this.#withdrawn[on].set(id, { id, hiddenMs: changed.hiddenMs, deletedMs: changed.deletedMs, erases })
  }

  setSuspended(profileId: Id, suspendedMs: number | null): void {
    this.#profiles.set(profileId, { ...must(this.#profiles.get(profileId), 'the profile'), suspendedMs })
    this.#suspended.set(profileId, suspendedMs)
  }

  countPost(id: Id, counter: PostCounter, by: number): void {
    this.#counts.post(id, counter, by)
  }

  countComment(id: Id, counter: CommentCounter, by: number): void {
    this.#counts.comment(id, counter, by)
  }

  countProfile(id: Id, counter: ProfileCounter, by: number): void {
    this.#counts.profile(id, counter, by)
  }

  countGroup(id: Id, counter: GroupCounter, by: number): void {
    this.#counts.group(id, counter, by)
  }

  async flush(tx: Within): Promise<void> {
    for (const on of ['post', 'comment'] as const) await writeWithdrawn(tx, on, [...this.#withdrawn[on].values()])
    const suspended = [...this.#suspended]
    if (suspended.length > 0) {
      await sql`UPDATE profiles m SET suspended_at = q.at, suspended_until = NULL
        FROM unnest(${uuids(suspended, ([id]) => id)}, ${bigints(suspended, ([, atMs]) => atMs)}) AS q(id, at) WHERE m.id = q.id`.execute(tx)
    }
    await this.#counts.write(tx)
  }
}

async function writeWithdrawn(tx: Within, on: Said, rows: readonly Withdrawal[]): Promise<void> {
  if (rows.length === 0) return
  const erased = on === 'post'
    ? sql`title = CASE WHEN q.erases THEN NULL ELSE t.title END, hashtags = CASE WHEN q.erases THEN '{}' ELSE t.hashtags END, mentions = CASE WHEN q.erases THEN '{}' ELSE t.mentions END,`
    : sql``
  await sql`UPDATE ${sql.table(on === 'post' ? 'posts' : 'comments')} t
    SET ${erased} text = CASE WHEN q.erases THEN '' ELSE t.text END, hidden_at = q.hidden, deleted_at = q.deleted
    FROM unnest(${ids(rows.map(({ id }) => id))}, ${bigints(rows, (row) => row.hiddenMs)}, ${bigints(rows, (row) => row.deletedMs)}, ${booleans(rows, (row) => row.erases)}) AS q(id, hidden, deleted, erases)
    WHERE t.id = q.id`.execute(tx)
  if (on === 'post') await forgetShown(tx, rows.flatMap(({ id, deletedMs }) => (deletedMs === null ? [] : [id])))
}

function ids(list: readonly Id[]): ReturnType<typeof uuids> {
  return uuids(list, (id) => id)
}
