/**
 * What a Mastodon server answers, in the keys masto makes of it, as it is let in: the few fields that are used, each of its type.
 * A page with one wrong status is refused as a whole: leaving it out would make it look absent. Servers that only speak the
 * API (GoToSocial, Pleroma, Akkoma) leave fields out or null; what agents can do without has a default.
 */
import { z } from 'zod'

/** Ids go into addresses. */
export const farId = z.string().regex(/^[\w-]{1,64}$/)
const count = z.int().min(0).nullish().transform((value) => value ?? 0)
const flag = z.boolean().nullish().transform((value) => value === true)
const instant = z.string().max(60).transform((text, context) => {
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) context.addIssue('no instant')
  return atMs
})

export const accountSchema = z.object({
  id: farId,
  username: z.string().min(1).max(200),
  /** `mira` here, `mira@elsewhere.example` of another server. */
  acct: z.string().min(1).max(500),
  displayName: z.string().nullish().transform((name) => name ?? ''),
  note: z.string().nullish().transform((note) => note ?? ''),
  bot: flag,
  statusesCount: count,
})
export type FarAccount = z.infer<typeof accountSchema>

const field = z.object({ name: z.string(), value: z.string() })
export const ownAccountSchema = accountSchema.extend({
  suspended: flag,
  /** As it was written, where `note` is HTML. */
  source: z.object({ note: z.string().nullish().transform((note) => note ?? ''), fields: z.array(field).max(50).default([]) }),
})
export type OwnAccount = z.infer<typeof ownAccountSchema>

const mediaSchema = z.object({ type: z.string(), description: z.string().nullish() })

const plainStatusSchema = z.object({
  id: farId,
  createdAt: instant,
  account: accountSchema,
  content: z.string().nullish().transform((content) => content ?? ''),
  spoilerText: z.string().nullish().transform((text) => text ?? ''),
  visibility: z.string(),
  inReplyToId: farId.nullish().transform((id) => id ?? null),
  mediaAttachments: z.array(mediaSchema).max(100).default([]),
  repliesCount: count,
  favouritesCount: count,
  favourited: flag,
  reblogged: flag,
})
export const statusSchema = plainStatusSchema.extend({ reblog: plainStatusSchema.nullish() })
export type Status = z.infer<typeof statusSchema>
export type PlainStatus = z.infer<typeof plainStatusSchema>

export const pageSchema = z.array(statusSchema).max(200)
export const contextSchema = z.object({ ancestors: z.array(plainStatusSchema).max(5_000), descendants: z.array(plainStatusSchema).max(5_000) })
export type Context = z.infer<typeof contextSchema>
export const notificationsSchema = z.array(z.object({ id: z.string(), type: z.string(), createdAt: instant, account: accountSchema, status: plainStatusSchema.nullish() })).max(200)
export const relationshipsSchema = z.array(z.object({ id: farId, following: flag, requested: flag })).max(200)
export type Relationship = z.infer<typeof relationshipsSchema>[number]
export const searchSchema = z.object({ accounts: z.array(accountSchema).max(100) })
/** `url` is null while the server is still at work on it. */
export const mediaMadeSchema = z.object({ id: farId, url: z.string().nullish() })

export const instanceSchema = z.object({
  configuration: z.object({ statuses: z.object({ maxCharacters: z.int().min(1).max(1_000_000) }) }),
})
