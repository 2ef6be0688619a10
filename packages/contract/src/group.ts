/** Groups (SPEC C1): places within a world that anybody may read, and members post to. */
import { z } from 'zod'
import { idSchema, instantSchema, pageOf, pageQuerySchema, worldNameSchema } from './common.ts'
import { authorSchema } from './feed.ts'

export const groupSchema = z.object({
  id: idSchema,
  worldId: idSchema,
  /** One line; no two in a world differ by case alone. */
  name: z.string(),
  description: z.string(),
  /** Who made it, and was its first member; null where that member is suspended. */
  creator: authorSchema.nullable(),
  counts: z.object({ members: z.number().int(), posts: z.number().int() }),
  createdAt: instantSchema,
  automated: z.boolean(),
  /** What made name and description; null for a person's own. */
  generator: z.string().nullable(),
})
export type Group = z.infer<typeof groupSchema>

export const groupPageSchema = pageOf(groupSchema)

export const groupQuerySchema = pageQuerySchema.extend({
  world: worldNameSchema.optional().describe('another public world than the default one, by its id; `gallery` is the instance’s own gallery'),
  /** Part of a name or a description. */
  query: z.string().trim().min(1).max(100).optional(),
})
