/** Slots in a pack's bios, backstories, prompts and captions: `{location}` and its like, filled from the persona. */

export const SLOTS = ['name', 'age', 'location', 'interest', 'belief'] as const
/** In names only: Faker's, in the persona's language. */
export const NAME_SLOTS = ['first', 'last'] as const

export type Slot = (typeof SLOTS)[number]

const PATTERN = /\{([^{}]*)\}/g

/** The words between braces, in order. */
export function slotsIn(template: string): string[] {
  return [...template.matchAll(PATTERN)].map((match) => match[1] as string)
}

/**
 * The template with its slots filled. A filling that opens a sentence gets a capital, unless the template is written in
 * small letters itself; one without letters of its own goes by `casing`. A filling that is a whole sentence loses its full
 * stop where the template goes on in small letters; a slot nobody fills is left out.
 */
export function fill(template: string, fillings: Partial<Record<string, string>>, casing: 'sentence' | 'small' = 'sentence'): string {
  const own = template.replaceAll(PATTERN, '')
  const capitals = /\p{L}/u.test(own) ? /\p{Lu}/u.test(own) : casing === 'sentence'
  const filled = template.replaceAll(PATTERN, (_, slot: string, at: number) => {
    const text = fillings[slot] ?? ''
    const before = template.slice(0, at)
    const after = template.slice(at + slot.length + 2)
    const whole = after === '' || /^\s+["'(]?(?:\p{Lu}|\{)/u.test(after) ? text : text.replace(/\.$/, '')
    const opens = before === '' || /[.!?]\s+$/.test(before)
    return capitals && opens ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole
  })
  return filled.replaceAll(/[ \t]{2,}/g, ' ').trim()
}
