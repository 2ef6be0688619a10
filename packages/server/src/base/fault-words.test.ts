import { expect, it } from 'vitest'
import { z } from 'zod'
import { SAID } from './fault-words.ts'
import { faultsOf } from './faults-of.ts'

const schema = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  name: z.string().min(1).max(5),
  code: z.string().min(3),
  stage: z.enum(['new', 'interested', 'engaged']),
  confirm: z.literal('erase'),
  count: z.number().int().min(1).max(100),
  share: z.number().gt(0),
  tags: z.array(z.string()).min(1).max(2),
  url: z.url(),
  secret: z.string().regex(/^x+$/),
  currency: z.string().regex(/^[A-Z]{3}$/, 'use its three letters'),
  step: z.discriminatedUnion('kind', [z.object({ kind: z.literal('send') }), z.object({ kind: z.literal('wait') })]),
  of: z.union([z.strictObject({ id: z.string() }), z.strictObject({ ids: z.array(z.string()), more: z.string() })]),
}).partial()

it.each<[given: Record<string, unknown>, path: string, message: string]>([
  [{ at: 'yesterday' }, '/at', 'must be a moment such as 2026-05-04T09:30:00Z, not "yesterday"'],
  [{ at: 5 }, '/at', 'must be a moment such as 2026-05-04T09:30:00Z, not 5'],
  [{ at: null }, '/at', 'must be a moment such as 2026-05-04T09:30:00Z, not null'],
  [{ name: '' }, '/name', 'must not be empty'],
  [{ name: 'Amelie' }, '/name', 'must have at most 5 characters; it has 6'],
  [{ code: 'ab' }, '/code', 'must have at least 3 characters'],
  [{ stage: 'engagd' }, '/stage', 'must be new, interested or engaged, not "engagd"; did you mean "engaged"?'],
  [{ stage: 'won' }, '/stage', 'must be new, interested or engaged, not "won"'],
  [{ confirm: 'yes' }, '/confirm', 'must be "erase"'],
  [{ count: 0 }, '/count', 'must be 1 or more, not 0'],
  [{ count: 101 }, '/count', 'must be 100 or less, not 101'],
  [{ count: 1.5 }, '/count', 'must be a whole number, not 1.5'],
  [{ share: 0 }, '/share', 'must be more than 0, not 0'],
  [{ tags: [] }, '/tags', 'must have at least 1 item'],
  [{ tags: ['a', 'b', 'c'] }, '/tags', 'must have at most 2 items; it has 3'],
  [{ tags: 'a' }, '/tags', 'must be a list, not a text'],
  [{ url: 'example.com' }, '/url', 'must be a whole address that begins with http:// or https://'],
  [{ secret: 'hunter2' }, '/secret', 'has not the form that is needed here'],
  [{ currency: 'euro' }, '/currency', 'use its three letters'],
  [{ step: { kind: 'fly' } }, '/step/kind', 'must be send or wait'],
  [{ of: { id: 'a', extra: 1 } }, '/of/extra', 'is not known here; there is id'],
  [{ nam: 'Ada' }, '/nam', 'is not known here; did you mean "name"?'],
])('of %j it says where the fault is and how to mend it', (given, path, message) => {
  const read = schema.safeParse(given, SAID)
  expect(read.success ? [] : faultsOf(read.error.issues)).toEqual([{ path, message }])
})

it('says what is missing, and lists long choices only as far as anybody reads', () => {
  const read = z.object({ name: z.string(), ids: z.array(z.string()), kind: z.enum(['a', 'b']), one: z.enum(Array.from({ length: 30 }, (_, i) => `choice-${i}`)) }).safeParse({ one: 'none' }, SAID)
  const messages = read.error?.issues.map(({ message }) => message)
  expect(messages?.slice(0, 3)).toEqual(['is missing: give a text', 'is missing: give a list', 'is missing: give a or b'])
  expect(z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({}, SAID).error?.issues.map(({ message }) => message)).toEqual(['is missing: give a moment such as 2026-05-04T09:30:00Z', 'is missing: give an id as the API gave it, a UUID'])
  expect(messages?.[3]).toMatch(/choice-23 and 6 more, not "none"$/)
})
