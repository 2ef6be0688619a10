/** Moderation by the owner (SPEC C7): what is reported, by whom and why; what a moderator does about it, and takes back. */
import { z } from 'zod'
import { idSchema, instantSchema, pageOf, pageQuerySchema } from './common.ts'
import { REPORT_LONGEST } from './feed.ts'
import { imageSchema } from './image.ts'

/** Targets of one order at most. */
export const MODERATED_AT_ONCE = 200
export const MODERATION_REASON_LONGEST = 500

/** What a visitor chooses from; members and agents say it in their own words. */
export const reportCategorySchema = z.enum(['spam', 'harassment', 'hate', 'danger', 'privacy', 'illegal', 'other'])
export type ReportCategory = z.infer<typeof reportCategorySchema>

export const saidKindSchema = z.enum(['post', 'comment'])
export type SaidKind = z.infer<typeof saidKindSchema>

/** `POST /api/posts/{id}/reports`, by anybody. */
export const visitorReportSchema = z.strictObject({
  category: reportCategorySchema,
  text: z.string().trim().max(REPORT_LONGEST).default(''),
  website: z.string().max(200).default('').describe('Leave it empty. People do not see this field; programs that fill in every field are not heard.'),
})
/** The same whether it was the first report by this visitor or a repeated one. */
export const reportReceivedSchema = z.object({ received: z.literal(true) })

export const reporterKindSchema = z.enum(['visitor', 'member', 'agent'])
export type ReporterKind = z.infer<typeof reporterKindSchema>

export const reportSchema = z.object({
  id: idSchema,
  at: instantSchema,
  category: reportCategorySchema.nullable(),
  text: z.string(),
  /** `agent`: from an automated account. */
  by: z.object({ kind: reporterKindSchema, profileId: idSchema.nullable(), username: z.string().nullable(), displayName: z.string().nullable() }),
})
export type Report = z.infer<typeof reportSchema>

/** What moderators have had to do with somebody before. */
export const authorHistorySchema = z.object({
  /** Of what they said: how many different things were reported, whoever reported them. */
  reported: z.number().int(),
  hidden: z.number().int(),
  deleted: z.number().int(),
  suspended: z.number().int(),
})
export type AuthorHistory = z.infer<typeof authorHistorySchema>

export const moderatedAuthorSchema = z.object({
  id: idSchema,
  personaId: idSchema.nullable(),
  username: z.string(),
  displayName: z.string(),
  avatarUrl: z.string(),
  automated: z.boolean(),
  archetype: z.string().nullable(),
  operator: z.string(),
  suspendedAt: instantSchema.nullable(),
  suspendedUntil: instantSchema.nullable(),
  history: authorHistorySchema,
})
export type ModeratedAuthor = z.infer<typeof moderatedAuthorSchema>

const quotedSchema = z.object({
  id: idSchema, username: z.string(), displayName: z.string(), automated: z.boolean(), title: z.string().nullable(), text: z.string(), image: imageSchema.nullable(), gone: z.boolean(),
})
export type ModeratedContext = z.infer<typeof quotedSchema>

export const moderatedItemSchema = z.object({
  kind: saidKindSchema,
  id: idSchema,
  worldId: idSchema,
  world: z.string(),
  public: z.boolean(),
  /** The post it stands under; of a post its own id. */
  postId: idSchema,
  title: z.string().nullable(),
  text: z.string(),
  /** What a post of a gallery shows, in sight or not. */
  image: imageSchema.nullable(),
  author: moderatedAuthorSchema,
  createdAt: instantSchema,
  automated: z.boolean(),
  generator: z.string().nullable(),
  /** The turn that made it; null for a person's words and what was brought in. */
  turnId: idSchema.nullable(),
  hiddenAt: instantSchema.nullable(),
  deletedAt: instantSchema.nullable(),
  /** Comments under a post, answers to a comment. */
  answers: z.number().int(),
  /** What it answers, quotes or passes on: the post first, then the comment. */
  context: z.array(quotedSchema),
})
export type ModeratedItem = z.infer<typeof moderatedItemSchema>

export const moderationActKindSchema = z.enum(['hide', 'unhide', 'delete', 'suspend', 'unsuspend', 'dismiss'])
export type ModerationActKind = z.infer<typeof moderationActKindSchema>

export const moderationActSchema = z.object({
  id: idSchema,
  kind: moderationActKindSchema,
  target: z.object({ kind: z.enum(['post', 'comment', 'profile']), id: idSchema }),
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
  /** When a suspension ends by itself. */
  until: instantSchema.nullable(),
  undoneAt: instantSchema.nullable(),
})
export type ModerationAct = z.infer<typeof moderationActSchema>

export const reportStateSchema = z.enum(['open', 'dismissed', 'hidden', 'deleted', 'author-suspended'])
export type ReportState = z.infer<typeof reportStateSchema>
export const reportSortSchema = z.enum(['newest', 'most'])

