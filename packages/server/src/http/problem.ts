/**
 * The one place where failures become answers (RFC 9457). Expected errors say themselves what they are; what a client sent
 * wrong never ends as 500; whatever is left is our bug: logged with its stack, and told without a word of it.
 */
import { STATUS_CODES } from 'node:http'
import type { Problem } from '@troupe/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ExpectedError, type ErrorKind, type FieldFault } from '../base/errors.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400, unauthenticated: 401, forbidden: 403, missing: 404, conflict: 409, 'too-many': 429, unavailable: 503,
}

export interface Failure {
  readonly status: number
  /** Last part of the problem's `type`. */
  readonly code: string
  readonly detail: string
  readonly faults: readonly FieldFault[]
  readonly retryAfterMs: number | null
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ExpectedError) {
    return {
      status: statusOf(error), code: error.code, detail: error.message, faults: error.faults,
      retryAfterMs: 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null,
    }
  }
  return ofDatabase(error) ?? ofFastify(error) ?? failure(500, 'internal-error', 'Something went wrong on our side. The log has the details under this id.')
}

/** An error class may name a status that its kind is too coarse for. */
function statusOf(error: ExpectedError): number {
  return 'status' in error && typeof error.status === 'number' ? error.status : STATUS[error.kind]
}

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = failureOf(error)
  if (found.status >= 500) request.log.error({ err: error, method: request.method, url: request.url }, 'a request failed')
  else request.log.debug({ code: found.code, method: request.method, url: request.url }, found.detail)
  return sendProblem(reply, found, request.id)
}

export function sendProblem(reply: FastifyReply, found: Failure, requestId: string): FastifyReply {
  if (found.retryAfterMs !== null) reply.header('retry-after', Math.max(1, Math.ceil(found.retryAfterMs / 1000)))
  // Addresses that don't parse fail before the hook that sets it.
  reply.header('x-request-id', requestId)
  if (found.status === 401) reply.header('www-authenticate', 'Bearer')
  const problem: Problem = {
    type: `/problems/${found.code}`,
    title: STATUS_CODES[found.status] ?? 'Error',
    status: found.status,
    detail: found.detail,
    instance: `urn:troupe:request:${requestId}`,
    ...(found.faults.length > 0 ? { faults: [...found.faults] } : {}),
  }
  // As text, past the route's own response schema, which describes its success.
  return reply.code(found.status).header('content-type', PROBLEM_TYPE).header('cache-control', 'no-store').serializer(String).send(JSON.stringify(problem))
}

export function failure(status: number, code: string, detail: string): Failure {
  return { status, code, detail, faults: [], retryAfterMs: null }
}

const OF_FASTIFY: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Send the body as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad-json', 'The body is empty, but its content type says JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-json', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-content-length', 'The body is not as long as its Content-Length says.'],
  FST_ERR_BAD_URL: ['bad-url', 'The address is not properly percent-encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['bad-url', 'A part of the address is too long.'],
}

/** What Fastify found wrong with a request carries a status below 500. */
function ofFastify(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  const { statusCode } = error
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return null
  const known = 'code' in error && typeof error.code === 'string' ? OF_FASTIFY[error.code] : undefined
  if (known) return failure(statusCode, known[0], known[1])
  return error instanceof SyntaxError ? failure(400, 'bad-json', 'The body is not valid JSON.') : failure(statusCode, 'bad-request', error.message)
}

/** SQLSTATE classes: see "PostgreSQL Error Codes". */
function ofDatabase(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code } = error
  if (/^22[0-9A-Z]{3}$/.test(code)) return failure(400, 'invalid-input', 'A value cannot be stored: it is out of range, or holds characters that text cannot have.')
  if (code === '23505') return failure(409, 'conflict', 'Something with the same name or key exists already.')
  if (code === '23503') return failure(409, 'gone-meanwhile', 'What this belongs to was deleted at the same moment.')
  if (code === '40001' || code === '40P01') return { ...failure(503, 'busy', 'Others changed the same thing at the same moment. Try again.'), retryAfterMs: 1000 }
  if (/^(08|53|57P)/.test(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET') {
    return { ...failure(503, 'database-unavailable', 'The database does not answer at this moment.'), retryAfterMs: 2000 }
  }
  return null
}
