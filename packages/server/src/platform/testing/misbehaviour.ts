/**
 * How a far side misbehaves towards its callers, for test servers of any wire. Each way can come before the work is done or
 * after it, which from outside looks the same.
 */
import type { ServerResponse } from 'node:http'

export const SPOILERS = ['error', 'busy', 'hang-up', 'silence', 'drip', 'html', 'wrong-types', 'half', 'elsewhere', 'huge'] as const
export type Spoiler = (typeof SPOILERS)[number]

export type Fault =
  /** The answer is spoilt; `worked`: what was asked for has been done all the same. */
  | { readonly kind: Spoiler; readonly worked: boolean }
  /** Cut off, and done a moment later: `LATE_MS`. */
  | { readonly kind: 'late' }
  /** Not done: a limit that says until when (`LIMIT_MS` from then), and one that doesn't. */
  | { readonly kind: 'limit' | 'limit-untold' }

export const LATE_MS = 40
export const LIMIT_MS = 5 * 60_000

/** Everything of which the caller cannot tell whether it was done. */
export const UNCLEAR: readonly (readonly [string, Fault])[] = [
  ...SPOILERS.flatMap((kind) => [[`${kind}, after it was done`, { kind, worked: true }], [`${kind}, and not done`, { kind, worked: false }]] as const),
  ['cut off, and done a moment later', { kind: 'late' }],
]

export function workedIn(fault: Fault): boolean {
  return fault.kind === 'late' || ('worked' in fault && fault.worked)
}

/** Faults that wait for the requests they are meant for: each strikes once, in its order. */
export class FaultScript {
  readonly #lines: { readonly method: string; readonly path: RegExp; readonly fault: Fault }[] = []

  add(method: string, path: RegExp, ...faults: Fault[]): void {
    this.#lines.push(...faults.map((fault) => ({ method, path, fault })))
  }

  take(method: string, path: string): Fault | null {
    const place = this.#lines.findIndex((line) => line.method === method && line.path.test(path))
    return place === -1 ? null : this.#lines.splice(place, 1)[0]?.fault ?? null
  }

  /** Those that have not struck. */
  get unspent(): number {
    return this.#lines.length
  }
}

/** Sends the spoilt answer in place of the good one. */
export function spoil(kind: Spoiler, { status, body }: { readonly status: number; readonly body: unknown }, response: ServerResponse): void {
  const good = JSON.stringify(body) ?? ''
  const json = (given: number, text: string, headers: Record<string, string> = {}): void => {
    response.writeHead(given, { 'content-type': 'application/json', ...headers }).end(text)
  }
  switch (kind) {
    case 'error':
      return json(500, '{"error":"something broke over here"}')
    case 'busy':
      return json(503, '{"error":"busy"}', { 'retry-after': '1' })
    case 'hang-up':
      return void response.destroy()
    case 'silence':
      return
    case 'drip':
      return drip(status, good, response)
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Back soon</title><h1>We are tidying up</h1>')
    case 'wrong-types':
      return json(status, JSON.stringify(twisted(body)))
    case 'half':
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(good) })
      return void response.write(good.slice(0, good.length / 2), () => response.destroy())
    case 'elsewhere':
      return json(302, '', { location: 'http://elsewhere.example/' })
    case 'huge':
      return json(status, `{"padding": "${'x'.repeat(10_000_000)}"}`)
  }
}

/** A byte at a time, for as long as anybody listens. */
function drip(status: number, good: string, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  let at = 0
  const timer = setInterval(() => {
    if (at < good.length) response.write(good.charAt(at++))
    else response.end()
  }, 20)
  response.once('close', () => clearInterval(timer))
}

/** Text where numbers are due and numbers where text is, lists that aren't. */
function twisted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(twisted)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, twisted(part)]))
  return typeof value === 'string' ? [value] : String(value)
}
