/** The actions of the feed, as tools (SPEC C2). Descriptions are written for the model that reads them. */
import { BIO_LONGEST, COMMENT_LONGEST, POST_LONGEST, REPORT_LONGEST, TITLE_LONGEST } from '@troupe/contract'
import { z } from 'zod'
import { defineAction, type Action } from '../agent/action.ts'
import { GROUP_ACTIONS } from './groups/group-actions.ts'

const id = z.string().max(60)
const none = z.strictObject({})
const onPost = z.strictObject({ postId: id })
const onComment = z.strictObject({ commentId: id })
const onProfile = z.strictObject({ profileId: id })
const POST = { kind: 'post', field: 'postId' } as const
const COMMENT = { kind: 'comment', field: 'commentId' } as const
const PROFILE = { kind: 'profile', field: 'profileId' } as const

const read = { effect: 'read', words: null } as const
const write = { effect: 'write', words: null } as const

const ALL: readonly Action[] = [
  defineAction({ name: 'refresh_feed', description: 'See the posts recommended to you now, each with its comments.', ...read, target: null, schema: none }),
  defineAction({
    name: 'view_recent_posts', description: 'See the newest posts, from the last hour unless you say how many hours.', ...read, target: null,
    schema: z.strictObject({ hours: z.number().min(0.1).max(168).optional() }),
  }),
  defineAction({ name: 'view_followed_posts', description: 'See the newest posts of the people you follow.', ...read, target: null, schema: none }),
  defineAction({ name: 'view_comments', description: 'See a post with all its comments.', ...read, target: POST, schema: onPost }),
  defineAction({ name: 'find_author', description: 'See who wrote a post: name, bio and counts.', ...read, target: POST, schema: onPost }),
  defineAction({
    name: 'search_posts', description: 'Find posts that hold all the words you give.', ...read, target: null,
    schema: z.strictObject({ query: z.string().min(1).max(200) }),
  }),
  defineAction({
    name: 'search_people', description: 'Find people by name or bio.', ...read, target: null,
    schema: z.strictObject({ query: z.string().min(1).max(200) }),
  }),
  defineAction({ name: 'view_trends', description: 'See which hashtags are used most today.', ...read, target: null, schema: none }),

  defineAction({
    name: 'create_post', description: `Write a post of at most ${POST_LONGEST} characters, with a title only where it earns one.`,
    effect: 'write', target: null, words: { field: 'text', form: 'post', longest: POST_LONGEST },
    schema: z.strictObject({ text: z.string().min(1).max(POST_LONGEST), title: z.string().max(TITLE_LONGEST).optional() }),
  }),
  defineAction({
    name: 'quote_post', description: 'Write a post that quotes another one and says something about it.',
    effect: 'write', target: POST, words: { field: 'text', form: 'quote', longest: POST_LONGEST },
    schema: z.strictObject({ postId: id, text: z.string().min(1).max(POST_LONGEST) }),
  }),
  defineAction({ name: 'repost', description: 'Pass a post on to those who follow you, without a word.', ...write, target: POST, schema: onPost }),
  defineAction({
    name: 'comment', description: 'Answer a post, or with replyTo one of the comments under it.',
    effect: 'write', target: POST, alsoNames: ['replyTo'], words: { field: 'text', form: 'reply', longest: COMMENT_LONGEST },
    schema: z.strictObject({ postId: id, replyTo: id.optional(), text: z.string().min(1).max(COMMENT_LONGEST) }),
  }),
  defineAction({ name: 'like_post', description: 'Like a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'unlike_post', description: 'Take back your like of a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'dislike_post', description: 'Dislike a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'undo_dislike_post', description: 'Take back your dislike of a post.', ...write, target: POST, schema: onPost }),
  defineAction({ name: 'like_comment', description: 'Like a comment.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'unlike_comment', description: 'Take back your like of a comment.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'dislike_comment', description: 'Dislike a comment.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'undo_dislike_comment', description: 'Take back your dislike of a comment.', ...write, target: COMMENT, schema: onComment }),
  defineAction({ name: 'follow', description: 'Follow somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'unfollow', description: 'Stop following somebody.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'mute', description: 'Never see somebody again; they are not told.', ...write, target: PROFILE, schema: onProfile }),
  defineAction({ name: 'unmute', description: 'See somebody again.', ...write, target: PROFILE, schema: onProfile }),
  ...GROUP_ACTIONS,
  defineAction({
    name: 'report', description: 'Report a post to the owner of the place, or with commentId one of the comments under it, with the reason.',
    ...write, target: POST, alsoNames: ['commentId'],
    schema: z.strictObject({ postId: id, commentId: id.optional(), reason: z.string().min(1).max(REPORT_LONGEST) }),
  }),
  defineAction({
    name: 'update_bio', description: `Change your bio, at most ${BIO_LONGEST} characters.`,
    effect: 'write', target: null, words: { field: 'text', form: 'bio', longest: BIO_LONGEST },
    schema: z.strictObject({ text: z.string().min(1).max(BIO_LONGEST) }),
  }),
  defineAction({
    name: 'do_nothing', description: 'Let it be, this time.', ...read, target: null,
    schema: z.strictObject({ reason: z.string().max(300).optional() }),
  }),
]

export const FEED_ACTIONS: ReadonlyMap<string, Action> = new Map(ALL.map((action) => [action.name, action]))
