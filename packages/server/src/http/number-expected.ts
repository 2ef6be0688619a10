/** What a number in an address should have been, and what was there instead: "expected a whole number from 1 to 100, got "abc"". */
import { z } from 'zod'
import { shown } from '../base/fault-words.ts'

interface NumberShape {
  readonly type?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

type Shapes = Readonly<Record<string, NumberShape>>

const known = new WeakMap<z.ZodType, Shapes>()

/** Null where no number is due. */
export function numberExpected(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): string | null {
  const [name] = path
  if (path.length !== 1 || typeof name !== 'string') return null
  const shape = shapesOf(schema)[name]
  if (shape === undefined || (shape.type !== 'integer' && shape.type !== 'number')) return null
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape
  // That whole numbers end at 2^53 is said by every one of them.
  const [least, most] = [minimum > Number.MIN_SAFE_INTEGER ? minimum : null, maximum < Number.MAX_SAFE_INTEGER ? maximum : null]
  const range = least !== null && most !== null ? ` from ${least} to ${most}` : least !== null ? ` of at least ${least}` : most !== null ? ` of at most ${most}` : ''
  return `expected a ${shape.type === 'integer' ? 'whole ' : ''}number${range}, got ${shown((data as Record<string, unknown> | null)?.[name])}`
}

function shapesOf(schema: z.ZodType): Shapes {
  const at = known.get(schema)
  if (at !== undefined) return at
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: Shapes }
  known.set(schema, properties ?? {})
  return properties ?? {}
}
