/** The contract's rules, and what a form can tell before the server does: rules that contradict themselves. */
import { messagingPolicySchema } from '@troupe/contract'

export const ruleSchema = messagingPolicySchema
  .refine(({ whatsappTemplate }) => whatsappTemplate === null || whatsappTemplate.id !== '', { path: ['whatsappTemplate', 'id'], message: 'Name the template, or turn it off.' })
  .refine(({ quietHours }) => quietHours === null || quietHours.from !== quietHours.to, { path: ['quietHours', 'to'], message: 'Ends at another time than it begins.' })