/** All reports of one thing that were open together. */
export const reportCaseSchema = z.object({
  state: reportStateSchema,
  item: moderatedItemSchema,
  /** The newest, ten at most. */
  reports: z.array(reportSchema),
  counts: z.object({ total: z.number().int(), visitors: z.number().int(), members: z.number().int(), agents: z.number().int() }),
  firstAt: instantSchema,
  lastAt: instantSchema,
  resolved: moderationActSchema.nullable(),
})
export type ReportCase = z.infer<typeof reportCaseSchema>

export const reportQuerySchema = pageQuerySchema.extend({
  state: reportStateSchema.default('open'),
  sort: reportSortSchema.default('newest').describe('by the latest report, or by how many'),
  kind: saidKindSchema.optional(),
  by: reporterKindSchema.optional().describe('with at least one report by such'),
  world: idSchema.optional(),
  query: z.string().max(100).optional().describe('part of the text, of the author\'s name, or of a reason'),
})
export const reportCasePageSchema = pageOf(reportCaseSchema).extend({ total: z.number().int() })
export type ReportCasePage = z.infer<typeof reportCasePageSchema>

/** How many things stand reported, and how much is out of sight. */
export const moderationCountsSchema = z.object({ open: z.number().int(), hidden: z.number().int(), suspended: z.number().int() })
export type ModerationCounts = z.infer<typeof moderationCountsSchema>

export const withdrawnQuerySchema = pageQuerySchema.extend({ kind: saidKindSchema.optional(), world: idSchema.optional(), query: z.string().max(100).optional() })
export const suspendedQuerySchema = pageQuerySchema.extend({ world: idSchema.optional(), query: z.string().max(100).optional() })

export const hiddenItemSchema = z.object({ item: moderatedItemSchema, act: moderationActSchema.nullable() })
export type HiddenItem = z.infer<typeof hiddenItemSchema>
export const hiddenPageSchema = pageOf(hiddenItemSchema)

export const suspendedProfileSchema = z.object({
  worldId: idSchema,
  world: z.string(),
  author: moderatedAuthorSchema,
  posts: z.number().int(),
  comments: z.number().int(),
  /** Its agents, with their states. */
  agents: z.array(z.object({ id: idSchema, name: z.string(), state: z.string() })),
  act: moderationActSchema.nullable(),
})
export type SuspendedProfile = z.infer<typeof suspendedProfileSchema>
export const suspendedPageSchema = pageOf(suspendedProfileSchema)

/** All there is to decide on about one post or comment. */
export const moderationFileSchema = z.object({
  item: moderatedItemSchema,
  /** The newest, a hundred at most, decided or not. */
  reports: z.array(reportSchema),
  openReports: z.number().int(),
  /** Newest first; of the thing itself and of its author. */
  acts: z.array(moderationActSchema),
})
export type ModerationFile = z.infer<typeof moderationFileSchema>

export const profileModerationFileSchema = suspendedProfileSchema.omit({ act: true }).extend({ acts: z.array(moderationActSchema) })
export type ProfileModerationFile = z.infer<typeof profileModerationFileSchema>

const reason = z.string().trim().max(MODERATION_REASON_LONGEST).default('')
const erase = z.boolean().default(false).describe('of what is deleted the words too, for good')
const until = instantSchema.optional().describe('when a suspension ends by itself; left out, it stands until it is lifted')

/** `PUT /api/posts/{id}/moderation` and the same of a comment. */
export const saidModerationSchema = z.strictObject({ state: z.enum(['shown', 'hidden', 'deleted']), reason, erase })
/** `PUT /api/profiles/{id}/moderation` */
export const profileModerationSchema = z.strictObject({ state: z.enum(['active', 'suspended']), reason, until })

/** `POST /api/moderation`: the same done to many. To suspend a post or comment is to suspend who said it. */
export const moderationOrderSchema = z.strictObject({
  act: moderationActKindSchema,
  targets: z.array(z.strictObject({ kind: z.enum(['post', 'comment', 'profile']), id: idSchema })).min(1).max(MODERATED_AT_ONCE),
  reason,
  erase,
  until,
  preview: z.boolean().default(false).describe('count what it would do, and do nothing'),
})
export type ModerationOrder = z.input<typeof moderationOrderSchema>

export const moderationOutcomeSchema = z.object({
  preview: z.boolean(),
  /** Ids of the acts, to be undone with; none in a preview. */
  acts: z.array(idSchema),
  /** What it is done to. `answers` stand under it; `agents` are paused or resumed, `reports` decided. */
  counts: z.object({
    posts: z.number().int(), comments: z.number().int(), profiles: z.number().int(),
    answers: z.number().int(), agents: z.number().int(), reports: z.number().int(),
  }),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
})
export type ModerationOutcome = z.infer<typeof moderationOutcomeSchema>

export const moderationUndoSchema = z.strictObject({ acts: z.array(idSchema).min(1).max(MODERATED_AT_ONCE) })
