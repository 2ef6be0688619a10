/** Who operates the instance (SPEC K1, K2). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from './common.ts'

/** Each role may do what those after it may. */
export const roleSchema = z.enum(['owner', 'admin', 'operator', 'reviewer', 'viewer'])
export type Role = z.infer<typeof roleSchema>

export const PASSWORD_SHORTEST = 10

const email = z.email('use an e-mail address').max(200)
const password = z.string().min(PASSWORD_SHORTEST, `use at least ${PASSWORD_SHORTEST} characters`).max(200)

export const registerSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email,
  password,
  /** Name of the first workspace; only with `bootstrapToken`. */
  workspace: z.string().trim().min(1).max(80).optional(),
  bootstrapToken: z.string().max(200).optional(),
  inviteToken: z.string().max(200).optional(),
})
export type Register = z.infer<typeof registerSchema>

export const loginSchema = z.strictObject({
  email,
  password: z.string().max(200),
  /** Also set the console's session cookie. */
  cookie: z.boolean().default(false),
})
export type Login = z.infer<typeof loginSchema>

export const tokenSchema = z.object({
  accessToken: z.string(),
  tokenType: z.literal('bearer'),
  expiresAt: instantSchema,
})

export const passwordChangeSchema = z.strictObject({ current: z.string().max(200), next: password })
export const accountChangeSchema = z.strictObject({ name: z.string().trim().min(1).max(80) })
export const workspaceDraftSchema = z.strictObject({ name: z.string().trim().min(1).max(80) })
export const memberChangeSchema = z.strictObject({ role: roleSchema })

export const workspaceSchema = z.object({ id: idSchema, name: z.string(), role: roleSchema })
export type Workspace = z.infer<typeof workspaceSchema>

export const meSchema = z.object({
  user: z.object({ id: idSchema, name: z.string(), email: z.string() }).nullable(),
  /** The workspaces one belongs to; the first is used unless the header `X-Workspace` names another. */
  workspaces: z.array(workspaceSchema),
  /** What this very login may do, in the workspace it acts in. */
  role: roleSchema,
  /** Whether one may decide over what all workspaces share: the instance's kill switch, its default world, keys in its environment. */
  instanceOwner: z.boolean(),
  /** A creator's own login sees that creator's leads, messages and approvals, and nothing else; null for everybody else. */
  creator: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** For the header `X-CSRF-Token` of a cookie session's changes; null for bearer tokens and keys. */
  csrfToken: z.string().nullable(),
})
export type Me = z.infer<typeof meSchema>

/** Whether the instance still waits for its first owner, for the setup and login pages. */
export const setupStateSchema = z.object({ ownerExists: z.boolean() })

/** With `creatorId` the login is that creator's own; its role is reviewer or viewer. */
export const inviteSchema = z.strictObject({ email, role: roleSchema, creatorId: idSchema.optional() })
  .refine(({ role, creatorId }) => creatorId === undefined || role === 'reviewer' || role === 'viewer', { path: ['role'], message: "a creator's own login is a reviewer or a viewer" })
export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: roleSchema,
  /** Of a creator's own login. */
  creatorId: idSchema.nullable(),
  expiresAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  /** Shown once, to the inviter, to pass on. */
  link: z.string().optional(),
})
export type Invitation = z.infer<typeof invitationSchema>

/** The token behind the `#` of an invitation's link. */
export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(200) })
/** What an invitation tells whoever holds its link, before they have a password here. */
export const heldInvitationSchema = z.object({
  email: z.string(),
  role: roleSchema,
  workspace: z.string(),
  /** Null when that person is gone. */
  invitedBy: z.string().nullable(),
  expiresAt: instantSchema,
})
export type HeldInvitation = z.infer<typeof heldInvitationSchema>

export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** Of a creator's own login. */
  creatorId: idSchema.nullable(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
})
export type User = z.infer<typeof userSchema>

export const scopeSchema = z.enum(['read', 'write', 'admin'])
export const apiKeyDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scopeSchema).min(1),
  expiresAt: instantSchema.nullable().default(null),
})
export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  scopes: z.array(scopeSchema),
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
  /** The whole key, once, when it is made. */
  key: z.string().optional(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

export const auditQuerySchema = pageQuerySchema.extend({
  action: z.string().max(80).optional(),
  actor: idSchema.optional(),
  subject: z.string().max(200).optional(),
})
export const auditEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  actor: z.object({ kind: z.enum(['user', 'key', 'member', 'system']), id: z.string().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
