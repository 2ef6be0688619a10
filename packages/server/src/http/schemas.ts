/**
 * Zod at Fastify's two seams. Input is parsed, and its faults become JSON pointers. Output is plain `JSON.stringify`: its
 * shape is checked by the compiler at each handler, and running a schema over each answer would cost more than making it.
 * Where `checkResponses` is on (tests, development), every answer is compared with its schema: a missing field, and also
 * a field too many, which is how a password hash would leak.
 */
import { isDeepStrictEqual } from 'node:util'
import type { FastifySchemaCompiler } from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'
import { InvalidError } from '../base/errors.ts'
import { SAID } from '../base/fault-words.ts'
import { faultsOf } from '../base/faults-of.ts'
import { numberExpected } from './number-expected.ts'

/** A body of a thousand wrong items needs no thousand faults. */
const FAULTS_MOST = 20

const PLACE: Readonly<Record<string, string>> = { body: 'The body', querystring: 'The query', params: 'The address', headers: 'A header' }

export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => (data) => {
  const result = schema.safeParse(data, SAID)
  if (result.success) return { value: result.data }
  // In the address everything is text: zod turned it into a number before it looked, and would complain about NaN.
  const inAddress = httpPart === 'querystring' || httpPart === 'params'
  const issues = inAddress ? result.error.issues.map((issue) => ({ ...issue, message: numberExpected(schema, issue.path, data) ?? issue.message })) : result.error.issues
  const faults = faultsOf(issues).slice(0, FAULTS_MOST)
  const first = faults[0] ?? { path: '', message: 'does not fit' }
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  const where = inAddress ? `${first.path.slice(1)}:` : first.path || '/'
  return { error: new InvalidError(`${PLACE[httpPart ?? 'body'] ?? 'The input'} does not fit: ${where} ${first.message}${more}.`, faults) }
}

/** Where a handler reads the body itself (`raw-body.ts`): its schema is for the document alone. */
export const bodyUnread: FastifySchemaCompiler<unknown> = (part) => (part.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler({ ...part, schema: part.schema as z.ZodType }))

export class ResponseMismatchError extends Error {
  override readonly name = 'ResponseMismatchError'
}

export function serializerCompiler(checkResponses: boolean): FastifySerializerCompiler<z.ZodType> {
  if (!checkResponses) return () => JSON.stringify
  return ({ schema, method, url }) => (data) => {
    const text = JSON.stringify(data)
    const sent: unknown = text === undefined ? undefined : JSON.parse(text)
    const result = schema.safeParse(sent)
    const where = `the answer of ${method} ${url}`
    if (!result.success) throw new ResponseMismatchError(`${where} does not fit its schema: ${JSON.stringify(faultsOf(result.error.issues))}`)
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(result.data)), sent)) throw new ResponseMismatchError(`${where} says more than its schema: ${text}`)
    return text
  }
}
