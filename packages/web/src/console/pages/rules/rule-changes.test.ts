import { STANDARD_MESSAGING_POLICY as STANDARD } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { approvalWords, ruleChanges } from './rule-changes.ts'
import { ruleSchema } from './rule-schema.ts'
import { policyOf, valuesOf } from './rule-values.ts'

const looser = (after: Partial<typeof STANDARD>, before: Partial<typeof STANDARD> = {}) => ruleChanges({ ...STANDARD, ...before }, { ...STANDARD, ...after }).some((change) => change.looser)

describe('rules in a form', () => {
  it('goes there and back unchanged, with spans in the unit people say', () => {
    const rules = { ...STANDARD, whatsappTemplate: { id: 'HX1', variables: { 1: '{name}' } }, caps: [{ channel: 'sms' as const, most: 1, hours: 5 }, ...STANDARD.caps] }
    expect(ruleSchema.parse(policyOf(valuesOf(rules)))).toEqual(rules)
    expect(valuesOf(rules).caps.map(({ span, unit }) => `${span} ${unit}`)).toEqual(['5 hours', '1 days', '7 days', '1 days'])
  })

  it('refuses what is not filled in, beside its field', () => {
    const values = { ...valuesOf(STANDARD), template: true, caps: [{ channel: '' as const, most: null, span: null, unit: 'days' as const }] }
    expect(ruleSchema.safeParse(policyOf(values)).error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(['caps.0.hours', 'caps.0.most'])
    expect(ruleSchema.safeParse(policyOf({ ...values, caps: [] })).error?.issues.map(({ path }) => path.join('.'))).toEqual(['whatsappTemplate.id'])
  })
})

describe('what a change of rules means', () => {
  it('tells what lets more through from what holds more back', () => {
    expect(looser({ quietHours: null })).toBe(true)
    expect(looser({ quietHours: { from: '22:00', to: '08:00', days: STANDARD.quietHours?.days ?? [] } })).toBe(true)
    expect(looser({ quietHours: { from: '20:00', to: '09:00', days: STANDARD.quietHours?.days ?? [] } })).toBe(false)
    expect(looser({ caps: [{ channel: null, most: 1, hours: 24 * 7 }] })).toBe(false)
    expect(looser({ caps: STANDARD.caps.slice(1) })).toBe(true)
    expect(looser({ consentNeeded: ['email'] })).toBe(true)
    expect(looser({}, { approval: { ...STANDARD.approval, mode: 'always' } })).toBe(true)
    expect(looser({ approval: { ...STANDARD.approval, mode: 'always' } }, { approval: { ...STANDARD.approval, generated: true } })).toBe(false)
    expect(looser({ messagesPerDay: 10 })).toBe(false)
  })

  it('says it in sentences', () => {
    expect(ruleChanges(STANDARD, { ...STANDARD, caps: [...STANDARD.caps.slice(0, 2), { channel: 'sms', most: 2, hours: 48 }] }).map(({ words }) => words)).toEqual(['No longer at most 1 by SMS to a lead in a day.', 'From now on at most 2 by SMS to a lead in 2 days.'])
    expect(approvalWords({ ...STANDARD.approval, mode: 'first-to-lead', generated: true })).toBe('A person says yes to the first message to a lead and what a model wrote.')
    expect(ruleChanges(STANDARD, STANDARD)).toEqual([])
  })
})
