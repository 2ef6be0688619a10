/**
 * Reads the JSON out of what a model wrote (SPEC B4): fenced, wrapped in prose, with single quotes, trailing commas,
 * comments, Python words or control characters, cut off in the middle, or encoded twice. Pure; never throws.
 * It only finds and mends notation. Whether the value fits the schema is `fit.ts` and `schema.ts`.
 */
import { jsonrepair } from 'jsonrepair'
import { withoutControls, withoutThinking } from './clean-text.ts'

export type ReadJson =
  | { readonly kind: 'read'; readonly value: unknown; readonly mended: readonly string[] }
  | { readonly kind: 'unreadable'; readonly fault: string }

/** Longer replies are not worth mending: a schema's worth of JSON is a few kilobytes. */
const MENDABLE_CHARS_MAX = 200_000
/** Brackets at which a value is tried to begin; prose with more of them is no reply. */
const STARTS_MAX = 20
/** A value encoded as a string inside a string; deeper is a joke. */
const UNWRAPS_MAX = 2

/** An object or array where there is one; a bare scalar only when the whole text is one. */
export function readJson(text: string): ReadJson {
  const direct = parse(text)
  if (direct !== undefined) return unwrapped(direct, [])
  if (text.trim() === '') return { kind: 'unreadable', fault: 'the reply was empty' }
  if (text.length > MENDABLE_CHARS_MAX) return { kind: 'unreadable', fault: `the reply was ${text.length} characters long` }

  const mended: string[] = []
  let body = withoutThinking(text)
  if (body !== text) mended.push('thinking left out')
  const clean = withoutControls(body)
  if (clean !== body) mended.push('control characters removed')
  body = clean.trim()

  const plain = parse(body)
  if (plain !== undefined) return unwrapped(plain, mended)

  for (const fenced of fences(body)) {
    const value = parse(fenced) ?? repaired(fenced)
    if (isContainer(value)) return unwrapped(value, [...mended, 'code fence removed'])
  }
  const found = embedded(body)
  if (found !== null) return unwrapped(found.value, [...mended, ...found.mended])
  return { kind: 'unreadable', fault: `no JSON in the reply, which began "${body.slice(0, 60)}"` }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function repaired(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text))
  } catch {
    // What cannot be mended, or nests so deep that mending overflows the stack, is unreadable.
    return undefined
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function unwrapped(value: unknown, mended: readonly string[]): ReadJson {
  let inner = value
  const notes = [...mended]
  for (let i = 0; i < UNWRAPS_MAX && typeof inner === 'string'; i++) {
    const begins = inner.trimStart()[0]
    if (begins !== '{' && begins !== '[' && begins !== '"') break
    const next = parse(inner) ?? repaired(inner)
    if (next === undefined) break
    inner = next
    notes.push('unwrapped from a string')
  }
  return { kind: 'read', value: inner, mended: notes }
}

/** The contents of code fences, the last first: a model that thinks aloud answers at the end. An open fence counts. */
function fences(text: string): string[] {
  const found: string[] = []
  const pattern = /```[ \t]*[\w-]*[ \t]*\r?\n?([\s\S]*?)(?:```|$)/g
  for (const match of text.matchAll(pattern)) {
    const inside = (match[1] ?? '').trim()
    if (inside.startsWith('{') || inside.startsWith('[')) found.unshift(inside)
    if (found.length >= STARTS_MAX) break
  }
  return found
}

/** The value that takes up most of the text, wherever it begins; what is cut off is closed. */
function embedded(text: string): { value: unknown; mended: readonly string[] } | null {
  let best: { value: object; length: number; mended: readonly string[] } | null = null
  let from = 0
  for (let tried = 0; tried < STARTS_MAX; tried++) {
    const start = nextStart(text, from)
    if (start === -1) break
    const end = closing(text, start)
    const piece = end === -1 ? text.slice(start) : text.slice(start, end + 1)
    const exact = parse(piece)
    const value = exact ?? repaired(piece)
    if (isContainer(value) && plausible(value, piece) && piece.length > (best?.length ?? 0)) {
      const how = exact === undefined ? [end === -1 ? 'cut off, closed' : 'notation mended'] : []
      const round = start > 0 || (end !== -1 && end < text.length - 1) ? ['prose round it removed'] : []
      best = { value, length: piece.length, mended: [...how, ...round] }
    }
    // Inside a value that was read there is nothing better; inside one that was not, there may be.
    from = isContainer(value) && end !== -1 ? end + 1 : start + 1
    if (end === -1 && best !== null) break
  }
  return best
}

function nextStart(text: string, from: number): number {
  const brace = text.indexOf('{', from)
  const bracket = text.indexOf('[', from)
  if (brace === -1) return bracket
  if (bracket === -1) return brace
  return Math.min(brace, bracket)
}

/** The index of the bracket that closes the one at `start`, minding strings; -1 when it never closes. */
function closing(text: string, start: number): number {
  let depth = 0
  let quote = ''
  for (let i = start; i < text.length; i++) {
    const char = text[i] as string
    if (quote !== '') {
      if (char === '\\') i++
      else if (char === quote) quote = ''
    } else if (char === '"') quote = char
    // A single quote opens a string only where a value or key may begin: elsewhere it is an apostrophe.
    else if (char === "'" && /[{[,:]\s*$/.test(text.slice(Math.max(start, i - 8), i))) quote = char
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') {
      depth--
      if (depth === 0) return i
    }
  }
  return -1
}

/** `[citation needed]` and `{name}` are prose: mending makes strings of them, JSON they are not. */
function plausible(value: object, piece: string): boolean {
  if (Array.isArray(value)) return value.length > 0 ? value.some(isContainer) || /["'\d]|true|false|null/.test(piece) : /^\[\s*\]$/.test(piece)
  return Object.keys(value).length > 0 ? piece.includes(':') : /^\{\s*\}?$/.test(piece)
}
