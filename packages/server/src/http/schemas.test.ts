import { expect, it } from 'vitest'
import { z } from 'zod'
import { faultsOf } from '../base/faults-of.ts'
import { validatorCompiler } from './schemas.ts'

function faults(schema: z.ZodType, input: unknown): readonly string[] {
  const result = schema.safeParse(input)
  return result.success ? [] : faultsOf(result.error.issues).map((fault) => fault.path)
}

it('names each fault by its JSON pointer', () => {
  expect(faults(z.strictObject({ tags: z.array(z.string()) }), { tags: ['a', 1], other: 2, 'a/b~c': 3 })).toEqual(['/tags/1', '/other', '/a~1b~0c'])
  expect(faults(z.string(), 1)).toEqual([''])
})

it('explains a union by the alternative that was most likely meant', () => {
  const schema = z.object({ wake: z.union([z.strictObject({ kind: z.literal('rhythm') }), z.strictObject({ kind: z.literal('cycle'), minutes: z.number(), at: z.number() })]) })
  expect(faults(schema, { wake: { kind: 'cycle', minutes: '5', at: 1 } })).toEqual(['/wake/minutes'])
})

it.each([
  ['limit', 'abc', 'expected a whole number from 1 to 100, got "abc"'],
  ['limit', '', 'expected a whole number from 1 to 100, got ""'],
  ['limit', '0', 'expected a whole number from 1 to 100, got "0"'],
  ['limit', '101', 'expected a whole number from 1 to 100, got "101"'],
  ['limit', '1.5', 'expected a whole number from 1 to 100, got "1.5"'],
  ['limit', ['1', '2'], 'expected a whole number from 1 to 100, got ["1","2"]'],
  ['share', 'x'.repeat(100), `expected a number, got "${'x'.repeat(39)}…`],
  ['size', '5', 'expected a whole number of at least 8, got "5"'],
])('says which number %s should have been instead of %j', (name, given, message) => {
  const schema = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), share: z.coerce.number().optional(), size: z.coerce.number().int().min(8).optional() })
  const validate = validatorCompiler({ schema, method: 'GET', url: '/', httpPart: 'querystring' }) as (data: unknown) => { error?: Error & { faults: unknown } }
  const { error } = validate({ [name]: given })
  expect(error?.faults).toEqual([{ path: `/${name}`, message }])
  expect(error?.message).toBe(`The query does not fit: ${name}: ${message}.`)
})
