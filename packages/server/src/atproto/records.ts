/**
 * Records of repositories as they are let in. Anybody with an account can write anything into a repository of their own, so
 * one that does not fit is left out, and spoils nobody else's; what an act of ours made is never looked for here, but at its
 * key. Texts are bounded and cleaned on the way in (SPEC B5).
 */
import { z } from 'zod'
import { plainText } from '../platform/outside/plain-text.ts'
import { CLOCK_TOLERANCE_MS } from '../platform/outside/settling.ts'
import { keyMs } from './record-key.ts'
import { placeOf, type RecordPlace, type StoredRecord } from './repo.ts'

export const POST = 'app.bsky.feed.post'
export const LIKE = 'app.bsky.feed.like'
export const REPOST = 'app.bsky.feed.repost'
export const FOLLOW = 'app.bsky.graph.follow'

const TEXT_LONGEST = 1_000
const ALT_LONGEST = 500
const IMAGES_MOST = 4
const MENTIONS_MOST = 20

const uri = z.string().max(1_000).refine((text) => placeOf(text) !== null)
const did = z.string().max(250).regex(/^did:[a-z]+:[\w.:%-]+$/)
const strongRef = z.object({ uri, cid: z.string().max(200) })
export type StrongRef = z.infer<typeof strongRef>

const images = z.object({ images: z.array(z.object({ alt: z.string() })) }).transform((embed) => embed.images.slice(0, IMAGES_MOST).map(({ alt }) => plainText(alt, ALT_LONGEST)))
/** Beside a quoted post, images lie one deeper. */
const embed = z.union([images, z.object({ media: images }).transform(({ media }) => media)]).nullable().catch(null)

const mention = z.object({ $type: z.literal('app.bsky.richtext.facet#mention'), did }).transform((feature) => feature.did)
const facets = z.array(z.object({ features: z.array(mention.nullable().catch(null)) }).catch({ features: [] })).catch([])
  .transform((all) => all.flatMap(({ features }) => features.filter((one) => one !== null)).slice(0, MENTIONS_MOST))

const postSchema = z.object({
  text: z.string().transform((text) => plainText(text, TEXT_LONGEST)),
  createdAt: z.string().max(60).transform((text) => Date.parse(text)),
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
  embed: embed.default(null),
  facets: facets.default([]),
  troupe: z.object({ generator: z.string().max(200).optional() }).optional().catch(undefined),
})
const markSchema = z.object({ subject: strongRef })
const followSchema = z.object({ subject: did })

export interface PostRecord {
  readonly uri: string
  readonly cid: string
  readonly authorId: string
  readonly text: string
  readonly atMs: number
  readonly reply: { readonly root: StrongRef; readonly parent: StrongRef } | null
  /** Alt texts, one an image. */
  readonly alts: readonly string[]
  readonly mentions: readonly string[]
  readonly generator: string | null
}

/** A like or a repost by its subject's address, a follow by whom it is of. */
export interface MarkRecord {
  readonly rkey: string
  readonly subject: string
}

export function postOf(stored: StoredRecord, nowMs: number): PostRecord | null {
  const place = placeOf(stored.uri)
  const read = postSchema.safeParse(stored.value)
  if (place?.collection !== POST || stored.cid === null || !read.success) return null
  const { text, createdAt, reply, embed: alts, facets: mentions, troupe } = read.data
  return {
    uri: stored.uri, cid: stored.cid, authorId: place.repo, text, atMs: writtenMs(createdAt, place, nowMs), reply: reply ?? null,
    alts: alts ?? [], mentions, generator: troupe?.generator ?? null,
  }
}

export function markOf(stored: StoredRecord, collection: string): MarkRecord | null {
  const place = placeOf(stored.uri)
  if (place?.collection !== collection) return null
  const subject = collection === FOLLOW ? followSchema.safeParse(stored.value).data?.subject : markSchema.safeParse(stored.value).data?.subject.uri
  return subject === undefined ? null : { rkey: place.rkey, subject }
}

/**
 * Its author says when, by a clock that may be a little ahead. What claims a moment to come would stay at the top until
 * then; so its key is asked, and where that knows no better, it is old.
 */
function writtenMs(createdMs: number, { rkey }: RecordPlace, nowMs: number): number {
  if (createdMs >= 0 && createdMs <= nowMs + CLOCK_TOLERANCE_MS) return Math.min(createdMs, nowMs)
  const byKey = keyMs(rkey)
  return byKey !== null && byKey <= nowMs + CLOCK_TOLERANCE_MS ? Math.min(byKey, nowMs) : 0
}
