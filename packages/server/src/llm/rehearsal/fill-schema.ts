/**
 * A plausible value for a JSON schema, from its types, bounds and property names. What a name cannot tell (ids, texts) comes
 * from `known`; optional properties are left out unless known.
 */
import type { JSONSchema7, JSONSchema7Definition } from '@ai-sdk/provider'
import type { Random } from '../../base/random.ts'

/** The value for a property of this name, or undefined where nothing is known. */
export type Known = (name: string, schema: JSONSchema7) => unknown

/** Schemas that contain themselves end here. */
const DEPTH_MOST = 6

export function fillSchema(schema: JSONSchema7, known: Known, random: Random): unknown {
  return fill(schema, '', known, random, schema, 0)
}

function fill(definition: JSONSchema7Definition, name: string, known: Known, random: Random, root: JSONSchema7, depth: number): unknown {
  if (typeof definition === 'boolean' || depth > DEPTH_MOST) return null
  const schema = resolved(definition, root)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined && schema.enum.length > 0) return random.pick(schema.enum as readonly unknown[])
  const choices: readonly JSONSchema7Definition[] | undefined = schema.anyOf ?? schema.oneOf
  if (choices !== undefined && choices.length > 0) {
    const real = choices.filter((choice) => typeof choice !== 'boolean' && choice.type !== 'null')
    return fill(random.pick(real.length > 0 ? real : choices), name, known, random, root, depth + 1)
  }
  const types: readonly string[] = Array.isArray(schema.type) ? schema.type.filter((type: string) => type !== 'null') : [schema.type ?? (schema.properties === undefined ? 'string' : 'object')]
  switch (types[0]) {
    case 'object': return fillObject(schema, known, random, root, depth)
    case 'array': {
      const count = Math.max(schema.minItems ?? 1, Math.min(schema.maxItems ?? 3, 1 + random.below(3)))
      const items = Array.isArray(schema.items) ? schema.items[0] : schema.items
      return Array.from({ length: count }, () => (items === undefined ? null : fill(items, name.replace(/s$/, ''), known, random, root, depth + 1)))
    }
    case 'boolean': return random.chance(0.5)
    case 'integer':
    case 'number': return fillNumber(schema, types[0] === 'integer', random)
    case 'null': return null
    default: return fillString(known(name, schema), schema)
  }
}

function fillObject(schema: JSONSchema7, known: Known, random: Random, root: JSONSchema7, depth: number): Record<string, unknown> {
  const required = new Set(schema.required ?? [])
  const out: Record<string, unknown> = {}
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JSONSchema7Definition>)) {
    if (required.has(name)) out[name] = fill(property, name, known, random, root, depth + 1)
    else if (typeof property !== 'boolean') {
      const value = known(name, property)
      if (typeof value === 'string' && value !== '') out[name] = fillString(value, property)
    }
  }
  return out
}

function fillNumber(schema: JSONSchema7, whole: boolean, random: Random): number {
  const low = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + (whole ? 1 : 0.01))
  const high = schema.maximum ?? (schema.exclusiveMaximum === undefined ? low + 10 : schema.exclusiveMaximum - (whole ? 1 : 0.01))
  const step = schema.multipleOf
  const value = random.between(low, high)
  if (step !== undefined) return Math.ceil(low / step) * step + Math.floor((value - low) / step) * step
  return whole ? Math.floor(low) + random.below(Math.floor(high) - Math.floor(low) + 1) : Math.round(value * 100) / 100
}

function fillString(value: unknown, schema: JSONSchema7): string {
  let text = typeof value === 'string' ? value : ''
  if (schema.format === 'date-time') return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : '2026-01-01T00:00:00Z'
  if (schema.format === 'date') return '2026-01-01'
  if (schema.minLength !== undefined) while (text.length < schema.minLength) text += text === '' ? 'so it is' : ', so it is'
  return schema.maxLength === undefined ? text : text.slice(0, schema.maxLength)
}

function resolved(schema: JSONSchema7, root: JSONSchema7): JSONSchema7 {
  if (schema.$ref === undefined) return schema
  const path = String(schema.$ref).replace(/^#\/?/, '').split('/').filter((part) => part !== '')
  let at: unknown = root
  for (const part of path) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
  return typeof at === 'object' && at !== null ? (at as JSONSchema7) : {}
}
