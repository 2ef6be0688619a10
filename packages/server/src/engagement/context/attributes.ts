/**
 * What was said of a lead (`identify`). Of each attribute the newest word holds; of two at the same moment the one that sorts
 * higher, so that the order of arrival makes no difference. Beyond the most there may be, those go that were said longest ago.
 */
import { setValue, valueOf } from './strangers-words.ts'

const ATTRIBUTES_MOST = 100
const NAME_CHARACTERS_MOST = 80
const TEXT_CHARACTERS_MOST = 1000

/** These are the lead's own columns. */
const OF_THE_LEAD = new Set(['email', 'phone', 'whatsapp', 'name', 'timezone', 'locale'])

export interface Said {
  attributes: Record<string, unknown>
  attributeAt: Record<string, number>
}

/** Changes `said`. */
export function learn(said: Said, traits: Readonly<Record<string, unknown>>, atMs: number): void {
  const { attributes, attributeAt } = said
  for (const [name, value] of Object.entries(traits)) {
    if (name === '' || name.length > NAME_CHARACTERS_MOST || OF_THE_LEAD.has(name) || !isPlain(value)) continue
    const before = valueOf(attributeAt, name)
    if (before !== undefined && (before > atMs || (before === atMs && JSON.stringify(valueOf(attributes, name)) >= JSON.stringify(value)))) continue
    setValue(attributes, name, value)
    setValue(attributeAt, name, atMs)
  }
  const names = Object.keys(attributeAt)
  if (names.length <= ATTRIBUTES_MOST) return
  names.sort((a, b) => (attributeAt[b] ?? 0) - (attributeAt[a] ?? 0) || (a < b ? -1 : 1))
  for (const name of names.slice(ATTRIBUTES_MOST)) {
    delete attributes[name]
    delete attributeAt[name]
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= TEXT_CHARACTERS_MOST
  return value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
}
