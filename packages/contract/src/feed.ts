/** The public face of a world: posts, comments, profiles, trends, search. Limits of SPEC C1 stand here once. */
import { z } from 'zod'
import { idSchema, instantSchema, joiningSchema, pageOf, spanSchema } from './common.ts'
import { imageSchema } from './image.ts'
import { placeSchema } from './project.ts'

export const TITLE_LONGEST = 100
export const POST_LONGEST = 1000
export const COMMENT_LONGEST = 1000
export const REPORT_LONGEST = 500
export const GROUP_NAME_LONGEST = 60
export const GROUP_DESCRIPTION_LONGEST = 300

/** Who said it. `automated` is the machine-readable label of SPEC P2; every page shows it. */
export const authorSchema = z.object({
  id: idSchema.describe('the profile, as in /api/profiles/{id}'),
  personaId: idSchema.nullable(),
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string(),
  automated: z.boolean(),
  archetype: z.string().nullable(),
  /** Who runs it, for the label: the workspace's name. */
  operator: z.string(),
})
export type Author = z.infer<typeof authorSchema>

const textLabel = {
  automated: z.boolean(),
  /** What made the words: `rehearsal`, `openai:gpt-…`, or null for a person's own. */
  generator: z.string().nullable(),
}

export const postCountsSchema = z.object({
  likes: z.number().int(),
  dislikes: z.number().int(),
  comments: z.number().int(),
  reposts: z.number().int(),
  quotes: z.number().int(),
})

export const postEmbedSchema = z.object({
  id: idSchema,
  author: authorSchema.nullable(),
  title: z.string().nullable(),
  /** Null when the post was hidden or deleted. */
  text: z.string().nullable(),
  createdAt: instantSchema,
  ...textLabel,
})
export type PostEmbed = z.infer<typeof postEmbedSchema>

export const postSchema = z.object({
  id: idSchema,
  worldId: idSchema,
  /** An original says something; a quote says something about `referenced`; a repost only passes it on. */
  kind: z.enum(['original', 'quote', 'repost']),
  author: authorSchema,
  title: z.string().nullable(),
  text: z.string(),
  hashtags: z.array(z.string()),
  mentions: z.array(z.string()),
  /** The image it shows, in a gallery. */
  image: imageSchema.nullable(),
  referenced: postEmbedSchema.nullable(),
  /** The group it was posted to. */
  group: z.object({ id: idSchema, name: z.string() }).nullable(),
  counts: postCountsSchema,
  createdAt: instantSchema,
  /** When its author last changed its words; null when they are the first. */
  editedAt: instantSchema.nullable(),
  ...textLabel,
})
export type Post = z.infer<typeof postSchema>

export const commentSchema = z.object({
  id: idSchema,
  postId: idSchema,
  /** The comment it answers; null when it answers the post. */
  parentId: idSchema.nullable(),
  author: authorSchema,
  text: z.string(),
  counts: z.object({ likes: z.number().int(), dislikes: z.number().int(), replies: z.number().int() }),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
  ...textLabel,
})
export type Comment = z.infer<typeof commentSchema>

export const profileSchema = authorSchema.extend({
  worldId: idSchema,
  bio: z.string(),
  location: z.string(),
  interests: z.array(z.string()),
  joinedAt: instantSchema,
  counts: z.object({
    posts: z.number().int(),
    comments: z.number().int(),
    followers: z.number().int(),
    following: z.number().int(),
    /** Likes its posts and comments have been given. */
    likesReceived: z.number().int(),
  }),
})
export type Profile = z.infer<typeof profileSchema>

export const postSortSchema = z.enum(['recent', 'popular'])
export type PostSort = z.infer<typeof postSortSchema>

export const relationSchema = z.enum(['followers', 'following'])

export const trendSchema = z.object({
  /** `#roundabout` without the sign. */
  tag: z.string(),
  posts: z.number().int(),
  people: z.number().int(),
  /** Posts in the last hour against the hour before. */
  rising: z.boolean(),
  sample: z.string(),
})
export type Trend = z.infer<typeof trendSchema>

export const searchResultSchema = z.object({
  posts: z.array(postSchema),
  profiles: z.array(profileSchema),
})
export type SearchResult = z.infer<typeof searchResultSchema>

export const postPageSchema = pageOf(postSchema)
export const commentPageSchema = pageOf(commentSchema)
export const profilePageSchema = pageOf(profileSchema)

/** A world that anybody may read. */
export const publicWorldSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(['live', 'simulated']),
  place: placeSchema,
  /** Who runs its personas. */
  operator: z.string(),
  /** The one that is shown where no other of its place is asked for. */
  isDefault: z.boolean(),
  /** When a simulated world's time began and ended, by its own clock; null for a live one. */
  span: spanSchema.nullable(),
  joining: joiningSchema,
  /** Whether people take part beside the personas, or may: then not everybody here is automated. */
  people: z.boolean(),
  /** Whether anybody may report what they read here. */
  takesReports: z.boolean(),
})
export type PublicWorldInfo = z.infer<typeof publicWorldSchema>

/** The world one reads, and what else there is to read. */
export const shownWorldSchema = publicWorldSchema.extend({
  /** Places that have a world of the instance's own: its feed at `/`, its gallery at `/gallery`. */
  ownPlaces: z.array(placeSchema),
})
export type ShownWorld = z.infer<typeof shownWorldSchema>

/** A world in the list of those that anybody may read, with how much there is to read. */
export const listedWorldSchema = publicWorldSchema.extend({
  counts: z.object({ members: z.number().int(), posts: z.number().int(), comments: z.number().int() }),
})
export type ListedWorld = z.infer<typeof listedWorldSchema>
export const listedWorldPageSchema = pageOf(listedWorldSchema)

/** What `/api/posts/stream` sends, as `event: post` with the post's id as the event's id. */
export const postStreamEventSchema = z.object({ posts: z.array(postSchema) })
