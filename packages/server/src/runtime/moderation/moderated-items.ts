/**
 * Posts and comments as a moderator meets them: in sight or not, with what they answer and with what moderators have had to
 * do with their author before. Within one workspace; what belongs to another is not there.
 */
import type { AuthorHistory, Image, ModeratedAuthor, ModeratedContext, ModeratedItem, Picture } from '@troupe/contract'
import { sql } from 'kysely'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { imageOf } from '../../feed/postgres/reading/image-of.ts'
import type { Said } from '../../feed/rows.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'

type Db = Database | Within

export interface AuthorRow {
  readonly authorId: Id
  readonly personaId: Id | null
  readonly username: string
  readonly displayName: string
  readonly avatarUrl: string
  readonly automated: boolean
  readonly archetype: string | null
  readonly operator: string
  readonly suspendedMs: number | null
  readonly suspendedUntilMs: number | null
}

/** Of the tables that `IN_WORKSPACE` joins, with the author as `a`. */
export const AUTHOR = sql.raw(`a.id AS "authorId", a.persona_id AS "personaId", a.username, a.display_name AS "displayName", a.avatar_url AS "avatarUrl",
  a.automated, a.archetype, s.name AS operator, a.suspended_at AS "suspendedMs", a.suspended_until AS "suspendedUntilMs"`)
/** After a table with a `world_id`. */
export const IN_WORKSPACE = (table: string) => sql.raw(`JOIN worlds w ON w.id = ${table}.world_id JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL
  JOIN workspaces s ON s.id = j.workspace_id`)

interface ItemRow extends AuthorRow {
  readonly kind: Said
  readonly id: Id
  readonly worldId: Id
  readonly world: string
  readonly public: boolean
  readonly postId: Id
  readonly parentId: Id | null
  readonly referencedId: Id | null
  readonly title: string | null
  readonly text: string
  readonly picture: Picture | null
  readonly createdMs: number
  readonly generator: string | null
  readonly turnId: Id | null
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
  readonly answers: number
}

type ContextRow = Omit<ModeratedContext, 'image'> & Pick<ItemRow, 'picture' | 'createdMs'>

/** By id; ids of posts and of comments never meet. */
export async function moderatedItems(db: Db, workspaceId: Id, ids: readonly Id[]): Promise<Map<Id, ModeratedItem>> {
  if (ids.length === 0) return new Map()
  const wanted = uuids([...new Set(ids)], (id) => id)
  const shared = sql.raw(`w.name AS world, w.public, t.id, t.world_id AS "worldId", t.text, t.created_at AS "createdMs", t.generator, t.turn_id AS "turnId",
    t.hidden_at AS "hiddenMs", t.deleted_at AS "deletedMs"`)
  const { rows } = await sql<ItemRow>`SELECT 'post' AS kind, ${shared}, t.id AS "postId", NULL::uuid AS "parentId", t.referenced_id AS "referencedId", t.title, t.picture, t.comment_count AS answers, ${AUTHOR}
    FROM posts t JOIN profiles a ON a.id = t.author_id ${IN_WORKSPACE('t')} WHERE t.id = ANY(${wanted}) AND s.id = ${workspaceId}
    UNION ALL SELECT 'comment', ${shared}, t.post_id, t.parent_id, NULL, NULL, NULL, t.reply_count, ${AUTHOR}
    FROM comments t JOIN profiles a ON a.id = t.author_id ${IN_WORKSPACE('t')} WHERE t.id = ANY(${wanted}) AND s.id = ${workspaceId}`.execute(db)
  const contexts = await contextsOf(db, rows)
  const authors = await moderatedAuthors(db, rows)
  return new Map(rows.map((row) => [row.id, {
    kind: row.kind, id: row.id, worldId: row.worldId, world: row.world, public: row.public, postId: row.postId, title: row.title, text: row.text,
    image: imageIn(row),
    author: must(authors.get(row.authorId), 'the author'), createdAt: instant(row.createdMs), automated: row.automated, generator: row.generator, turnId: row.turnId,
    hiddenAt: instantOrNull(row.hiddenMs), deletedAt: instantOrNull(row.deletedMs), answers: row.answers,
    context: [row.kind === 'post' ? row.referencedId : row.postId, row.parentId].flatMap((id) => (id === null ? [] : contexts.get(id) ?? [])),
  }]))
}

