import { expect, it } from 'vitest'
import { changeOf, type LeadValues } from './edit-lead.ts'

const ada: LeadValues = { name: 'Ada', email: 'ada@example.com', phone: '', whatsapp: '', timezone: '', locale: '', tags: ['vip'], stage: 'engaged' }

it('sends what differs alone, and what was emptied as unknown', () => {
  expect(changeOf(ada, { ...ada })).toEqual({})
  expect(changeOf(ada, { ...ada, email: ' ', tags: ['vip', 'spring'] })).toEqual({ email: null, tags: ['vip', 'spring'] })
  expect(changeOf(ada, { ...ada, stage: 'converted' })).toEqual({ stage: 'converted' })
})
