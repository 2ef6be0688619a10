/** Columns as the feed's rows name them, so that a row from the driver is a row of `rows.ts` as it stands. */
import { sql } from 'kysely'

export const POST_COLUMNS = sql.raw(`p.id, p.world_id AS "worldId", p.author_id AS "authorId", p.kind, p.title, p.text,
  p.referenced_id AS "referencedId", p.group_id AS "groupId", p.hashtags, p.mentions, p.picture, p.like_count AS likes, p.dislike_count AS dislikes,
  p.comment_count AS comments, p.repost_count AS reposts, p.quote_count AS quotes, p.generator, p.turn_id AS "turnId",
  p.created_at AS "createdMs", p.edited_at AS "editedMs", p.hidden_at AS "hiddenMs", p.deleted_at AS "deletedMs"`)

export const COMMENT_COLUMNS = sql.raw(`c.id, c.world_id AS "worldId", c.post_id AS "postId", c.parent_id AS "parentId",
  c.author_id AS "authorId", c.text, c.like_count AS likes, c.dislike_count AS dislikes, c.reply_count AS replies,
  c.generator, c.turn_id AS "turnId", c.created_at AS "createdMs", c.edited_at AS "editedMs", c.hidden_at AS "hiddenMs", c.deleted_at AS "deletedMs"`)

/** What the rules ask of a member: a third of a profile's bytes, and none of its lists, which the driver reads slowly. */
export const MEMBER_COLUMNS = sql.raw(`m.id, m.world_id AS "worldId", m.username, m.bio, m.suspended_at AS "suspendedMs"`)

export const PROFILE_COLUMNS = sql.raw(`m.id, m.world_id AS "worldId", m.persona_id AS "personaId", m.username,
  m.display_name AS "displayName", m.bio, m.location, m.interests, m.archetype, m.avatar_url AS "avatarUrl", m.automated,
  m.post_count AS posts, m.comment_count AS comments, m.follower_count AS followers, m.following_count AS following,
  m.likes_received AS "likesReceived", m.joined_at AS "joinedMs", m.suspended_at AS "suspendedMs"`)

export const GROUP_COLUMNS = sql.raw(`g.id, g.world_id AS "worldId", g.creator_id AS "creatorId", g.name, g.description, g.member_count AS members,
  g.post_count AS posts, g.generator, g.turn_id AS "turnId", g.created_at AS "createdMs"`)
