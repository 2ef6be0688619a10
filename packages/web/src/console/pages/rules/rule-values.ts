/** Rules as they are filled in: spans in hours or days, template variables as rows, times kept while quiet hours are off. */
import type { Channel, MessagingPolicy } from '@troupe/contract'

export interface CapValue { channel: Channel | ''; most: number | null; span: number | null; unit: 'hours' | 'days' }
export interface VariableValue { name: string; value: string }

export interface RuleValues {
  quiet: boolean
  quietHours: NonNullable<MessagingPolicy['quietHours']>
  caps: CapValue[]
  consentNeeded: Channel[]
  approval: MessagingPolicy['approval']
  disclosure: string
  template: boolean
  templateId: string
  variables: VariableValue[]
  messagesPerDay: number | null
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const NIGHT: RuleValues['quietHours'] = { from: '21:00', to: '08:00', days: [...DAYS] }

export function valuesOf({ quietHours, caps, consentNeeded, approval, disclosure, whatsappTemplate, messagesPerDay }: MessagingPolicy): RuleValues {
  return {
    quiet: quietHours !== null, quietHours: quietHours ?? NIGHT, consentNeeded, approval, disclosure, messagesPerDay,
    caps: caps.map(({ channel, most, hours }) => ({ channel: channel ?? '', most, ...(hours % 24 === 0 ? { span: hours / 24, unit: 'days' } : { span: hours, unit: 'hours' }) })),
    template: whatsappTemplate !== null, templateId: whatsappTemplate?.id ?? '', variables: Object.entries(whatsappTemplate?.variables ?? {}).map(([name, value]) => ({ name, value })),
  }
}

/** As the API takes it. What is not filled in becomes `NaN`, which the schema refuses beside its field. */
export function policyOf({ quiet, quietHours, caps, consentNeeded, approval, disclosure, template, templateId, variables, messagesPerDay }: RuleValues): unknown {
  return {
    quietHours: quiet ? quietHours : null, consentNeeded, approval, disclosure, messagesPerDay: messagesPerDay ?? Number.NaN,
    caps: caps.map(({ channel, most, span, unit }) => ({ channel: channel === '' ? null : channel, most: most ?? Number.NaN, hours: span === null ? Number.NaN : span * (unit === 'days' ? 24 : 1) })),
    whatsappTemplate: template ? { id: templateId.trim(), variables: Object.fromEntries(variables.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value])) } : null,
  }
}
