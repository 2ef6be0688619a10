/**
 * What a Mastodon server answers, as it is let in: the few fields that are used, each of its type, under the house's names. A page
 * with one wrong status is refused as a whole: leaving it out would make it look absent. Servers that only speak the API
 * (GoToSocial, Pleroma, Akkoma) leave fields out or null; what agents can do without has a default.
 */
import { z } from 'zod'

/** Ids go into addresses. */
export const farId = z.string().regex(/^[\w-]{1,64}$/)
const count = z.int().min(0).nullish().transform((value) => value ?? 0)
const flag = z.boolean().nullish().transform((value) => value === true)
const text = z.string().nullish().transform((value) => value ?? '')
const instant = z.string().max(60).transform((written, context) => {
  const atMs = Date.parse(written)
  if (Number.isNaN(atMs)) context.addIssue('no instant')
  return atMs
})

const accountFields = z.object({
  id: farId,
  username: z.string().min(1).max(200),
  /** `mira` here, `mira@elsewhere.example` of another server. */
  acct: z.string().min(1).max(500),
  display_name: text,
  note: text,
  bot: flag,
  statuses_count: count,
})
export const accountSchema = accountFields.transform(accountOf)
export type FarAccount = z.infer<typeof accountSchema>

const field = z.object({ name: z.string(), value: z.string() })
export const ownAccountSchema = accountFields.extend({
  suspended: flag,
  /** As it was written, where `note` is HTML. */
  source: z.object({ note: text, fields: z.array(field).max(50).default([]) }),
}).transform(({ suspended, source, ...account }) => ({ ...accountOf(account), suspended, source }))
export type OwnAccount = z.infer<typeof ownAccountSchema>

const statusFields = z.object({
  id: farId,
  created_at: instant,
  account: accountSchema,
  content: text,
  spoiler_text: text,
  visibility: z.string(),
  in_reply_to_id: farId.nullish().transform((id) => id ?? null),
  media_attachments: z.array(z.object({ description: z.string().nullish() })).max(100).default([]),
  favourites_count: count,
  favourited: flag,
  reblogged: flag,
})
const plainStatusSchema = statusFields.transform(statusOf)
export type PlainStatus = z.infer<typeof plainStatusSchema>
export const statusSchema = statusFields.extend({ reblog: plainStatusSchema.nullish() }).transform(({ reblog, ...status }) => ({ ...statusOf(status), reblog: reblog ?? null }))
export type Status = z.infer<typeof statusSchema>

export const pageSchema = z.array(statusSchema).max(200)
export const contextSchema = z.object({ descendants: z.array(plainStatusSchema).max(5_000) })
export const notificationsSchema = z.array(z.object({ type: z.string(), status: plainStatusSchema.nullish() })).max(200)
export const relationshipSchema = z.object({ id: farId, following: flag, requested: flag })
export const relationshipsSchema = z.array(relationshipSchema).max(200)
export type Relationship = z.infer<typeof relationshipSchema>
export const searchSchema = z.object({ accounts: z.array(accountSchema).max(100) })
/** `url` is null while the server is still at work on it. */
export const mediaMadeSchema = z.object({ id: farId, url: z.string().nullish() })

/** Characters that a status may have. */
export const instanceSchema = z.object({ configuration: z.object({ statuses: z.object({ max_characters: z.int().min(1).max(1_000_000) }) }) })
  .transform(({ configuration }) => configuration.statuses.max_characters)

function accountOf({ display_name: displayName, statuses_count: statusesCount, ...same }: z.infer<typeof accountFields>) {
  return { ...same, displayName, statusesCount }
}

function statusOf({ created_at: atMs, spoiler_text: warning, in_reply_to_id: inReplyToId, media_attachments: media, favourites_count: favourites, ...same }: z.infer<typeof statusFields>) {
  return { ...same, atMs, warning, inReplyToId, media, favourites }
}
