/** What the architecture test needs to know of a source file: what it imports, and whether it reaches for time, chance or network. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { parseSync } from 'oxc-parser'

export interface Mention {
  /** What is imported (`../base/clock.ts`, `zod`) or called (`Date.now`). */
  readonly what: string
  readonly line: number
}

export interface SourceFile {
  /** Relative to the root of the repository, with `/`. */
  readonly path: string
  /** Static, dynamic, re-exporting and type imports alike. */
  readonly imports: readonly Mention[]
  readonly impurities: readonly Mention[]
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number }

export function readSource(root: string, absolutePath: string): SourceFile {
  return parseSource(relative(root, absolutePath).replaceAll('\\', '/'), readFileSync(absolutePath, 'utf8'))
}

export function parseSource(path: string, text: string): SourceFile {
  const imports: Mention[] = []
  const impurities: Mention[] = []
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  walk(program, (node) => {
    const imported = importOf(node)
    if (imported !== null) imports.push({ what: imported, line: lineAt(node.start) })
    const impurity = impurityOf(node)
    if (impurity !== null) impurities.push({ what: impurity, line: lineAt(node.start) })
  })
  return { path, imports, impurities }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (isNode(value)) {
    visit(value)
    for (const child of Object.values(value)) walk(child, visit)
  }
}

function importOf(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return isNode(node['source']) && typeof node['source']['value'] === 'string' ? node['source']['value'] : null
    default:
      return null
  }
}

/** `Date.now`, `Math.random`, `new Date()` and `fetch(…)`, also through `globalThis`. */
function impurityOf(node: Node): string | null {
  switch (node.type) {
    case 'MemberExpression': {
      const name = `${nameOf(node['object'])}.${nameOf(node['property'])}`
      return name === 'Date.now' || name === 'Math.random' ? name : null
    }
    case 'NewExpression':
      return nameOf(node['callee']) === 'Date' && Array.isArray(node['arguments']) && node['arguments'].length === 0 ? 'new Date()' : null
    case 'CallExpression':
      return nameOf(node['callee']) === 'fetch' ? 'fetch()' : null
    default:
      return null
  }
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'MemberExpression' && nameOf(node['object']) === 'globalThis') return nameOf(node['property'])
  return typeof node['name'] === 'string' ? node['name'] : ''
}
