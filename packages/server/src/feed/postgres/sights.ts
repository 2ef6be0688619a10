/** What many agents see at once: the pool, the comments of what was chosen, and how each stands to it, in five queries. */
import type { RecommenderName } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids, type Column } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { RefreshQuery, Sight } from '../feed-store.ts'
import { POOL_SIZE, RECOMMENDERS, type Recommended, type Watcher } from '../recommend.ts'
import { NO_SURROUNDINGS } from '../recommend/surroundings.ts'
import type { CommentRow, PostRow } from '../rows.ts'
import { COMMENT_COLUMNS, POST_COLUMNS } from './columns.ts'
import { groupsOf } from './group-sights.ts'
import { surroundingsOf } from './surroundings.ts'

type Db = Database | Within

/** Enough for the newest five of anybody who mutes few; the whole pool is read only when this was not enough. */
const SHORT_POOL = 60

interface Chosen {
  readonly viewerId: Id
  readonly picks: readonly Recommended[]
}

export async function refreshAll(db: Db, queries: readonly RefreshQuery[]): Promise<Sight[][]> {
  if (queries.length === 0) return []
  const viewers = queries.map((query) => query.profileId)
  const mutes = await relations(db, 'mutes', viewers)
  const chosen: Chosen[] = Array.from({ length: queries.length })
  for (const [worldId, places] of byWorld(queries)) {
    const onlyRecent = places.every((place) => (queries[place] as RefreshQuery).recommender === 'recent')
    const pool = await newestPosts(db, worldId, onlyRecent ? SHORT_POOL : POOL_SIZE)
    const follows = places.some((place) => WANTS_FOLLOWS.has((queries[place] as RefreshQuery).recommender)) ? await relations(db, 'follows', viewers) : NOBODY
    const asked = places.map((place) => queries[place] as RefreshQuery)
    const watchers = asked.map(({ profileId }): Watcher => ({ profileId, mutes: mutes.get(profileId) ?? NONE, follows: follows.get(profileId) ?? NONE }))
    const surroundings = await surroundingsOf(db, pool, asked, watchers)
    let whole: PostRow[] | null = onlyRecent && pool.length === SHORT_POOL ? null : pool
    for (const [n, place] of places.entries()) {
      const query = queries[place] as RefreshQuery
      const watcher = watchers[n] as Watcher
      const recommend = RECOMMENDERS[query.recommender]
      let picks = recommend(whole ?? pool, watcher, query.limit, query.nowMs, query.random, surroundings(watcher))
      if (picks.length < query.limit && whole === null) {
        whole = await newestPosts(db, worldId, POOL_SIZE)
        picks = recommend(whole, watcher, query.limit, query.nowMs, query.random, NO_SURROUNDINGS)
      }
      chosen[place] = { viewerId: query.profileId, picks }
    }
  }
  return sightsOf(db, chosen, mutes)
}

