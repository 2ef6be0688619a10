/** Shapes every resource shares: ids, pages, problems. */
import { z } from 'zod'

export const idSchema = z.uuid('use the id as the API gave it, a UUID')
export const instantSchema = z.iso.datetime()
/** A moment as somebody tells it: in UTC, or with its offset. */
export const givenInstantSchema = z.iso.datetime({ offset: true })

/** Cursors are opaque: hand back what `nextCursor` said. `null` means there is no more. */
export const pageQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
})

/** `{id}` in an address. */
export const idParamsSchema = z.strictObject({ id: idSchema })

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** RFC 9457. `type` is stable: `/problems/<code>`. `faults` says where in the input and how to mend it. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** Bulk acts answer one line an item; one that fails does not fail the others. */
export const bulkOutcomeSchema = z.object({
  done: z.array(idSchema),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
})
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>

export const healthSchema = z.object({ status: z.literal('ok') })
/** `reasons` is empty when ready. */
export const readinessSchema = z.object({ status: z.enum(['ready', 'not-ready']), reasons: z.array(z.string()) })

/** From when to when, both included. */
export const spanSchema = z.object({ from: instantSchema, to: instantSchema })
export type Span = z.infer<typeof spanSchema>

/** Whether people may join a world beside its personas: at once, once somebody has approved them, or not at all. */
export const joiningSchema = z.enum(['open', 'approval', 'off'])
export type Joining = z.infer<typeof joiningSchema>

/** In place of a world's id: the instance's own gallery. */
export const OWN_GALLERY = 'gallery'
/** How an address names a public world other than the default one. */
export const worldNameSchema = z.union([z.literal(OWN_GALLERY), idSchema])
