/** The one way to the API from a browser. Types come from the contract; nothing is validated twice at run time. */
import type { Problem } from '@troupe/contract'
import type { ApiPath } from './path.ts'

/** An answer that isn't 2xx, or none at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem | null
  constructor(status: number, problem: Problem | null, options?: ErrorOptions) {
    super(problem?.detail ?? problem?.title ?? wordsFor(status), options)
    this.status = status
    this.problem = problem
  }
  get missing(): boolean {
    return this.status === 404
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RequestOptions {
  body?: unknown
  signal?: AbortSignal
  headers?: Record<string, string>
}

export async function request<Answer>(method: Method, to: ApiPath<Answer>, options: RequestOptions = {}): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(to, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, null, { cause })
  }
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  return answerOf<Answer>(response.status, body)
}

export function get<Answer>(from: ApiPath<Answer>, options?: RequestOptions): Promise<Answer> {
  return request('GET', from, options)
}

/** What status and body amount to: the answer, or an `ApiError`. The server's in-process `get` is read with it too. */
export function answerOf<Answer>(status: number, body: unknown): Answer {
  if (status >= 200 && status < 300) return body as Answer
  throw new ApiError(status, isProblem(body) ? body : null)
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body
}

function wordsFor(status: number): string {
  if (status === 0) return 'The server could not be reached. Is the connection up?'
  if (status === 404) return 'There is nothing at this address.'
  if (status === 429) return 'Too many requests in a short time. Wait a moment.'
  return `The server answered with an error (${status}).`
}
