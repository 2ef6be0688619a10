/** A template made into a line: slots resolved to lists or built-ins, what it needs and when it may be said noted beside it. */
import type { Speech } from '@troupe/contract'
import type { Line, LineList, Part } from './scene.ts'
import { builtInSlot, needsOf } from './slots.ts'
import { oneOf, stemsOf } from './stems.ts'
import { parseTemplate, TemplateFault, type Node } from './template.ts'

/** Throws `TemplateFault` with a sentence on what is wrong. */
export function compileLine(source: string, lists: ReadonlyMap<string, LineList>, counters: Speech['counters']): Line {
  const binders = new Set<string>()
  const shows: string[] = []
  const hears: string[] = []
  let needs = 0
  const convert = (node: Node): Part => {
    if (node.kind === 'words') return node
    if (node.kind === 'choice') return { kind: 'choice', options: node.options.map((option) => option.map(convert)) }
    const { name, argument, bind, optional, modifier } = node.slot
    if (name === 'shows' || name === 'hears') {
      if (argument === null) throw new TemplateFault(`"{${name}}" says no word in "${source}": write {${name}:shadow,edge}`)
      const words = name === 'shows' ? shows : hears
      words.push(...argument.toLowerCase().split(',').map(oneOf))
    }
    if (bind !== null) binders.add(bind)
    if (binders.has(name)) return { kind: 'bound', name, optional, modifier }
    const draw = lists.get(name) ?? builtInSlot(name)
    if (draw === null) throw new TemplateFault(`"{${name}}" names neither a list nor a built-in slot in "${source}"`)
    if (name === 'count' && (argument === null || counters[argument] === undefined)) {
      throw new TemplateFault(`"{count:${argument ?? ''}}" names no counter in "${source}"`)
    }
    if (!optional) needs |= needsOf(name)
    return { kind: 'draw', draw, argument, bind, optional, modifier }
  }
  const { nodes, stems, start } = readOnce(source)
  const parts = nodes.map(convert)
  return { source, parts, needs, binds: binders.size > 0, stems, start, shows, hears }
}

/** What a template says by itself, whichever book it stands in. */
interface Reading extends Pick<Line, 'stems' | 'start'> {
  readonly nodes: readonly Node[]
}

/** A pack's lines stand in the book of each of its archetypes: nearly two in three of agora's have been read for another. */
const readings = new Map<string, Reading>()
const READINGS_MOST = 8_192

function readOnce(source: string): Reading {
  const known = readings.get(source)
  if (known !== undefined) return known
  const nodes = parseTemplate(source)
  const start = beginsAlike(nodes) && nodes[0]?.kind !== 'choice' ? 'fixed' : /^\{(?:take|anecdote|fact|news)\b/.test(source) ? 'bare' : 'led'
  const reading: Reading = { nodes, stems: stemsOf(source.replace(/\{[^}]*\}/g, ' ')), start }
  if (readings.size >= READINGS_MOST) readings.delete(readings.keys().next().value as string)
  readings.set(source, reading)
  return reading
}

/** Whether no slot stands among the first four words; a choice of words hardly makes a difference over a thousand posts. */
function beginsAlike(parts: readonly Node[]): boolean {
  let words = 0
  for (const part of parts) {
    if (part.kind === 'words') words += part.words.split(/\s+/).filter((word) => word !== '').length
    else if (part.kind !== 'choice') return false
    else {
      const [first] = part.options
      if (first === undefined || first.some((inner) => inner.kind !== 'words')) return false
      words += 1
    }
    if (words >= 4) return true
  }
  return true
}
