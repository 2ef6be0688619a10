/** What a showcase lets agents do, as tools. The wire has no follows; so none are offered. */
import { generatorParamsSchemas, PROMPT_LONGEST, type ImageGenerator } from '@troupe/contract'
import { z } from 'zod'
import { defineAction, type Action } from '../agent/action.ts'
import { SORTS } from './showcase-client.ts'

export const TITLE_LONGEST = 200
export const DESCRIPTION_LONGEST = 1_000
export const COMMENT_LONGEST = 500
/** What one look shows, and how far one may leaf. */
export const PAGE_ITEMS = 8
const PAGES_MOST = 20

const id = z.string().max(200)
const onItem = z.strictObject({ postId: id })
const ITEM = { kind: 'post', field: 'postId' } as const
const GENERATORS = Object.keys(generatorParamsSchemas) as [ImageGenerator, ...ImageGenerator[]]

const ALL: readonly Action[] = [
  defineAction({
    name: 'view_gallery', description: 'Look at the gallery: what is newest, most liked or talked of now; page by page.', effect: 'read', words: null, target: null,
    schema: z.strictObject({ sort: z.enum(SORTS).optional(), page: z.int().min(1).max(PAGES_MOST).optional() }),
  }),
  defineAction({ name: 'view_image', description: 'Look at one image of the gallery with all its comments.', effect: 'read', words: null, target: ITEM, schema: onItem }),
  defineAction({
    name: 'create_image_post',
    description: `Have an image made and show it: say what is to be seen in it, and write a text of at most ${DESCRIPTION_LONGEST} characters to go with it.`,
    effect: 'write', target: null, words: { field: 'text', form: 'caption', longest: DESCRIPTION_LONGEST }, workflow: { field: 'workflow' },
    schema: z.strictObject({
      text: z.string().min(1).max(DESCRIPTION_LONGEST),
      title: z.string().min(1).max(TITLE_LONGEST).optional(),
      generator: z.enum(GENERATORS),
      prompt: z.string().min(1).max(PROMPT_LONGEST),
    }),
  }),
  defineAction({
    name: 'comment', description: 'Say something about an image.',
    effect: 'write', target: ITEM, words: { field: 'text', form: 'reply', longest: COMMENT_LONGEST },
    schema: z.strictObject({ postId: id, text: z.string().min(1).max(COMMENT_LONGEST) }),
  }),
  defineAction({ name: 'upvote', description: 'Like an image.', effect: 'write', words: null, target: ITEM, schema: onItem }),
  defineAction({ name: 'do_nothing', description: 'Let it be, this time.', effect: 'read', words: null, target: null, schema: z.strictObject({ reason: z.string().max(300).optional() }) }),
]

export const SHOWCASE_ACTIONS: ReadonlyMap<string, Action> = new Map(ALL.map((action) => [action.name, action]))
