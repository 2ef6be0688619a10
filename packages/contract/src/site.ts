/**
 * Outside sites that a workspace calls its own, and the proof that they are (SPEC P1, D4, D5). The resource is `/api/platforms`.
 *
 * Whoever runs the site serves `SITE_PROOF_PATH` with the workspace's token in it. Several workspaces, of several instances of
 * Troupe, can stand in one file; each looks for its own line and passes over the others:
 *
 *     { "troupe": [ { "workspace": "<id>", "token": "troupe_site_…" } ], "showsAutomatedFlag": true }
 *
 * `showsAutomatedFlag` is the site's own word that its pages show the flag of automated accounts; without it, the label also
 * travels as a last line of what agents say there.
 */
import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'

export const SITE_PROOF_PATH = '/.well-known/troupe.json'

export const siteKindSchema = z.enum(['showcase', 'mastodon', 'atproto']).describe('what the site speaks: the showcase wire, the Mastodon API, or AT Protocol')
export type SiteKind = z.infer<typeof siteKindSchema>

/** `refused`: it belongs to a third-party social network, which no proof can change. */
export const siteStateSchema = z.enum(['unproven', 'proved', 'lost', 'refused'])
export type SiteState = z.infer<typeof siteStateSchema>

/** What a proof stands on: the file, or that the address is within a private network that the workspace was granted. */
export const siteBasisSchema = z.enum(['file', 'private-network'])
export type SiteBasis = z.infer<typeof siteBasisSchema>

/** Write-only. */
export const siteCredentialsSchema = z.strictObject({
  secret: z.string().trim().min(1).max(60_000).describe('a service token, an access token, a password, or a JSON object of access tokens by username'),
  identifier: z.string().trim().min(1).max(253).optional().describe('who signs in with it, where the site asks for that'),
})
export type SiteCredentials = z.infer<typeof siteCredentialsSchema>

export const siteDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  kind: siteKindSchema,
  origin: z.string().trim().min(1, 'give its address, for example https://gallery.example').max(300)
    .describe('scheme, host and, where it is not the usual one, port: https://gallery.example'),
  credentials: siteCredentialsSchema.optional(),
})
export type SiteDraft = z.input<typeof siteDraftSchema>

/** An address can't be changed: a proof is of one address. */
export const siteChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  credentials: siteCredentialsSchema.nullable().optional().describe('new ones, or null to forget them'),
})
export type SiteChange = z.input<typeof siteChangeSchema>

/** What a look at the site came to. The first two mean that it is the workspace's own. */
export const siteCheckOutcomeSchema = z.enum([
  'proved', 'private-network', 'token-missing', 'no-file', 'not-a-file', 'redirect', 'too-large', 'not-https', 'forbidden-address', 'too-slow', 'unreachable', 'trouble', 'third-party',
])
export type SiteCheckOutcome = z.infer<typeof siteCheckOutcomeSchema>

export const siteCheckSchema = z.object({
  at: instantSchema,
  outcome: siteCheckOutcomeSchema,
  fetched: z.string().nullable().describe('the address that was asked; null when nothing was'),
  status: z.number().int().nullable().describe('the HTTP status of the answer, where there was one'),
  ms: z.number().int(),
  message: z.string().describe('what was found, and what is missing'),
})
export type SiteCheck = z.infer<typeof siteCheckSchema>

export const siteSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: siteKindSchema,
  origin: z.string(),
  state: siteStateSchema,
  stateSince: instantSchema,
  basis: siteBasisSchema.nullable(),
  /** What the site is to serve, and where. */
  proof: z.object({ url: z.string(), workspace: idSchema, token: z.string(), file: z.string().describe('the whole file, when this workspace is the only one in it') }),
  credentials: z.object({
    identifier: z.string().nullable(),
    ending: z.string().nullable().describe('the last four characters of one token or password; null where it is short, or a JSON object'),
    tokens: z.object({ count: z.number().int(), usernames: z.array(z.string()).describe('whose they are, the first of them') }).nullable().describe('where it is a JSON object of access tokens by username'),
    savedAt: instantSchema,
  }).nullable(),
  showsAutomatedFlag: z.boolean(),
  agents: z.object({ total: z.number().int(), running: z.number().int() }),
  provedAt: instantSchema.nullable().describe('when a check last found it owned'),
  checkedAt: instantSchema.nullable(),
  nextCheckAt: instantSchema.nullable(),
  fault: z.string().nullable().describe('why it is not proved, or what the newest check ran into'),
  lastCheck: siteCheckSchema.nullable(),
  createdAt: instantSchema,
})
export type Site = z.infer<typeof siteSchema>

export const siteRemovalQuerySchema = z.strictObject({
  agents: z.coerce.number().int().min(0).optional().describe('how many agents you expect to go with it; another number there, and nothing is deleted'),
})
export const siteRemovedSchema = z.object({ agentsDeleted: z.number().int() })
export type SiteRemoved = z.infer<typeof siteRemovedSchema>

/** What came of asking a site for accounts for its agents. */
export const siteAccountsSchema = z.object({
  created: z.number().int(),
  found: z.number().int().describe('those that were there already'),
  failed: z.array(z.object({ agentId: idSchema, name: z.string(), reason: z.string() })),
  until: instantSchema.nullable().describe('the site asks for a pause until then'),
})
export type SiteAccounts = z.infer<typeof siteAccountsSchema>