async function contextsOf(db: Db, rows: readonly ItemRow[]): Promise<Map<Id, ModeratedContext>> {
  const posts = uuids([...new Set(rows.flatMap((row) => (row.kind === 'post' ? row.referencedId ?? [] : row.postId)))], (id) => id)
  const comments = uuids([...new Set(rows.flatMap((row) => row.parentId ?? []))], (id) => id)
  const shared = sql.raw(`t.id, a.username, a.display_name AS "displayName", a.automated, t.text, (t.hidden_at IS NOT NULL OR t.deleted_at IS NOT NULL OR a.suspended_at IS NOT NULL) AS gone, t.created_at AS "createdMs"`)
  const found = await sql<ContextRow>`SELECT ${shared}, t.title, t.picture FROM posts t JOIN profiles a ON a.id = t.author_id WHERE t.id = ANY(${posts})
    UNION ALL SELECT ${shared}, NULL, NULL FROM comments t JOIN profiles a ON a.id = t.author_id WHERE t.id = ANY(${comments})`.execute(db)
  return new Map(found.rows.map(({ picture, createdMs, ...row }) => [row.id, { ...row, image: imageIn({ picture, createdMs, automated: row.automated }) }]))
}

function imageIn({ picture, automated, createdMs }: Pick<ItemRow, 'picture' | 'automated' | 'createdMs'>): Image | null {
  return picture === null ? null : imageOf(picture, automated, createdMs)
}

export async function moderatedAuthors(db: Db, rows: readonly AuthorRow[]): Promise<Map<Id, ModeratedAuthor>> {
  const histories = await historiesOf(db, [...new Set(rows.map((row) => row.authorId))])
  return new Map(rows.map((row) => [row.authorId, {
    id: row.authorId, personaId: row.personaId, username: row.username, displayName: row.displayName, avatarUrl: row.avatarUrl, automated: row.automated,
    archetype: row.archetype, operator: row.operator, suspendedAt: instantOrNull(row.suspendedMs), suspendedUntil: instantOrNull(row.suspendedUntilMs),
    history: histories.get(row.authorId) ?? NONE,
  }]))
}

const NONE: AuthorHistory = { reported: 0, hidden: 0, deleted: 0, suspended: 0 }

/** What was taken back is not held against anybody. */
async function historiesOf(db: Db, authorIds: readonly Id[]): Promise<Map<Id, AuthorHistory>> {
  if (authorIds.length === 0) return new Map()
  const authors = uuids(authorIds, (id) => id)
  const { rows } = await sql<AuthorHistory & { id: Id }>`SELECT q.id, coalesce(r.reported, 0)::int AS reported, coalesce(m.hidden, 0)::int AS hidden,
      coalesce(m.deleted, 0)::int AS deleted, coalesce(m.suspended, 0)::int AS suspended
    FROM unnest(${authors}) AS q(id)
    LEFT JOIN (
      SELECT said.author_id, count(DISTINCT r.target_id) AS reported FROM reports r
      JOIN LATERAL (SELECT author_id FROM posts WHERE id = r.target_id UNION ALL SELECT author_id FROM comments WHERE id = r.target_id) said ON true
      WHERE r.world_id IN (SELECT world_id FROM profiles WHERE id = ANY(${authors})) AND said.author_id = ANY(${authors}) GROUP BY said.author_id) r ON r.author_id = q.id
    LEFT JOIN (
      SELECT author_id, count(*) FILTER (WHERE kind = 'hide') AS hidden, count(*) FILTER (WHERE kind = 'delete') AS deleted,
        count(*) FILTER (WHERE kind = 'suspend') AS suspended
      FROM moderation_acts WHERE author_id = ANY(${authors}) AND undone_at IS NULL GROUP BY author_id) m ON m.author_id = q.id`.execute(db)
  return new Map(rows.map(({ id, ...history }) => [id, history]))
}

export function instant(atMs: number): string {
  return new Date(atMs).toISOString()
}

export function instantOrNull(atMs: number | null): string | null {
  return atMs === null ? null : instant(atMs)
}
