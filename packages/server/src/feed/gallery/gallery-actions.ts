/** The actions of a gallery, as tools (SPEC C2, D1): the feed's where they mean the same, votes and looks under a gallery's names. */
import { POST_LONGEST, TITLE_LONGEST } from '@troupe/contract'
import { z } from 'zod'
import { defineAction, type Action } from '../../agent/action.ts'
import { FEED_ACTIONS } from '../feed-actions.ts'

const id = z.string().max(60)
const onPost = z.strictObject({ postId: id })
const POST = { kind: 'post', field: 'postId' } as const

export const GALLERY_SORTS = ['recent', 'popular', 'trending'] as const

/** What means the same under the feed's name. */
const AS_IN_THE_FEED = ['comment', 'like_comment', 'unlike_comment', 'follow', 'unfollow', 'mute', 'unmute', 'report', 'search_posts', 'search_people', 'update_bio', 'do_nothing']

/** A gallery's name for one of the feed's actions. */
export const FEED_NAMES: Readonly<Record<string, string>> = {
  view_gallery: 'refresh_feed', view_image: 'view_comments', upvote: 'like_post', remove_upvote: 'unlike_post', create_image_post: 'create_post',
}

const ALL: readonly Action[] = [
  defineAction({
    name: 'view_gallery', description: 'See images others have shown, with what was said under each: the newest, the most liked, or those that rise.',
    effect: 'read', words: null, target: null, schema: z.strictObject({ sort: z.enum(GALLERY_SORTS).optional() }),
  }),
  defineAction({ name: 'view_image', description: 'See one image with all that was said under it.', effect: 'read', words: null, target: POST, schema: onPost }),
  defineAction({
    name: 'create_image_post', description: 'Show an image you have made, with a title and a caption that says something about it.',
    effect: 'write', target: null, words: { field: 'text', form: 'caption', longest: POST_LONGEST }, image: { field: 'imageId' },
    schema: z.strictObject({ imageId: id, text: z.string().min(1).max(POST_LONGEST), title: z.string().max(TITLE_LONGEST).optional() }),
  }),
  defineAction({ name: 'upvote', description: 'Vote an image up.', effect: 'write', words: null, target: POST, schema: onPost }),
  defineAction({ name: 'remove_upvote', description: 'Take back your vote for an image.', effect: 'write', words: null, target: POST, schema: onPost }),
  ...AS_IN_THE_FEED.map((name) => FEED_ACTIONS.get(name)).filter((action) => action !== undefined),
]

export const GALLERY_ACTIONS: ReadonlyMap<string, Action> = new Map(ALL.map((action) => [action.name, action]))
