/**
 * An archetype's YAML as a form sees it: read into values where it parses, and written back field by field, so that
 * comments and the order of lines stay. What a field holds is not to be trusted: the text is edited by hand beside it.
 */
import { isMap, isScalar, parseDocument, type Document } from 'yaml'

export type Values = Readonly<Record<string, unknown>>
export type FieldPath = readonly (string | number)[]

/** Null where the text is no YAML, or no map. */
export function readValues(text: string): Values | null {
  try {
    const document = parseDocument(text)
    return document.errors.length > 0 || !isMap(document.contents) ? null : document.toJS({ maxAliasCount: 50 }) as Values
  } catch {
    return null
  }
}

export function withField(text: string, path: FieldPath, value: unknown): string {
  const document = parseDocument(text)
  const inPlace = withScalar(text, document, path, value)
  if (inPlace !== null) return inPlace
  if (value === undefined) document.deleteIn(path)
  else document.setIn(path, value)
  return document.toString({ lineWidth: 0 })
}

/**
 * A word or a number for another, right where it stands: written out anew, a document gets its flow collections spaced in
 * one way, and lines that nobody touched would look changed. Null where that can't be done.
 */
function withScalar(text: string, document: Document, path: FieldPath, value: unknown): string | null {
  const node = document.getIn(path, true)
  if (!isScalar(node) || !node.range || (typeof value !== 'string' && typeof value !== 'number')) return null
  const isPlain = node.type === 'PLAIN' && (typeof value === 'number' || /^[\p{L}\d][\p{L}\d ./_-]*$/u.test(value))
  const written = `${text.slice(0, node.range[0])}${isPlain ? value : JSON.stringify(value)}${text.slice(node.range[1])}`
  const read = readValues(written)
  return read !== null && at(read, path) === value ? written : null
}

export function at(values: Values, path: FieldPath): unknown {
  let value: unknown = values
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step]
  return value
}

export function textAt(values: Values, path: FieldPath): string {
  const value = at(values, path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

export function numberAt(values: Values, path: FieldPath): number | null {
  const value = at(values, path)
  return typeof value === 'number' ? value : null
}

export function listAt(values: Values, path: FieldPath): string[] {
  const value = at(values, path)
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

/** Weights by action; what is no number is left to the text. */
export function weightsIn(values: Values): Record<string, number> {
  const value = at(values, ['actionWeights'])
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, weight]) => typeof weight === 'number')) as Record<string, number>
}

/** The same archetype under another id and name. */
export function renamedArchetype(text: string, id: string, name: string): string {
  return withField(withField(text, ['id'], id), ['name'], name)
}

/** `Ferry captain` → `ferry-captain`. */
export function slugOf(name: string): string {
  return name.toLowerCase().normalize('NFD').replaceAll(/\p{Mn}/gu, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60)
}
