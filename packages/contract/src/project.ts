/** Projects, their worlds, how their agents wake, and the switch that stops them. */
import { z } from 'zod'
import { idSchema, instantSchema, joiningSchema, spanSchema } from './common.ts'
import { siteBasisSchema, siteKindSchema, siteStateSchema } from './site.ts'

export const wakeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rhythm') }),
  /** All agents together, every so many minutes. */
  z.strictObject({ kind: z.literal('cycle'), minutes: z.number().min(1).max(10_080).default(30) }),
])
export type Wake = z.infer<typeof wakeSchema>

export const recommenderSchema = z.enum(['recent', 'popular', 'followed', 'friends-of-friends', 'interest-match', 'bridging', 'random'])
export type RecommenderName = z.infer<typeof recommenderSchema>

export const capsSchema = z.strictObject({
  postsPerDay: z.number().int().min(0).max(10_000).default(60),
  commentsPerDay: z.number().int().min(0).max(10_000).default(200),
})

/** What is posted in a world: words, or images. */
export const placeSchema = z.enum(['feed', 'gallery'])
export type Place = z.infer<typeof placeSchema>
/** A project whose agents write to leads has a world that nobody posts in. */
export const projectPlaceSchema = z.enum([...placeSchema.options, 'messaging'])

export const projectDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Of its world; it stays what it is. */
  place: placeSchema.default('feed'),
  wake: wakeSchema.default({ kind: 'rhythm' }),
  recommender: recommenderSchema.default('recent'),
})

export const projectChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  recommender: recommenderSchema.optional(),
})

/** A site that agents of the project act on. */
export const projectSiteSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: siteKindSchema,
  origin: z.string(),
  state: siteStateSchema,
  basis: siteBasisSchema.nullable(),
  /** Of the project. */
  agents: z.number().int(),
})
export type ProjectSite = z.infer<typeof projectSiteSchema>

/** What agents of a project have done on a site, as the journal counts it. */
export const siteDeedsSchema = z.object({
  siteId: idSchema,
  posts: z.number().int(),
  comments: z.number().int(),
  likes: z.number().int(),
  follows: z.number().int(),
  looks: z.number().int(),
})
export type SiteDeeds = z.infer<typeof siteDeedsSchema>

export const projectSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** A simulated one stands still: its agents are there to be looked at, and never wake. */
  kind: z.enum(['live', 'simulated']),
  /** When a simulated one's time began and ended, by its own clock; null for a live one. */
  span: spanSchema.nullable(),
  wake: wakeSchema,
  worldId: idSchema,
  place: projectPlaceSchema,
  recommender: recommenderSchema,
  /** Why everything in it stands still; null when it doesn't. */
  killed: z.object({ reason: z.string(), by: z.string(), at: instantSchema }).nullable(),
  /** It is being deleted: nobody lives in it or reads it any more. `rows`: of its rows those that have gone. Null when it isn't. */
  erasing: z.object({ since: instantSchema, rows: z.number().int() }).nullable(),
  counts: z.object({ agents: z.number().int(), posts: z.number().int(), personas: z.number().int() }),
  /** Where its agents act outside; those on no site act in its world. */
  sites: z.array(projectSiteSchema),
  createdAt: instantSchema,
})
export type Project = z.infer<typeof projectSchema>

export const worldSchema = z.object({
  id: idSchema,
  projectId: idSchema,
  name: z.string(),
  kind: z.enum(['live', 'simulated']),
  place: placeSchema,
  public: z.boolean(),
  isDefault: z.boolean(),
  recommender: recommenderSchema,
  joining: joiningSchema,
  /** Whether readers without a login may report what they see. */
  visitorReports: z.boolean(),
  span: spanSchema.nullable(),
  counts: z.object({ profiles: z.number().int(), posts: z.number().int(), comments: z.number().int() }),
  createdAt: instantSchema,
})
export type World = z.infer<typeof worldSchema>

export const worldChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  public: z.boolean().optional(),
  isDefault: z.literal(true).optional(),
  recommender: recommenderSchema.optional(),
  /** Off again, members who are there read on and can take away what is theirs. */
  joining: joiningSchema.optional(),
  visitorReports: z.boolean().optional(),
})

export const killScopeSchema = z.union([z.literal('instance'), z.object({ projectId: idSchema })])
export const killSwitchSchema = z.strictObject({
  on: z.boolean(),
  scope: killScopeSchema,
  reason: z.string().trim().min(3, 'say why, in a few words').max(300),
})
export const killSwitchStateSchema = z.object({
  scope: killScopeSchema,
  on: z.boolean(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  at: instantSchema.nullable(),
  /** Model calls and turns that were stopped under way. */
  aborted: z.number().int(),
})
export type KillSwitchState = z.infer<typeof killSwitchStateSchema>
