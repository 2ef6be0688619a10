/** What the sample creator's leads did and what she answered, as it lies in `examples/profile-server/leads`: read and checked. Times count back in days. */
import { agentTriggerSchema, channelSchema, consentChannelSchema, vendorSchema, experimentDraftSchema, goalDraftSchema, goalWorkflowSchema, messagingPolicySchema, salesProfileSchema, STANDARD_MESSAGING_POLICY } from '@troupe/contract'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const FILE = new URL('../../../../../../examples/profile-server/leads/ines-kowal.json', import.meta.url)

const daysAgo = z.number().min(0)
const deedSchema = z.union([
  /** Something happened on the creator's site. `inDays`: what was booked begins then. */
  z.strictObject({ daysAgo, type: z.string(), payload: z.record(z.string(), z.unknown()), inDays: z.number().int().optional() }),
  /** The lead writes. */
  z.strictObject({ daysAgo, writes: z.string(), channel: channelSchema.default('in-app') }),
  /** The creator answers in the lead's newest thread. */
  z.strictObject({ daysAgo, answer: z.string() }),
  /** The creator writes of her own accord, in no thread. */
  z.strictObject({ daysAgo, texts: z.string(), channel: channelSchema }),
  z.strictObject({ daysAgo, does: z.literal('resolve') }),
  /** The creator says yes to what waits for it, with words of her own where there are any. */
  z.strictObject({ daysAgo, does: z.literal('approve'), text: z.string().optional() }),
])
export type Deed = z.output<typeof deedSchema>

const leadSchema = z.strictObject({
  key: z.string(), name: z.string(), email: z.string().optional(), phone: z.string().optional(), whatsapp: z.string().optional(), timezone: z.string(), tags: z.array(z.string()).default([]),
  consents: z.array(consentChannelSchema), source: z.string(), deeds: z.array(deedSchema).min(1),
})
export type LifeLead = z.output<typeof leadSchema>

/** A vendor took no message of a channel for a while: what was tried then, and given up, is a dead letter. */
const outageSchema = z.strictObject({ channel: channelSchema, fromDaysAgo: daysAgo, toDaysAgo: daysAgo, vendor: vendorSchema, reason: z.string() })
export type Outage = z.output<typeof outageSchema>

const lifeSchema = z.strictObject({
  username: z.string(), about: z.string(), onboardedDaysAgo: daysAgo, outages: z.array(outageSchema).default([]), profile: salesProfileSchema.partial(), 
  policy: messagingPolicySchema.partial().transform((own) => messagingPolicySchema.parse({ ...STANDARD_MESSAGING_POLICY, ...own })),
  agents: z.array(z.strictObject({ kind: z.string(), name: z.string(), triggers: z.array(agentTriggerSchema).optional(), settings: z.record(z.string(), z.unknown()).default({}) })),
  experiment: z.looseObject({ daysAgo, agent: z.string() }).transform(({ daysAgo: at, agent, ...draft }) => ({ daysAgo: at, agent, draft: experimentDraftSchema.parse(draft) })),
  goal: z.strictObject({ daysAgo, forDays: z.number(), title: z.string(), detail: z.string(), metric: goalDraftSchema.shape.metric, target: z.number(), note: z.string(), workflow: goalWorkflowSchema }),
  leads: z.array(leadSchema),
})
export type CreatorLife = z.output<typeof lifeSchema>

export async function readCreatorLife(): Promise<CreatorLife> {
  return lifeSchema.parse(JSON.parse(await readFile(FILE, 'utf8')))
}
