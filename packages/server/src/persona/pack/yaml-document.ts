/** One YAML file against one schema: the value, or faults that know line and column. */
import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { nearest } from '@troupe/contract'
import { didYouMean } from '../suggestion.ts'
import type { PackFault } from './pack-fault.ts'
import { fieldsAt } from './schema-fields.ts'

type Path = readonly (string | number)[]

export interface YamlFile {
  /** Shown in faults. */
  readonly file: string
  readonly text: string
}

export class YamlDocument<T> {
  readonly faults: PackFault[] = []
  /** Null when there are faults. */
  readonly value: T | null
  readonly #file: string
  readonly #lines = new LineCounter()
  readonly #document: Document.Parsed

  constructor({ file, text }: YamlFile, schema: z.ZodType<T>) {
    this.#file = file
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false })
    for (const error of this.#document.errors) this.#add(error.pos[0], [], error.message)
    this.value = this.faults.length > 0 ? null : this.#check(schema)
  }

  /** A fault at the place a path leads to, or as near to it as the file goes. */
  faultAt(path: Path, message: string): PackFault {
    const { line, col } = this.#lines.linePos(this.#offsetOf(path))
    return { file: this.#file, line, column: col, path: path.join('.'), message }
  }

  #check(schema: z.ZodType<T>): T | null {
    let content: unknown
    try {
      // Aliases are bounded, so that a small file can't unfold into a huge value.
      content = this.#document.toJS({ maxAliasCount: 50 })
    } catch (error) {
      this.#add(0, [], error instanceof Error ? error.message : String(error))
      return null
    }
    const result = schema.safeParse(content)
    if (result.success) return result.data
    const issues = result.error.issues.flatMap(ofNearestMember)
    const meant = new Set<string>()
    for (const issue of issues) {
      if (issue.code !== 'unrecognized_keys') continue
      const path = issue.path as Path
      const known = fieldsAt(schema, path)
      for (const key of issue.keys) {
        const suggestion = nearest(key, known)
        if (suggestion !== null) meant.add([...path, suggestion].join('.'))
        this.faults.push(this.faultAt([...path, key], `unknown field${didYouMean(key, known)}`))
      }
    }
    for (const issue of issues) {
      if (issue.code === 'unrecognized_keys') continue
      const path = issue.path as Path
      // A mistyped field is reported once, not also as missing.
      if (meant.has(path.join('.')) && valueAt(content, path) === undefined) continue
      this.faults.push(this.faultAt(path, messageOf(issue, valueAt(content, path))))
    }
    this.faults.sort((a, b) => a.line - b.line || a.column - b.column)
    return null
  }

  #add(offset: number, path: Path, message: string): void {
    const { line, col } = this.#lines.linePos(offset)
    this.faults.push({ file: this.#file, line, column: col, path: path.join('.'), message })
  }

  #offsetOf(path: Path): number {
    let node: Node | null = this.#document.contents
    let offset = node?.range?.[0] ?? 0
    for (const step of path) {
      if (!isCollection(node)) break
      const item: unknown = isMap(node)
        ? node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(step))
        : node.items[Number(step)]
      const key = isPair(item) ? (item.key as Node) : (item as Node | undefined)
      if (key?.range) offset = key.range[0]
      else break
      node = isPair(item) ? (item.value as Node | null) : (item as Node)
    }
    return offset
  }
}

/**
 * What is wrong with a value that may be of several shapes: the faults of the one shape it has, told where they are. A value
 * of none of the shapes, or of several, keeps the union's own message.
 */
function ofNearestMember(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const near = issue.errors.map((member) => member.flatMap(ofNearestMember)).filter((member) => !member.some(isOfAnotherShape))
  const [only] = near
  return only === undefined || near.length > 1 ? [issue] : only.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

function isOfAnotherShape({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_union' || code === 'invalid_value')
}

function valueAt(content: unknown, path: Path): unknown {
  let value = content
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step]
  return value
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return 'missing'
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String)
    const hint = typeof value === 'string' ? didYouMean(value, choices) : ''
    return `${JSON.stringify(value)} is none of ${choices.join(', ')}${hint}`
  }
  if (issue.code === 'too_big' && issue.origin === 'string') return `longer than ${issue.maximum} characters: it has ${String(value).length}`
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1)
}
