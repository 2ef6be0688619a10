import { expect, it } from 'vitest'
import { settingFields, withSetting } from './kind-settings.ts'

const KIND = {
  settings: {
    type: 'object', properties: {
      prefer: { type: 'string', enum: ['email', 'sms'], default: 'email', description: 'which channel to try first' }, reminderHours: { type: 'number', default: 24 }, refundsToPerson: { type: 'boolean', default: true },
      experiment: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    },
  },
}

it('reads fields out of the schema of a kind', () => {
  expect(settingFields(KIND).map(({ key, label, kind }) => [key, label, kind])).toEqual([['prefer', 'Prefer', 'choice'], ['reminderHours', 'Reminder hours', 'number'], ['refundsToPerson', 'Refunds to person', 'switch'], ['experiment', 'Experiment', 'text']])
  expect(settingFields({ settings: {} })).toEqual([])
})

it('stores only what is not as the kind has it', () => {
  const [prefer, hours] = settingFields(KIND)
  expect(withSetting({ prefer: 'sms' }, hours!, 3)).toEqual({ prefer: 'sms', reminderHours: 3 })
  expect(withSetting({ prefer: 'sms', reminderHours: 3 }, prefer!, 'email')).toEqual({ reminderHours: 3 })
})
