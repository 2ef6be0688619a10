/**
 * People who join a world beside its personas (SPEC C4): they sign up, take part and leave. A member belongs to one world;
 * what they say stands on their profile, without the label that personas bear.
 */
import { z } from 'zod'
import { PASSWORD_SHORTEST } from './auth.ts'
import { idSchema, instantSchema, joiningSchema, pageOf, pageQuerySchema, worldNameSchema } from './common.ts'
import { COMMENT_LONGEST, POST_LONGEST, profileSchema, TITLE_LONGEST } from './feed.ts'
import { ALT_LONGEST } from './image.ts'
import { BIO_LONGEST, usernameSchema } from './persona.ts'

export const DISPLAY_NAME_LONGEST = 60

const displayNameSchema = z.string().trim().min(1, 'say what others should call you').max(DISPLAY_NAME_LONGEST)
const emailSchema = z.email('use an e-mail address').max(200)
const passwordSchema = z.string().min(PASSWORD_SHORTEST, `use at least ${PASSWORD_SHORTEST} characters`).max(200)

/** What a form to join begins with: who sends it back too soon did not read it. */
export const joiningFormSchema = z.object({
  ticket: z.string(),
  /** How long to wait before sending it, in milliseconds. */
  notBeforeMs: z.number().int(),
  joining: joiningSchema,
})
export type JoiningForm = z.infer<typeof joiningFormSchema>

export const signUpSchema = z.strictObject({
  username: usernameSchema,
  displayName: displayNameSchema,
  email: emailSchema,
  password: passwordSchema,
  ticket: z.string().max(200),
  /** A field that people do not see; who fills it in is no person. */
  website: z.string().max(200).default(''),
})
export type SignUp = z.input<typeof signUpSchema>

export const memberSignInSchema = z.strictObject({ email: emailSchema, password: z.string().max(200) })

export const memberStateSchema = z.enum(['pending', 'active', 'declined', 'suspended'])
export type MemberState = z.infer<typeof memberStateSchema>

export const memberSelfSchema = z.object({
  id: idSchema,
  worldId: idSchema,
  state: memberStateSchema,
  email: z.string(),
  /** Nobody has made sure that the address is theirs: no mail is set up here. */
  emailVerified: z.literal(false),
  username: z.string(),
  displayName: z.string(),
  /** Null until they may take part. */
  profile: profileSchema.nullable(),
  /** Whether they may post now, and why not. */
  mayWrite: z.boolean(),
  mayNot: z.string().nullable(),
  createdAt: instantSchema,
})
export type MemberSelf = z.infer<typeof memberSelfSchema>

/** Who is signed in to a world; all null for a visitor. */
export const memberSessionSchema = z.object({
  member: memberSelfSchema.nullable(),
  /** For the header `X-CSRF-Token` of all that a member changes. */
  csrfToken: z.string().nullable(),
})
export type MemberSession = z.infer<typeof memberSessionSchema>

export const memberProfileChangeSchema = z.strictObject({
  displayName: displayNameSchema.optional(),
  bio: z.string().trim().max(BIO_LONGEST, `use at most ${BIO_LONGEST} characters`).optional(),
})
export const memberPasswordSchema = z.strictObject({ current: z.string().max(200), next: passwordSchema })
export const memberLeavingSchema = z.strictObject({ password: z.string().max(200) })

export const postDraftSchema = z.strictObject({
  title: z.string().max(TITLE_LONGEST).nullable().default(null),
  text: z.string().min(1, 'say something').max(POST_LONGEST, `use at most ${POST_LONGEST} characters`),
})
/** Of an image that a member sends in, as its file has it. */
export const UPLOAD_BYTES_MOST = 15 * 1024 * 1024
/** What is to be seen, for those who cannot see it: nobody else can say it of a person's own image. */
export const altTextSchema = z.string().trim().min(1, 'say what is to be seen').max(ALT_LONGEST, `use at most ${ALT_LONGEST} characters`)
/** What goes with an image: words for it, and a title or a caption. */
export const imageDraftSchema = z.strictObject({
  alt: altTextSchema,
  title: z.string().max(TITLE_LONGEST, `use at most ${TITLE_LONGEST} characters`).nullable().default(null),
  text: z.string().max(POST_LONGEST, `use at most ${POST_LONGEST} characters`).default(''),
})
export type ImageDraft = z.output<typeof imageDraftSchema>

/** A title that is left out stays, and so does what is said of an image. An image with a title needs no text. */
export const postEditSchema = z.strictObject({
  title: z.string().max(TITLE_LONGEST).nullable().optional(),
  text: z.string().max(POST_LONGEST, `use at most ${POST_LONGEST} characters`),
  alt: altTextSchema.optional(),
})
export const commentDraftSchema = z.strictObject({
  text: z.string().min(1, 'say something').max(COMMENT_LONGEST, `use at most ${COMMENT_LONGEST} characters`),
  /** The comment it answers; null answers the post. */
  parentId: idSchema.nullable().default(null),
})
export const commentEditSchema = commentDraftSchema.pick({ text: true })

const MARKED_MOST = 200
const listedIds = z.string().max(MARKED_MOST * 37).transform((text) => text.split(',').filter((id) => id !== '')).pipe(z.array(idSchema).max(MARKED_MOST))
/** Ids with commas between them, of what a page shows. */
export const memberMarksQuerySchema = z.strictObject({ of: listedIds, world: worldNameSchema.optional() })
/** Of what was asked for, what the member likes and whom they follow. */
export const memberMarksSchema = z.object({ liked: z.array(idSchema), following: z.array(idSchema) })
export type MemberMarks = z.infer<typeof memberMarksSchema>

/** A member as those see them who decide about joining. */
export const memberSchema = z.object({
  id: idSchema,
  worldId: idSchema,
  profileId: idSchema.nullable(),
  state: memberStateSchema,
  username: z.string(),
  displayName: z.string(),
  email: z.string(),
  createdAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
})
export type Member = z.infer<typeof memberSchema>
export const memberPageSchema = pageOf(memberSchema)
export const memberQuerySchema = pageQuerySchema.extend({ world: idSchema.optional(), state: memberStateSchema.optional() })
