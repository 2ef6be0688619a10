import { expect, it } from 'vitest'
import { z } from 'zod'
import { faultsOf } from './schemas.ts'

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
