import { KNOWN_EVENT_TYPES } from '@troupe/contract'
import { expect, it } from 'vitest'
import { payloadFor, readPayload } from './test-payload.ts'

it('offers a payload for every event, and says where a typed one breaks', () => {
  for (const type of KNOWN_EVENT_TYPES) expect(readPayload(payloadFor(type)).faults).toEqual([])
  expect(readPayload(payloadFor('service_click')).payload).toEqual({ service: 'Intro call' })
  expect(readPayload(payloadFor('service_click', 'Yoga at dawn')).payload).toEqual({ service: 'Yoga at dawn' })
  expect(readPayload('')).toEqual({ payload: {}, faults: [] })
  expect(readPayload('[]').payload).toBeNull()
  expect(readPayload('{\n  "a": 1,\n}').faults[0]?.line).toBe(3)
})
