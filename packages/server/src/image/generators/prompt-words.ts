/**
 * What a prompt says in words that generators know: colours, counts, sizes, quoted lines. Nothing is understood beyond a table
 * of words; what is not in it is left to the seed.
 */
import { lighter, mix, type Hex } from './colour.ts'

const COLOURS: Readonly<Record<string, Hex>> = {
  black: '#141414', white: '#fbfaf7', grey: '#9a9790', gray: '#9a9790', silver: '#c3c6c9', steel: '#a9afb5', cream: '#f3e9d2', milk: '#f6f1ea', paper: '#f2ece0', ivory: '#f4eddc', sand: '#dcc7a0', beige: '#e3d5bd', linen: '#e6ddcb',
  red: '#d1372f', oxblood: '#571b1e', crimson: '#b3203a', rust: '#a9502c', brick: '#a5482f', coral: '#ff7a66', salmon: '#f79b86', melon: '#ff9f7a', apricot: '#ffc48c', peach: '#ffcba8', orange: '#f08a24', amber: '#c9791b', ochre: '#cb8d2e', mustard: '#d9a520', brass: '#b8893b', gold: '#d4a53a', yellow: '#f5cf3f', lemon: '#f7e15c', lime: '#c6ef3a',
  green: '#3f9b5c', sage: '#9caf88', moss: '#6a7d3f', mint: '#a9e0c3', olive: '#7b7a3a', emerald: '#1f8a63', forest: '#2d5a3d', teal: '#1b8a8a', turquoise: '#36b8b0', cyan: '#4fd0e6', blue: '#2f6bd0', navy: '#1c2b52', indigo: '#332f7d', cobalt: '#2347b0', violet: '#6d4bb5', purple: '#6f3fa0', plum: '#5b2350', lilac: '#cdb6e6', lavender: '#b9a9e3', mauve: '#b08bb0', magenta: '#cc3f8f', pink: '#f29bb8', rose: '#f0a3b5', brown: '#7b5236', terracotta: '#c1653f', umber: '#5f4632', charcoal: '#36383b', copper: '#b5673d', bronze: '#8e6a3a',
  'sky blue': '#8fcdf2', 'off-white': '#f7f4ec', 'bruise violet': '#4b3566', 'pale green': '#b9d8bc', 'midnight blue': '#161d3f', 'sea green': '#3f9b86', 'warm-grey': '#b8b0a5', 'warm grey': '#b8b0a5', 'burnt orange': '#c25a1e',
}
const SHADES: Readonly<Record<string, (colour: Hex) => Hex>> = {
  pale: (colour) => lighter(mix(colour, '#ffffff', 0.45), 0.02), light: (colour) => mix(colour, '#ffffff', 0.35), dark: (colour) => lighter(colour, -0.16), deep: (colour) => lighter(colour, -0.1), muted: (colour) => lighter(colour, 0, 0.55), dusty: (colour) => lighter(colour, 0, 0.5), bright: (colour) => lighter(colour, 0.05, 1.2),
}
const COLOUR_PATTERN = new RegExp(`\\b(?:(${Object.keys(SHADES).join('|')}) )?(${Object.keys(COLOURS).sort((a, b) => b.length - a.length).join('|')})(?:s|y|ish)?\\b`, 'gi')

const NUMBERS: Readonly<Record<string, number>> = { one: 1, single: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, sixteen: 16, twenty: 20 }

export interface NamedColour {
  readonly word: string
  readonly colour: Hex
}

/** In the order they are said, each once. */
export function coloursIn(prompt: string): readonly NamedColour[] {
  const found = new Map<string, NamedColour>()
  for (const [, shade, name] of prompt.matchAll(COLOUR_PATTERN)) {
    const word = (name as string).toLowerCase()
    const shaded = SHADES[shade?.toLowerCase() ?? '']
    const whole = shaded === undefined ? word : `${(shade as string).toLowerCase()} ${word}`
    const known = COLOURS[whole] ?? COLOURS[word] as Hex
    if (!found.has(whole)) found.set(whole, { word: whole, colour: COLOURS[whole] === undefined && shaded !== undefined ? shaded(known) : known })
  }
  return [...found.values()]
}

/** Of `eight colours`, `twelve colours`, `4 frames`: the number before the word. */
export function countOf(prompt: string, noun: string): number | null {
  const match = new RegExp(`\\b(\\d{1,3}|${Object.keys(NUMBERS).join('|')})[ -]${noun}`, 'i').exec(prompt)
  const said = match?.[1]?.toLowerCase()
  return said === undefined ? null : NUMBERS[said] ?? Number(said)
}

/** Of `32×32` or `32x32`. */
export function pixelsIn(prompt: string): number | null {
  const match = /\b(\d{1,3})\s?[×x]\s?\d{1,3}\b/i.exec(prompt)
  return match ? Number(match[1]) : null
}

/** Of `4:5`: width over height. */
export function ratioIn(prompt: string): number | null {
  const match = /\b(\d{1,2}):(\d{1,2})\b/.exec(prompt)
  return match && Number(match[2]) > 0 ? Number(match[1]) / Number(match[2]) : null
}

/** The line to set: what stands in quotation marks, else words in capitals side by side. */
export function lineIn(prompt: string): string | null {
  const quoted = /['‘“"]([^'’”"]{3,120})['’”"](?!\w)/.exec(prompt)
  if (quoted) return (quoted[1] as string).trim()
  const capitals = /\b[A-Z][A-Z0-9!&'’]+(?: [A-Z0-9!&'’]+)*\b/.exec(prompt.replace(/\b(?:UI|UX|AI|A|I|OK)\b/g, ''))
  return capitals && capitals[0].length > 2 ? capitals[0] : null
}

/** The first entry whose pattern the prompt has. */
export function firstSaid<T>(prompt: string, table: readonly (readonly [RegExp, T])[]): T | null {
  return table.find(([pattern]) => pattern.test(prompt))?.[1] ?? null
}
