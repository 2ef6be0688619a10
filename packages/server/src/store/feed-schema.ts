/** Worlds, who is seen in them, what is said and shown there, and what moderators did about it. Times and money as in `schema.ts`. */
import type { ImageDescription, Joining, Picture, RecommenderName, Workflow } from '@troupe/contract'
import type { ColumnType, Generated } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

export interface FeedTables {
  worlds: WorldsTable
  profiles: ProfilesTable
  posts: PostsTable
  post_views: PostViewsTable
  images: ImagesTable
  image_files: ImageFilesTable
  comments: CommentsTable
  reactions: ReactionsTable
  follows: FollowsTable
  mutes: MutesTable
  reports: ReportsTable
  moderation_acts: ModerationActsTable
  notices: NoticesTable
  groups: GroupsTable
  group_members: GroupMembersTable
}

export interface WorldsTable {
  id: Id
  project_id: Id
  name: string
  kind: 'live' | 'simulated'
  /** What is posted in it: words, or images. */
  place: Generated<'feed' | 'gallery' | 'messaging'>
  public: boolean
  is_default: boolean
  recommender: RecommenderName
  joining: ColumnType<Joining, Joining | undefined, Joining>
  /** Whether readers without a login may report what they see. */
  visitor_reports: ColumnType<boolean, boolean | undefined, boolean>
  created_at: number
  /** First and last moment of a simulated world, by its own clock. */
  began_at: ColumnType<number | null, number | null | undefined, number | null>
  ended_at: ColumnType<number | null, number | null | undefined, number | null>
}

export interface ProfilesTable {
  id: Id
  world_id: Id
  persona_id: Id | null
  username: string
  display_name: string
  bio: string
  location: string
  interests: string[]
  archetype: string | null
  avatar_url: string
  automated: boolean
  post_count: number
  comment_count: number
  follower_count: number
  following_count: number
  likes_received: number
  joined_at: number
  suspended_at: number | null
  suspended_until: ColumnType<number | null, null | undefined, number | null>
}

export interface PostsTable {
  id: Id
  world_id: Id
  author_id: Id
  kind: 'original' | 'quote' | 'repost'
  title: string | null
  text: string
  referenced_id: Id | null
  group_id: Id | null
  hashtags: string[]
  mentions: string[]
  picture: Json<Picture> | null
  like_count: number
  dislike_count: number
  comment_count: number
  repost_count: number
  quote_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
  edited_at: ColumnType<number | null, number | null | undefined, number | null>
  hidden_at: number | null
  deleted_at: number | null
}

/** What was made or sent in, whether or not a post shows it. The bytes lie in the image store under their hash. */
export interface ImagesTable {
  id: Id
  /** Null for what a run of a workflow made: it belongs to the workspace. */
  project_id: Id | null
  run_id: ColumnType<Id | null, Id | null | undefined, never>
  /** Who had it made, or sent it in. */
  profile_id: Id | null
  /** Its name in the image store. */
  file: string
  bytes: number
  width: number
  height: number
  colour: string
  description: Json<ImageDescription>
  variants: Json<readonly StoredVariant[]>
  generator: string | null
  /** Why it stands for one that could not be made; null where it does not. */
  placeholder: string | null
  /** What it was made by; null for one that was sent in. */
  workflow: Json<Workflow> | null
  created_at: number
}

export interface StoredVariant {
  readonly file: string
  readonly width: number
  readonly height: number
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif'
}

/** The files of an image: itself and its smaller ones. Two images of the same bytes have the same file. */
export interface ImageFilesTable {
  image_id: Id
  file: string
  /** From when on the file may go, unless another image has it too; null while the image is there. */
  due_at: number | null
}

/** How often a post's page was opened. Apart from the post: it moves with every reader, and no rule asks. */
export interface PostViewsTable {
  post_id: Id
  world_id: Id
  views: number
}

export interface CommentsTable {
  id: Id
  world_id: Id
  post_id: Id
  parent_id: Id | null
  author_id: Id
  text: string
  like_count: number
  dislike_count: number
  reply_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
  edited_at: ColumnType<number | null, number | null | undefined, number | null>
  hidden_at: number | null
  deleted_at: number | null
}

export interface ReactionsTable {
  profile_id: Id
  target_id: Id
  target_kind: 'post' | 'comment'
  world_id: Id
  /** 1 a like, -1 a dislike. */
  value: number
  created_at: number
}

export interface FollowsTable {
  follower_id: Id
  followee_id: Id
  world_id: Id
  created_at: number
}

export interface MutesTable {
  muter_id: Id
  muted_id: Id
  world_id: Id
  created_at: number
}

export interface ReportsTable {
  id: Id
  world_id: Id
  /** Null for a visitor. */
  reporter_id: Id | null
  target_kind: 'post' | 'comment'
  target_id: Id
  /** What a visitor chose; members say it in their own words. */
  category: string | null
  visitor_key: Buffer | null
  reason: string
  created_at: number
  resolved_at: number | null
  resolution: 'dismissed' | 'hidden' | 'deleted' | 'author-suspended' | null
  resolution_act: Id | null
}

export interface ModerationActsTable {
  id: Id
  workspace_id: Id
  world_id: Id
  kind: 'hide' | 'unhide' | 'delete' | 'suspend' | 'unsuspend' | 'dismiss'
  target_kind: 'post' | 'comment' | 'profile'
  target_id: Id
  /** Whose words they are, or who was suspended. */
  author_id: Id
  reason: string
  by_kind: 'user' | 'key' | 'member' | 'system'
  by_id: Id | null
  by_name: string
  at: number
  until_at: number | null
  undone_at: ColumnType<number | null, null | undefined, number>
  /** Agents that a suspension paused. */
  agent_ids: ColumnType<Id[], Id[] | undefined, never>
}

export interface GroupsTable {
  id: Id
  world_id: Id
  creator_id: Id
  name: string
  /** Unique in a world: the name with compatible letters as one letter, in small letters. */
  name_key: string
  description: string
  member_count: number
  post_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
}

export interface GroupMembersTable {
  group_id: Id
  profile_id: Id
  world_id: Id
  created_at: number
}

/** Something addressed to a profile: who answered, mentioned or quoted it. */
export interface NoticesTable {
  profile_id: Id
  /** The comment that addresses it, else the post. */
  said_id: Id
  kind: 'reply' | 'mention' | 'quote'
  post_id: Id
  comment_id: Id | null
  actor_id: Id
  at: number
}
