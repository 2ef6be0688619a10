import type { Consumer, Stage } from '@troupe/contract'

export interface LeadValues { name: string; email: string; phone: string; whatsapp: string; timezone: string; locale: string; tags: string[]; stage: Stage }

export function valuesOf({ name, email, phone, whatsapp, timezone, locale, tags, context }: Consumer): LeadValues {
  return { name: name ?? '', email: email ?? '', phone: phone ?? '', whatsapp: whatsapp ?? '', timezone: timezone ?? '', locale: locale ?? '', tags: [...tags], stage: context.stage }
}

/** What differs alone: a stage that is sent along would count as set by hand, and hold events back from moving it. */
export function changeOf(before: LeadValues, values: LeadValues): Record<string, unknown> {
  const changed = (Object.keys(values) as (keyof LeadValues)[]).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(before[name]))
  return Object.fromEntries(changed.map((name) => [name, typeof values[name] === 'string' && values[name].trim() === '' ? null : values[name]]))
}