export async function lookAt(db: Db, worldId: Id, viewerId: Id, postIds: readonly Id[]): Promise<Sight[]> {
  const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p JOIN profiles a ON a.id = p.author_id AND a.suspended_at IS NULL
    WHERE p.world_id = ${worldId} AND p.id = ANY(${[...postIds]}::uuid[]) AND p.hidden_at IS NULL AND p.deleted_at IS NULL
    ORDER BY p.created_at DESC, p.id DESC`.execute(db)
  const mutes = await relations(db, 'mutes', [viewerId])
  const [sights = []] = await sightsOf(db, [{ viewerId, picks: rows.map((post) => ({ post, why: 'looked up' })) }], mutes)
  return sights
}

/** Recommenders that ask whom one follows. */
const WANTS_FOLLOWS: ReadonlySet<RecommenderName> = new Set(['followed', 'friends-of-friends'])
const NONE: ReadonlySet<Id> = new Set()
const NOBODY: ReadonlyMap<Id, ReadonlySet<Id>> = new Map()

function byWorld(queries: readonly RefreshQuery[]): Map<Id, number[]> {
  const worlds = new Map<Id, number[]>()
  for (const [place, query] of queries.entries()) {
    const places = worlds.get(query.worldId)
    if (places === undefined) worlds.set(query.worldId, [place])
    else places.push(place)
  }
  return worlds
}

async function newestPosts(db: Db, worldId: Id, limit: number): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p JOIN profiles a ON a.id = p.author_id AND a.suspended_at IS NULL
    WHERE p.world_id = ${worldId} AND p.kind <> 'repost' AND p.hidden_at IS NULL AND p.deleted_at IS NULL
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(db)
  return rows
}

async function relations(db: Db, table: 'mutes' | 'follows', from: readonly Id[]): Promise<Map<Id, Set<Id>>> {
  const [own, other] = table === 'mutes' ? ['muter_id', 'muted_id'] : ['follower_id', 'followee_id']
  const { rows } = await sql<{ own: Id; other: Id }>`SELECT ${sql.ref(own as string)} AS own, ${sql.ref(other as string)} AS other
    FROM ${sql.table(table)} WHERE ${sql.ref(own as string)} = ANY(${ids([...new Set(from)])})`.execute(db)
  const sets = new Map<Id, Set<Id>>()
  for (const row of rows) {
    const set = sets.get(row.own)
    if (set === undefined) sets.set(row.own, new Set([row.other]))
    else set.add(row.other)
  }
  return sets
}

async function sightsOf(db: Db, chosen: readonly Chosen[], mutes: ReadonlyMap<Id, ReadonlySet<Id>>): Promise<Sight[][]> {
  const posts = new Map<Id, PostRow>()
  for (const { picks } of chosen) for (const { post } of picks) posts.set(post.id, post)
  const [comments, referenced, groups, standing] = [
    await commentsOf(db, [...posts.values()].filter((post) => post.comments > 0).map((post) => post.id)),
    await referencedBy(db, posts),
    await groupsOf(db, posts.values(), chosen.map(({ viewerId }) => viewerId)),
    await standings(db, chosen),
  ]
  return chosen.map(({ viewerId, picks }) => {
    const muted = mutes.get(viewerId) ?? NONE
    return picks.map(({ post, why }): Sight => {
      const all = comments.get(post.id) ?? []
      return {
        post, why,
        // Shared between viewers unless one mutes somebody: hundreds see the same posts.
        comments: muted.size === 0 ? all : all.filter((comment) => !muted.has(comment.authorId)),
        referenced: post.referencedId === null ? null : referenced.get(post.referencedId) ?? null,
        group: post.groupId === null ? null : groups(post.groupId, viewerId),
        reaction: standing.reactions.get(`${viewerId} ${post.id}`) ?? null,
        followsAuthor: standing.follows.has(`${viewerId} ${post.authorId}`),
      }
    })
  })
}

async function commentsOf(db: Db, postIds: readonly Id[]): Promise<Map<Id, CommentRow[]>> {
  const byPost = new Map<Id, CommentRow[]>()
  if (postIds.length === 0) return byPost
  const { rows } = await sql<CommentRow>`SELECT ${COMMENT_COLUMNS} FROM comments c JOIN profiles a ON a.id = c.author_id AND a.suspended_at IS NULL
    WHERE c.post_id = ANY(${ids(postIds)}) AND c.hidden_at IS NULL AND c.deleted_at IS NULL ORDER BY c.post_id, c.id`.execute(db)
  for (const row of rows) {
    const list = byPost.get(row.postId)
    if (list === undefined) byPost.set(row.postId, [row])
    else list.push(row)
  }
  return byPost
}

async function referencedBy(db: Db, posts: ReadonlyMap<Id, PostRow>): Promise<Map<Id, PostRow>> {
  const wanted = [...new Set([...posts.values()].map((post) => post.referencedId).filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p JOIN profiles a ON a.id = p.author_id AND a.suspended_at IS NULL
    WHERE p.id = ANY(${ids(wanted)}) AND p.hidden_at IS NULL AND p.deleted_at IS NULL`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** So many distinct targets as everybody has anyway: asking for all of them of everybody asks for little more. */
const FEW_TARGETS = 16

/**
 * Restricts to these pairs, or to a little more than them: where all look at the same few posts, two short lists stand for
 * 2,500 pairs (8 ms of CPU became 3).
 */
function among(viewers: readonly Id[], targets: readonly Id[], viewer: string, target: string): RawBuilder<unknown> {
  const few = [...new Set(targets)]
  if (few.length <= FEW_TARGETS) return sql`WHERE ${sql.ref(viewer)} = ANY(${ids([...new Set(viewers)])}) AND ${sql.ref(target)} = ANY(${ids(few)})`
  return sql`JOIN unnest(${ids(viewers)}, ${ids(targets)}) AS q(v, t) ON ${sql.ref(viewer)} = q.v AND ${sql.ref(target)} = q.t`
}

function ids(list: readonly Id[]): Column {
  return uuids(list, (id) => id)
}

async function standings(db: Db, chosen: readonly Chosen[]): Promise<{ reactions: Map<string, 1 | -1>; follows: Set<string> }> {
  const viewers: Id[] = []
  const targets: Id[] = []
  const authors: Id[] = []
  for (const { viewerId, picks } of chosen) {
    for (const { post } of picks) {
      viewers.push(viewerId)
      targets.push(post.id)
      authors.push(post.authorId)
    }
  }
  const reactions = new Map<string, 1 | -1>()
  const follows = new Set<string>()
  if (viewers.length === 0) return { reactions, follows }
  const reacted = await sql<{ v: Id; t: Id; value: 1 | -1 }>`SELECT r.profile_id AS v, r.target_id AS t, r.value
    FROM reactions r ${among(viewers, targets, 'r.profile_id', 'r.target_id')}`.execute(db)
  for (const row of reacted.rows) reactions.set(`${row.v} ${row.t}`, row.value)
  const followed = await sql<{ v: Id; a: Id }>`SELECT f.follower_id AS v, f.followee_id AS a
    FROM follows f ${among(viewers, authors, 'f.follower_id', 'f.followee_id')}`.execute(db)
  for (const row of followed.rows) follows.add(`${row.v} ${row.a}`)
  return { reactions, follows }
}
