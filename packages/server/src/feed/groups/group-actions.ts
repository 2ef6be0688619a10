/** What members do with groups, as tools (SPEC C2). Descriptions are written for the model that reads them. */
import { GROUP_DESCRIPTION_LONGEST, GROUP_NAME_LONGEST, POST_LONGEST, TITLE_LONGEST } from '@troupe/contract'
import { z } from 'zod'
import { defineAction, type Action } from '../../agent/action.ts'

const id = z.string().max(60)
const onGroup = z.strictObject({ groupId: id })
const GROUP = { kind: 'group', field: 'groupId' } as const

export const GROUP_ACTIONS: readonly Action[] = [
  defineAction({
    name: 'view_groups', effect: 'read', words: null, target: null,
    description: 'See the groups of this place, those with most members first: what each is about, and whether you are in it. Give words to find groups by name or description, or ask for your own only.',
    schema: z.strictObject({ query: z.string().min(1).max(100).optional(), own: z.boolean().optional() }),
  }),
  defineAction({ name: 'view_group_posts', description: 'See the newest posts in a group.', effect: 'read', words: null, target: GROUP, schema: onGroup }),
  defineAction({
    name: 'create_group', effect: 'write', words: null, target: null,
    description: `Make a group for something that many here would talk about, and be its first member. Look first whether there is one. A name of at most ${GROUP_NAME_LONGEST} characters that no other group has.`,
    schema: z.strictObject({ name: z.string().min(1).max(GROUP_NAME_LONGEST), description: z.string().max(GROUP_DESCRIPTION_LONGEST).optional() }),
  }),
  defineAction({ name: 'join_group', description: 'Join a group, so that you may post to it.', effect: 'write', words: null, target: GROUP, schema: onGroup }),
  defineAction({ name: 'leave_group', description: 'Leave a group you are in.', effect: 'write', words: null, target: GROUP, schema: onGroup }),
  defineAction({
    name: 'post_to_group', effect: 'write', target: GROUP, words: { field: 'text', form: 'post', longest: POST_LONGEST },
    description: `Write a post of at most ${POST_LONGEST} characters to a group you are in, on what the group is about. Everybody sees it, marked with the group's name.`,
    schema: z.strictObject({ groupId: id, text: z.string().min(1).max(POST_LONGEST), title: z.string().max(TITLE_LONGEST).optional() }),
  }),
]
