/** What the params of a generator or an operation are, read from the contract's schemas, so that the form has a field for each. */
import { generatorParamsSchemas, transformParamsSchemas, type ImageGenerator, type ImageTransform } from '@troupe/contract'
import { z } from 'zod'

export type ParamShape =
  | { readonly kind: 'words' | 'lines'; readonly longest: number | null }
  | { readonly kind: 'number'; readonly whole: boolean; readonly least: number | null; readonly most: number | null }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' }
  | { readonly kind: 'colours' }
  | { readonly kind: 'notes' }

export interface Param {
  readonly name: string
  readonly label: string
  readonly shape: ParamShape
  readonly needed: boolean
  /** What stands where nothing is given; null is drawn by the seed, or read from the prompt. */
  readonly usual: string | null
}

interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

const LINES_FROM = 150
/** Last in each form: everything has them. */
const COMMON = ['width', 'height', 'seed']

export function paramsOf(of: { readonly generator: ImageGenerator } | { readonly op: ImageTransform }): readonly Param[] {
  const schema = 'generator' in of ? generatorParamsSchemas[of.generator] : transformParamsSchemas[of.op]
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  const all = Object.entries(properties).map(([name, property]): Param => ({
    name, label: labelOf(name), shape: shapeOf(property), needed: required.includes(name), usual: property.default === undefined ? null : String(property.default),
  }))
  return 'op' in of ? all : [...all.filter(({ name }) => !COMMON.includes(name)), ...all.filter(({ name }) => COMMON.includes(name))]
}

function shapeOf({ type, enum: options, maxLength, minimum, maximum, items }: JsonSchema): ParamShape {
  if (options !== undefined) return { kind: 'choice', options }
  if (type === 'boolean') return { kind: 'switch' }
  if (type === 'array') return items?.type === 'object' ? { kind: 'notes' } : { kind: 'colours' }
  if (type === 'integer' || type === 'number') return { kind: 'number', whole: type === 'integer', least: bound(minimum), most: bound(maximum) }
  return { kind: maxLength !== undefined && maxLength > LINES_FROM ? 'lines' : 'words', longest: maxLength ?? null }
}

/** JSON Schema writes the bounds of whole numbers that have none. */
function bound(value: number | undefined): number | null {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value
}

const LABELS: Readonly<Record<string, string>> = { to: 'To', at: 'Where', pixels: 'Pixels a side' }

function labelOf(name: string): string {
  return LABELS[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
