/**
 * The little language of speech (described in contract's speech.ts) as a tree. Parsing happens once a Speech object;
 * nothing here knows what a slot means.
 */
export type Node =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'slot'; readonly slot: SlotUse }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Node[])[] }

export type Modifier = 'a' | 's' | 'cap' | 'low'
const MODIFIERS: readonly string[] = ['a', 's', 'cap', 'low'] satisfies Modifier[]

export interface SlotUse {
  readonly name: string
  /** What follows the colon: `3-40` in `{n:3-40}`. */
  readonly argument: string | null
  /** `who` in `{who=person}`. */
  readonly bind: string | null
  readonly optional: boolean
  readonly modifier: Modifier | null
}

export class TemplateFault extends Error {}

const SLOT = /^(?:([a-zA-Z]+)=)?([a-zA-Z]+)(?::([a-zA-Z0-9,-]+))?(?:\.([a-z]+))?(\?)?$/

export function parseTemplate(source: string): Node[] {
  let at = 0

  function sequence(inside: boolean): Node[] {
    const nodes: Node[] = []
    let words = ''
    const flush = (): void => {
      if (words !== '') nodes.push({ kind: 'words', words })
      words = ''
    }
    while (at < source.length) {
      const character = source[at] as string
      if (character === '{') {
        const end = source.indexOf('}', at)
        if (end < 0) throw new TemplateFault(`"{" is never closed in "${source}"`)
        flush()
        nodes.push({ kind: 'slot', slot: slotUse(source.slice(at + 1, end), source) })
        at = end + 1
      } else if (character === '[') {
        flush()
        at++
        nodes.push(choice())
      } else if (inside && (character === '|' || character === ']')) {
        break
      } else if (character === '}' || character === ']') {
        throw new TemplateFault(`"${character}" closes nothing in "${source}"`)
      } else {
        words += character
        at++
      }
    }
    flush()
    return nodes
  }

  function choice(): Node {
    const options: Node[][] = []
    for (;;) {
      options.push(sequence(true))
      const closing = source[at]
      at++
      if (closing === ']') return { kind: 'choice', options }
      if (closing !== '|') throw new TemplateFault(`"[" is never closed in "${source}"`)
    }
  }

  return sequence(false)
}

function slotUse(inner: string, source: string): SlotUse {
  const match = SLOT.exec(inner)
  if (match === null) throw new TemplateFault(`"{${inner}}" is no slot in "${source}"`)
  const [, bind, name, argument, modifier, optional] = match
  if (modifier !== undefined && !MODIFIERS.includes(modifier)) throw new TemplateFault(`".${modifier}" is no modifier in "${source}"`)
  return {
    name: name as string,
    argument: argument ?? null,
    bind: bind ?? null,
    optional: optional !== undefined,
    modifier: (modifier as Modifier | undefined) ?? null,
  }
}
