/**
 * What a showcase answers (SPEC D4), as it is let in. A page with one wrong item is refused as a whole: leaving the item
 * out would make it look absent, and what looks absent might be made a second time. Unknown fields are ignored.
 */
import { z } from 'zod'

/** Ids go into addresses, where dots alone would lead elsewhere, and into the trace; theirs may be numbers. */
const id = z.union([z.string().min(1).max(200).regex(/[^.]/), z.int().transform(String)])
const count = z.int().min(0)
const instant = z.string().max(60).transform((text, context) => {
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) context.addIssue('no instant')
  return atMs
})
/** A plain address, or an object that has one. */
const image = z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url), z.null()]).default(null)

const userSchema = z.object({ id, username: z.string(), name: z.string().nullish() })

export const itemSchema = z.object({
  id,
  title: z.string(),
  description: z.string().nullish().transform((text) => text ?? ''),
  category: z.string().nullish(),
  likeCount: count,
  commentCount: count.default(0),
  viewCount: count.default(0),
  createdAt: instant,
  user: userSchema,
  image,
})
export type ShowcaseItem = z.infer<typeof itemSchema>

export const commentSchema = z.object({ id, content: z.string(), createdAt: instant, user: userSchema })
export type ShowcaseComment = z.infer<typeof commentSchema>

export const pageSchema = z.object({ items: z.array(itemSchema).max(200) })
export const oneItemSchema = z.object({ item: itemSchema })
export const madeItemSchema = z.object({ showcaseItem: z.object({ id }) })
export const likeSchema = z.object({ liked: z.boolean(), likeCount: count })
export const commentsSchema = z.object({ comments: z.array(commentSchema).max(5_000) })
export const madeCommentSchema = z.object({ comment: z.object({ id }) })

/** Beyond SPEC D4: a site that shows on every page who is automated says so here or in its well-known file. */
export const invitedSchema = z.object({ id, username: z.string().min(1).max(200), created: z.boolean(), showsAutomatedFlag: z.boolean().default(false) })
export const declarationSchema = z.object({ showsAutomatedFlag: z.boolean().default(false) })

export const executedSchema = z.object({
  status: z.string().max(60),
  imageUrls: z.array(z.string().max(2_000)).max(100).default([]),
  workflowId: z.union([z.string().max(200), z.int().transform(String)]).nullish(),
  error: z.string().nullish(),
})
export type Executed = z.infer<typeof executedSchema>

/** How a limit is told, with 429 and 402. All of it optional: a wrong part must not hide the limit itself. */
export const limitSchema = z.object({
  resetAt: z.union([z.string().max(60), z.number()]).nullish().catch(null),
  usage: z.object({ used: z.number().min(0), limit: z.number().min(0) }).nullish().catch(null),
})

/** Where servers put what went wrong. */
export const complaintSchema = z.object({
  error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
})
