/** Checks a value against the JSON schema it was asked to fit, and says in a sentence what is wrong with it. */
import type { JSONSchema7 } from '@ai-sdk/provider'
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv'

/** Schemas of requests come from code, so there are few; the bound is for those made at run time, such as fork surveys. */
const COMPILED_MAX = 200
/** Faults told to the model when it is asked again: more would bury the first. */
const FAULTS_TOLD = 5

const compiler = new Ajv({ allErrors: true, strict: false, validateFormats: false, logger: false })
const compiled = new Map<string, ValidateFunction>()

function checkFor(schema: JSONSchema7): ValidateFunction {
  // By text, not identity: a request that was stored and read back brings its own copy.
  const key = JSON.stringify(schema)
  const known = compiled.get(key)
  if (known !== undefined) return known
  const check = compiler.compile(schema as AnySchema)
  if (compiled.size >= COMPILED_MAX) {
    const [oldest] = compiled.keys()
    if (oldest !== undefined) {
      compiler.removeSchema(compiled.get(oldest)?.schema)
      compiled.delete(oldest)
    }
  }
  compiled.set(key, check)
  return check
}

/** `null` when the value fits; otherwise the faults, each with its place (`/tags/3 must be string`). */
export function faultsIn(value: unknown, schema: JSONSchema7): string | null {
  const check = checkFor(schema)
  if (check(value)) return null
  const faults = (check.errors ?? []).map((error) => {
    const extra = error.keyword === 'enum' ? `: ${JSON.stringify(error.params['allowedValues'])}` : error.keyword === 'additionalProperties' ? ` (${String(error.params['additionalProperty'])})` : ''
    return `${error.instancePath === '' ? 'the object' : error.instancePath} ${error.message ?? 'is wrong'}${extra}`
  })
  return [...new Set(faults)].slice(0, FAULTS_TOLD).join('; ')
}
