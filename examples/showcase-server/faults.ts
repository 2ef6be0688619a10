/**
 * How a far side misbehaves. Each fault can come before the work is done or after it, which from outside looks the same:
 * that is what makes it hard. A program that survives this mode with a clean ledger will survive the internet.
 */
import type { ServerResponse } from 'node:http'

export const SPOILERS = ['error', 'busy', 'hang-up', 'silence', 'drip', 'html', 'wrong-types', 'half', 'elsewhere', 'huge'] as const
export type Spoiler = (typeof SPOILERS)[number]

export type Fault =
  /** The answer is spoilt; `worked`: what was asked for has been done all the same. */
  | { readonly kind: Spoiler; readonly worked: boolean }
  /** Cut off, and done a moment later. */
  | { readonly kind: 'late' }
  /** Not done: a 429 that says until when, a 402 that doesn't. */
  | { readonly kind: 'limit' | 'limit-untold' }

export interface Asked {
  readonly method: string
  readonly path: string
}

/** Asked once for every request that programs make. */
export type Faults = (asked: Asked) => Fault | null

/** One call of the API in four goes wrong, the same ones for the same seed as long as they come in the same order. */
export function seededFaults(seed: number, share = 0.25): Faults {
  const next = chance(seed)
  return ({ method, path }) => {
    if (!path.startsWith('/api/') || next() >= share) return null
    const draw = next()
    if (draw < 0.06 && method !== 'GET') return { kind: draw < 0.04 ? 'limit' : 'limit-untold' }
    if (draw < 0.12) return { kind: 'late' }
    return { kind: SPOILERS[Math.floor(next() * SPOILERS.length)] ?? 'error', worked: next() < 0.5 }
  }
}

/** Sends the spoilt answer in place of the good one. */
export function spoil(kind: Spoiler, { status, body }: { readonly status: number; readonly body: unknown }, response: ServerResponse): void {
  const good = JSON.stringify(body)
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
      return json(status, `${good.slice(0, -1)}, "padding": "${'x'.repeat(10_000_000)}"}`)
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

/** Mulberry32: small, seeded, good enough for choosing what breaks. */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
