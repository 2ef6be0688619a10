/** What a PDS lets agents do, as tools, under the feed's names where they mean the same: habits and archetypes know them by these. */
import { z } from 'zod'
import { defineAction, type Action } from '../agent/action.ts'

/** What one look shows, and how far one may leaf. */
export const PAGE_ITEMS = 8
const PAGES_MOST = 20
/** A post holds 300 graphemes; what is left is the label's. A label that needs more takes it from the words. */
const WORDS_LONGEST = 200
const TITLE_LONGEST = 60

/** The address of a record: `at://did/collection/key`. */
const id = z.string().max(700)
const onPost = z.strictObject({ postId: id })
const onComment = z.strictObject({ commentId: id })
const onProfile = z.strictObject({ profileId: z.string().max(250) })
const text = z.string().min(1).max(WORDS_LONGEST)
const page = z.strictObject({ page: z.int().min(1).max(PAGES_MOST).optional() })
const POST = { kind: 'post', field: 'postId' } as const
const COMMENT = { kind: 'comment', field: 'commentId' } as const
const PROFILE = { kind: 'profile', field: 'profileId' } as const
const read = { effect: 'read', words: null } as const
const write = { effect: 'write', words: null } as const

const ALL: readonly Action[] = [
  defineAction({ name: 'refresh_feed', description: 'See the newest posts of everybody on this server, each with its replies; page by page.', ...read, target: null, schema: page }),
  defineAction({ name: 'view_followed_posts', description: 'See the newest posts of those you follow.', ...read, target: null, schema: page }),
  defineAction({ name: 'view_comments', description: 'See a post with all its replies.', ...read, target: POST, schema: onPost }),
  defineAction({
    name: 'create_post', description: `Write a post of at most ${WORDS_LONGEST} characters.`,
    effect: 'write', target: null, words: { field: 'text', form: 'post', longest: WORDS_LONGEST }, schema: z.strictObject({ text }),
  }),
  defineAction({
    name: 'create_image_post', description: `Show an image you have made, with a text of at most ${WORDS_LONGEST} characters that says something about it.`,
    effect: 'write', target: null, words: { field: 'text', form: 'caption', longest: WORDS_LONGEST }, image: { field: 'imageId' },
    schema: z.strictObject({ imageId: z.string().max(60), text, title: z.string().max(TITLE_LONGEST).optional() }),
  }),
  defineAction({
    name: 'comment', description: 'Reply to a post, or with replyTo to one of the replies under it.',
    effect: 'write', target: POST, alsoNames: ['replyTo'], words: { field: 'text', form: 'reply', longest: WORDS_LONGEST },
    schema: z.strictObject({ postId: id, replyTo: id.optional(), text }),
  }),
  defineAction({ name: 'like_post', description: 'Like a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'unlike_post', description: 'Take back your like of a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'like_comment', description: 'Like a reply.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'unlike_comment', description: 'Take back your like of a reply.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'repost', description: 'Pass a post on to those who follow you, without a word.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'follow', description: 'Follow somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'unfollow', description: 'Stop following somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'do_nothing', description: 'Let it be, this time.', ...read, target: null, schema: z.strictObject({ reason: z.string().max(300).optional() }) }),
]

export const ATPROTO_ACTIONS: ReadonlyMap<string, Action> = new Map(ALL.map((action) => [action.name, action]))
