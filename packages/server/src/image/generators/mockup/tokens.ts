/** One set of tokens, two themes, and the parts that every screen is built of. Units are points; a phone is 390 wide. */
import { mix, readableOn, type Hex } from '../colour.ts'
import { FACES } from '../font-files.ts'
import { circle, line, rect, short, text, type TextLook } from '../svg.ts'

export interface Tokens {
  readonly name: 'light' | 'dark'
  readonly page: Hex
  readonly surface: Hex
  readonly raised: Hex
  readonly line: Hex
  readonly ink: Hex
  readonly soft: Hex
  readonly faint: Hex
  readonly accent: Hex
  readonly onAccent: Hex
  readonly danger: Hex
}

export function tokensOf(name: 'light' | 'dark', accent: Hex): Tokens {
  return name === 'light'
    ? { name, page: '#fbfaf8', surface: '#ffffff', raised: '#f1efeb', line: '#e4e1dc', ink: '#1f1d1a', soft: '#66615a', faint: '#9b958c', accent, onAccent: readableOn(accent), danger: '#c2362f' }
    : { name, page: '#161514', surface: '#1f1e1c', raised: '#2a2826', line: '#383532', ink: '#f1eee9', soft: '#aaa49b', faint: '#7d776f', accent: mix(accent, '#ffffff', 0.22), onAccent: readableOn(mix(accent, '#ffffff', 0.22)), danger: '#ff8a80' }
}

export class Kit {
  readonly t: Tokens

  constructor(tokens: Tokens) {
    this.t = tokens
  }

  words(x: number, y: number, words: string, look: Partial<TextLook> = {}): string {
    return text(x, y, words, { size: 15, colour: this.t.ink, face: FACES.sans, ...look })
  }

  soft(x: number, y: number, words: string, look: Partial<TextLook> = {}): string {
    return this.words(x, y, words, { size: 13, colour: this.t.soft, ...look })
  }

  title(x: number, y: number, words: string, look: Partial<TextLook> = {}): string {
    return this.words(x, y, words, { size: 30, weight: 600, spacing: -0.4, ...look })
  }

  rule(x: number, y: number, width: number): string {
    return line(x, y, x + width, y, this.t.line)
  }

  button(x: number, y: number, width: number, words: string, { high = 52, kind = 'solid' }: { readonly high?: number; readonly kind?: 'solid' | 'quiet' } = {}): string {
    const { accent, onAccent, raised, ink } = this.t
    return rect(x, y, width, high, kind === 'solid' ? accent : raised, high / 3.4) + this.words(x + width / 2, y + high / 2 + 5.5, words, { size: 16, weight: 600, anchor: 'middle', colour: kind === 'solid' ? onAccent : ink })
  }

  toggle(x: number, y: number, on: boolean, focused = false): string {
    const { accent, surface, faint, ink } = this.t
    return (focused ? rect(x - 4, y - 4, 56, 36, 'none', 18, `stroke="${accent}" stroke-width="2.5"`) : '') + rect(x, y, 48, 28, on ? accent : mix(faint, surface, 0.45), 14) + circle(x + (on ? 34 : 14), y + 14, 11, on ? surface : this.t.name === 'light' ? '#ffffff' : mix(ink, surface, 0.25))
  }

  /** Time, battery and reception: a phone's own line. */
  statusBar(width: number): string {
    const { ink } = this.t
    return `${this.words(30, 34, '9:41', { size: 15, weight: 600 })}${rect(width - 52, 23, 24, 12, 'none', 3.5, `stroke="${ink}" stroke-opacity="0.5"`)}${rect(width - 50, 25, 17, 8, ink, 2)}${[0, 1, 2, 3].map((i) => rect(width - 82 + i * 5, 32 - i * 2.6, 3, 3 + i * 2.6, ink, 1)).join('')}`
  }

  homeBar(width: number, height: number): string {
    return rect(width / 2 - 62, height - 13, 124, 4.5, this.t.ink, 2.2)
  }
}

export interface Screen {
  readonly width: number
  readonly height: number
  readonly body: string
}

export const PHONE = { width: 390, height: 800 } as const

/** A leaf on a stalk, of one line; `turn` in degrees. */
export function leaf(x: number, y: number, size: number, colour: Hex, turn: number): string {
  const s = size
  return `<g transform="translate(${short(x)} ${short(y)}) rotate(${short(turn)})"><path d="M0 0C${short(-s * 0.5)} ${short(-s * 0.3)} ${short(-s * 0.5)} ${short(-s * 0.9)} 0 ${short(-s * 1.25)}C${short(s * 0.5)} ${short(-s * 0.9)} ${short(s * 0.5)} ${short(-s * 0.3)} 0 0Z" fill="${colour}"/></g>`
}

/** A potted plant in a square of `size`; three sorts. */
export function pottedPlant(x: number, y: number, size: number, kind: number, foliage: Hex, pot: Hex): string {
  const [mx, top] = [x + size / 2, y + size * 0.62]
  const leaves = kind === 0 ? [-60, -30, 0, 30, 60].map((turn) => leaf(mx, top, size * 0.34, foliage, turn)) : kind === 1 ? [-14, 0, 14].map((turn, i) => `<path d="M${short(mx + (i - 1) * 4)} ${short(top)}Q${short(mx + turn * 1.2)} ${short(top - size * 0.3)} ${short(mx + turn * size * 0.016 * 1.4)} ${short(top - size * (0.42 + (i === 1 ? 0.1 : 0)))}" stroke="${foliage}" stroke-width="${short(size * 0.075)}" stroke-linecap="round" fill="none"/>`) : [-80, -50, -20, 10, 40, 75].map((turn, i) => leaf(mx + (i - 2.5) * 2, top - (i % 2) * size * 0.08, size * 0.23, foliage, turn))
  return `${leaves.join('')}<path d="M${short(mx - size * 0.2)} ${short(top)}H${short(mx + size * 0.2)}L${short(mx + size * 0.15)} ${short(y + size * 0.93)}H${short(mx - size * 0.15)}Z" fill="${pot}"/>`
}
