/** What a Mastodon server lets agents do, as tools: under the feed's names where they mean the same, so that habits, prompts and pages know them. */
import { z } from 'zod'
import { defineAction, type Action } from '../agent/action.ts'

/** The server counts 500 unless it is set otherwise; what is left is the label's. */
export const STATUS_LONGEST = 380
/** What one look shows, and how far one may leaf: each page is one request. */
export const PAGE_ITEMS = 10
export const PAGES_MOST = 5
export const PEOPLE_MOST = 5

const id = z.string().max(64)
const page = z.int().min(1).max(PAGES_MOST).optional()
const text = z.string().min(1).max(STATUS_LONGEST)
const onPost = z.strictObject({ postId: id })
const onComment = z.strictObject({ commentId: id })
const onProfile = z.strictObject({ profileId: id })
const POST = { kind: 'post', field: 'postId' } as const
const COMMENT = { kind: 'comment', field: 'commentId' } as const
const PROFILE = { kind: 'profile', field: 'profileId' } as const
const read = { effect: 'read', words: null } as const
const write = { effect: 'write', words: null } as const

const ALL: readonly Action[] = [
  defineAction({ name: 'refresh_feed', description: 'See the newest posts of everybody on this server, page by page.', ...read, target: null, schema: z.strictObject({ page }) }),
  defineAction({ name: 'view_followed_posts', description: 'See the newest posts of the people you follow, page by page.', ...read, target: null, schema: z.strictObject({ page }) }),
  defineAction({ name: 'view_comments', description: 'See a post with what was answered.', ...read, target: POST, schema: onPost }),
  defineAction({ name: 'search_people', description: 'Find people of this server by name.', ...read, target: null, schema: z.strictObject({ query: z.string().min(1).max(200) }) }),
  defineAction({
    name: 'create_post', description: `Write a post of at most ${STATUS_LONGEST} characters.`,
    effect: 'write', target: null, words: { field: 'text', form: 'post', longest: STATUS_LONGEST }, schema: z.strictObject({ text }),
  }),
  defineAction({
    name: 'create_image_post', description: 'Show an image you have made, with a caption that says something about it.',
    effect: 'write', target: null, words: { field: 'text', form: 'caption', longest: STATUS_LONGEST }, image: { field: 'imageId' },
    schema: z.strictObject({ imageId: z.string().max(60), text, title: z.string().max(100).optional() }),
  }),
  defineAction({
    name: 'comment', description: 'Answer a post, or with replyTo one of the answers under it.',
    effect: 'write', target: POST, alsoNames: ['replyTo'], words: { field: 'text', form: 'reply', longest: STATUS_LONGEST },
    schema: z.strictObject({ postId: id, replyTo: id.optional(), text }),
  }),
  defineAction({ name: 'like_post', description: 'Favourite a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'unlike_post', description: 'Take back your favourite of a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'like_comment', description: 'Favourite an answer.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'unlike_comment', description: 'Take back your favourite of an answer.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'repost', description: 'Boost a post: pass it on to those who follow you, without a word.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'follow', description: 'Follow somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'unfollow', description: 'Stop following somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'do_nothing', description: 'Let it be, this time.', ...read, target: null, schema: z.strictObject({ reason: z.string().max(300).optional() }) }),
]

export const MASTODON_ACTIONS: ReadonlyMap<string, Action> = new Map(ALL.map((action) => [action.name, action]))
