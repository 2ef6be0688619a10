/** Interventions as a journal keeps them, as far as they change what a world shows. */
import { recommenderSchema } from '@troupe/contract/project'
import { z } from 'zod'

const names = z.array(z.string())
const pair = z.tuple([z.string(), z.string()])

const deedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), as: z.string(), text: z.string(), title: z.string().nullable().default(null) }),
  z.object({ kind: z.literal('recommender'), recommender: recommenderSchema }),
  z.object({ kind: z.literal('ban'), who: names }),
  z.object({ kind: z.literal('unban'), who: names }),
  z.object({ kind: z.literal('edges'), add: z.array(pair).default([]), remove: z.array(pair).default([]) }),
  z.object({ kind: z.literal('follow'), from: z.string(), to: z.string() }).transform(({ from, to }) => ({ kind: 'edges' as const, add: [[from, to] as const], remove: [] })),
  z.object({ kind: z.literal('unfollow'), from: z.string(), to: z.string() }).transform(({ from, to }) => ({ kind: 'edges' as const, add: [], remove: [[from, to] as const] })),
  z.object({
    kind: z.literal('persona'), who: z.string(),
    change: z.object({
      username: z.string().optional(), displayName: z.string().optional(), bio: z.string().optional(), location: z.string().optional(), interests: z.array(z.string()).optional(),
    }),
  }),
])

export type WorldDeed = z.infer<typeof deedSchema>

const UNSEEN = new Set(['weights', 'kill', 'release', 'interview', 'fork', 'refused'])

/** Throws a plain error for what is no deed. */
export function deedsIn(written: unknown): WorldDeed[] {
  const kind = typeof written === 'object' && written !== null && 'kind' in written ? written.kind : undefined
  if (typeof kind === 'string' && UNSEEN.has(kind)) return []
  const parsed = deedSchema.safeParse(written)
  if (!parsed.success) throw new Error(`an intervention of the kind ${String(kind)} is not known here`)
  return [parsed.data]
}
