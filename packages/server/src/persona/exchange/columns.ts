/**
 * Personas as a table: which column holds which field, and how a field becomes a cell and a cell a field. Lists are
 * joined by `;` (a `;` or `\` inside an item is escaped by `\`), what has inner structure is JSON in its cell.
 */
import type { PersonaDraft } from '@troupe/contract/persona'

type CellKind = 'text' | 'number' | 'list' | 'json'

/** In the order they are written. */
export const COLUMNS: Readonly<Record<keyof PersonaDraft, CellKind>> = {
  username: 'text',
  displayName: 'text',
  bio: 'text',
  backstory: 'text',
  age: 'number',
  location: 'text',
  language: 'text',
  archetype: 'text',
  vibe: 'text',
  interests: 'list',
  beliefs: 'list',
  knowledge: 'list',
  voice: 'json',
  actionWeights: 'json',
  rhythm: 'json',
}

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly (keyof PersonaDraft)[]

export function isColumn(name: string): name is keyof PersonaDraft {
  return Object.hasOwn(COLUMNS, name)
}

export function toCell(column: keyof PersonaDraft, value: unknown): string {
  if (value === null || value === undefined) return ''
  switch (COLUMNS[column]) {
    case 'list': return guard((value as readonly string[]).map((item) => item.replaceAll(/[\\;]/g, '\\$&')).join(';'))
    case 'json': return guard(JSON.stringify(value))
    case 'number': return String(value)
    case 'text': return guard(String(value))
  }
}

/** A cell's value as the schema wants it; undefined, the schema's default, for an empty one. Throws `SyntaxError` on bad JSON. */
export function fromCell(column: keyof PersonaDraft, cell: string): unknown {
  if (cell.trim() === '') return undefined
  const plain = unguard(cell)
  switch (COLUMNS[column]) {
    case 'list': return splitList(plain)
    case 'json': return JSON.parse(plain) as unknown
    // "about 30" goes on as text, so that the schema's complaint names the field.
    case 'number': return Number.isNaN(Number(plain)) ? plain : Number(plain)
    case 'text': return plain
  }
}

function splitList(text: string): string[] {
  const items: string[] = []
  let item = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    if (letter === '\\' && i + 1 < text.length) item += text.charAt(++i)
    else if (letter === ';') {
      items.push(item)
      item = ''
    } else item += letter
  }
  items.push(item)
  return items.map((each) => each.trim()).filter((each) => each !== '')
}

/**
 * A spreadsheet runs a cell that begins like a formula, and personas say what they like. An apostrophe in front makes
 * it text; one more is put before what would otherwise lose its own on the way back.
 */
function guard(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function unguard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
