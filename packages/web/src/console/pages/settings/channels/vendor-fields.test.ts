import { credentialDraftSchema } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { credentialOf, SET_UP_VENDORS, valuesOf, VENDOR_FORMS } from './vendor-fields.ts'

describe('the form of a vendor', () => {
  it.each(SET_UP_VENDORS)('%s asks for all that the API takes, and nothing else', (vendor) => {
    const shape = credentialDraftSchema.options.find((option) => option.shape.vendor.value === vendor)?.shape ?? {}
    expect(['vendor', ...VENDOR_FORMS[vendor].fields.map(({ name }) => name)].toSorted()).toEqual(Object.keys(shape).toSorted())
  })

  it('leaves out what may be empty, and shows no secret again', () => {
    expect(credentialOf('stripe', { secretKey: ' sk_test_1 ', webhookSecret: '', baseUrl: '' })).toEqual({ vendor: 'stripe', secretKey: 'sk_test_1' })
    expect(credentialOf('smtp', { url: '', sender: 'a@b.example' })).toEqual({ vendor: 'smtp', url: '', sender: 'a@b.example' })
    expect(valuesOf('smtp', { url: 'smtps://mail.example', sender: 'a@b.example' })).toEqual({ url: '', sender: 'a@b.example' })
  })
})
