/**
 * What recommenders ask beside the pool, for all who look at once and only for those whose recommender asks: two queries for
 * friends of friends, three for interests, one for bridging, however many look.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { RefreshQuery } from '../feed-store.ts'
import type { Watcher } from '../recommend.ts'
import { BRIDGING_WINDOW, bridgesIn, REACTIONS_MOST, type Bridge, type Reacted } from '../recommend/bridging.ts'
import { friendsOf, type Circle } from '../recommend/friends-of-friends.ts'
import { InterestMatch, OWN_TEXTS_MOST } from '../recommend/interest-match.ts'
import { NO_SURROUNDINGS, type Surroundings } from '../recommend/surroundings.ts'
import { TermIndex } from '../recommend/term-index.ts'
import type { PostRow } from '../rows.ts'

type Db = Database | Within

/** Of one world's queries, `watchers` in the same order. The pool is whole where any of them asks for more than it. */
export async function surroundingsOf(
  db: Db, pool: readonly PostRow[], queries: readonly RefreshQuery[], watchers: readonly Watcher[],
): Promise<(watcher: Watcher) => Surroundings> {
  const asking = (name: RefreshQuery['recommender']): Watcher[] => watchers.filter((_, place) => queries[place]?.recommender === name)
  const [social, curious, bridged] = [asking('friends-of-friends'), asking('interest-match'), asking('bridging')]
  if (social.length + curious.length + bridged.length === 0) return () => NO_SURROUNDINGS
  const circles = social.length === 0 ? null : await circlesOf(db, pool, social)
  const interests = curious.length === 0 ? null : await interestsOf(db, pool, curious)
  const bridges = bridged.length === 0 ? NO_SURROUNDINGS.bridges : await bridgesOver(db, pool)
  return (watcher) => ({
    circle: circles?.(watcher) ?? NO_SURROUNDINGS.circle,
    get interests() { return interests?.(watcher) ?? NO_SURROUNDINGS.interests },
    bridges,
  })
}

async function circlesOf(db: Db, pool: readonly PostRow[], watchers: readonly Watcher[]): Promise<(watcher: Watcher) => Circle<Id>> {
  const authors = [...new Set(pool.map(({ authorId }) => authorId))]
  const friends = new Map(watchers.map((watcher) => [watcher.profileId, friendsOf([...watcher.follows].sort(), (friend) => !watcher.mutes.has(friend))]))
  const asked = [...new Set([...friends.values()].flat())]
  const followed = new Map<Id, Id[]>()
  const { rows } = await sql<{ friend: Id; author: Id }>`SELECT f.follower_id AS friend, f.followee_id AS author
    FROM follows f JOIN profiles m ON m.id = f.follower_id AND m.suspended_at IS NULL
    WHERE f.follower_id = ANY(${ids(asked)}) AND f.followee_id = ANY(${ids(authors)})`.execute(db)
  for (const { friend, author } of rows) append(followed, friend, author)
  const { rows: named } = await sql<{ id: Id; username: string }>`SELECT id, username FROM profiles WHERE id = ANY(${ids(authors)})`.execute(db)
  const usernames = new Map(named.map(({ id, username }) => [id, username]))
  return ({ profileId }) => {
    const counts = new Map<Id, number>()
    for (const friend of friends.get(profileId) ?? []) for (const author of followed.get(friend) ?? []) counts.set(author, (counts.get(author) ?? 0) + 1)
    return { followers: (author) => counts.get(author) ?? 0, username: (author) => usernames.get(author) ?? '' }
  }
}

async function interestsOf(db: Db, pool: readonly PostRow[], watchers: readonly Watcher[]): Promise<(watcher: Watcher) => InterestMatch<Id>> {
  const readers = ids([...new Set(watchers.map(({ profileId }) => profileId))])
  const postIds = pool.map(({ id }) => id)
  const members = await sql<{ id: Id; bio: string; interests: string[] }>`SELECT id, bio, interests FROM profiles WHERE id = ANY(${readers})`.execute(db)
  const profiles = new Map(members.rows.map((row) => [row.id, row]))
  const own = new Map<Id, string[]>()
  const said = await sql<{ author: Id; said: string }>`SELECT q.id AS author, newest.said FROM unnest(${readers}) AS q(id)
    CROSS JOIN LATERAL (
      SELECT coalesce(p.title, '') || ' ' || p.text AS said, p.created_at, p.id FROM posts p
      WHERE p.author_id = q.id AND p.kind <> 'repost' AND p.hidden_at IS NULL AND p.deleted_at IS NULL
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${OWN_TEXTS_MOST}) newest`.execute(db)
  for (const row of said.rows) append(own, row.author, row.said)
  const reactions = new Map<string, 1 | -1>()
  const reacted = await sql<{ member: Id; post: Id; value: 1 | -1 }>`SELECT profile_id AS member, target_id AS post, value FROM reactions
    WHERE profile_id = ANY(${readers}) AND target_id = ANY(${ids(postIds)})`.execute(db)
  for (const { member, post, value } of reacted.rows) reactions.set(`${member} ${post}`, value)
  const index = new TermIndex<Id>()
  for (const { id, title, text } of pool) index.add(id, title, text)
  return ({ profileId }) => new InterestMatch(index, postIds, {
    interests: profiles.get(profileId)?.interests ?? [], bio: profiles.get(profileId)?.bio ?? '', own: own.get(profileId) ?? [],
    reaction: (post) => reactions.get(`${profileId} ${post}`) ?? null,
  })
}

async function bridgesOver(db: Db, pool: readonly PostRow[]): Promise<ReadonlyMap<Id, Bridge>> {
  const window = pool.slice(0, BRIDGING_WINDOW)
  const reactions = new Map<Id, Reacted<Id>[]>()
  const { rows } = await sql<Reacted<Id> & { post: Id }>`SELECT q.id AS post, first.profile_id AS member, first.value
    FROM unnest(${ids(window.filter(({ likes, dislikes }) => likes + dislikes > 0).map(({ id }) => id))}) AS q(id)
    CROSS JOIN LATERAL (SELECT profile_id, value FROM reactions WHERE target_id = q.id ORDER BY profile_id LIMIT ${REACTIONS_MOST}) first
    JOIN profiles m ON m.id = first.profile_id AND m.suspended_at IS NULL`.execute(db)
  for (const { post, member, value } of rows) append(reactions, post, { member, value })
  return bridgesIn(window.map(({ id, authorId }) => ({ post: id, author: authorId, reactions: reactions.get(id) ?? [] })))
}

function ids(list: readonly Id[]): ReturnType<typeof uuids> {
  return uuids(list, (id) => id)
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
