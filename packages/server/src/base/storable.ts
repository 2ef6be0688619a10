/**
 * What comes from a model, another process or a rules file, made fit to be kept. PostgreSQL's text holds no NUL and its
 * jsonb no half of a surrogate pair; either would fail the whole batch that carries it, again on every try. And what
 * is nested without end overflows the stack of whoever walks it, so it is cut.
 */

/** Deeper than any input an action takes, and than any reply worth reading. */
const DEPTH_MOST = 24
const CUT = '…'

/** The same value where nothing is wrong with it, which is nearly always; else a copy without NUL and with U+FFFD for half characters. */
export function storable<Value>(value: Value): Value {
  return isStorable(value, 0) ? value : mended(value, 0) as Value
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth === DEPTH_MOST) return false
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1))
  for (const key in value) {
    if (!isStorable(key, depth) || !isStorable((value as Record<string, unknown>)[key], depth + 1)) return false
  }
  return true
}

function mended(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '')
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEPTH_MOST) return CUT
  if (Array.isArray(value)) return value.map((item) => mended(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mended(key, depth), mended(item, depth + 1)]))
}
