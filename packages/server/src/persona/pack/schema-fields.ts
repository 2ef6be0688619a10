/** The field names a schema knows at a path, for suggestions. Read from its JSON Schema, zod's public description of itself. */
import { z } from 'zod'

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

const described = new WeakMap<z.ZodType, JsonSchema>()

export function fieldsAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let known = described.get(schema)
  if (!known) {
    known = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as JsonSchema
    described.set(schema, known)
  }
  let here = alternatives(known)
  for (const step of path) here = here.flatMap((each) => stepInto(each, step)).flatMap(alternatives)
  return [...new Set(here.flatMap((each) => Object.keys(each.properties ?? {})))]
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return [schema, ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? []).flatMap(alternatives)]
}

function stepInto(schema: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') return schema.items ? [schema.items] : []
  const field = schema.properties?.[step]
  if (field) return [field]
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []
}
