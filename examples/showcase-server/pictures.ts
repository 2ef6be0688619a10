/**
 * Pictures made on the spot: a small SVG whose shapes come from the prompt, so that the same workflow gives the same
 * picture. It says in its corner that it was made by a program. A real site would run a real generator here.
 */
import { createHash } from 'node:crypto'

export interface Asked {
  readonly generator: string
  readonly prompt: string
}

const SIDE = 640
/** The oldest go first: this is a site for an afternoon. */
const KEPT_MOST = 10_000

/** What a workflow asks for: its first picture, provided that it saves one. */
export function describeWorkflow(body: Readonly<Record<string, unknown>>): Asked | { fault: string } {
  const steps: unknown = body['steps']
  if (!Array.isArray(steps)) return { fault: 'steps is a list' }
  const records = steps.filter((step): step is Record<string, unknown> => typeof step === 'object' && step !== null)
  const generate = records.find((step) => step['kind'] === 'generate')
  if (generate === undefined || !records.some((step) => step['kind'] === 'save')) return { fault: 'a workflow generates something and saves it' }
  const params = generate['params']
  const prompt = typeof params === 'object' && params !== null && 'prompt' in params ? String(params.prompt) : ''
  return { generator: String(generate['generator']), prompt }
}

export class Pictures {
  readonly #kept = new Map<string, Asked>()

  /** The path it can be had at. */
  make(asked: Asked): string {
    const path = `/images/${createHash('sha256').update(`${asked.generator}\n${asked.prompt}`).digest('hex').slice(0, 20)}.svg`
    this.#kept.set(path, asked)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > KEPT_MOST && oldest !== undefined) this.#kept.delete(oldest)
    return path
  }

  svg(path: string): string | null {
    const asked = this.#kept.get(path)
    return asked === undefined ? null : draw(asked)
  }
}

function draw({ generator, prompt }: Asked): string {
  const bytes = createHash('sha512').update(prompt).digest()
  const byte = (i: number): number => bytes[i % bytes.length] ?? 0
  const hue = Math.round(byte(0) * 1.4)
  const colour = (i: number, light: number): string => `hsl(${(hue + byte(i) / 4) % 360} ${40 + byte(i) / 8}% ${light}%)`
  const label = `made by a program · ${generator}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}" role="img" aria-label="${escaped(prompt.slice(0, 200))}">
<defs><linearGradient id="g" x2="0.4" y2="1"><stop stop-color="${colour(1, 88)}"/><stop offset="1" stop-color="${colour(2, 68)}"/></linearGradient></defs>
<rect width="${SIDE}" height="${SIDE}" fill="url(#g)"/>
${shapes(generator, byte, colour)}
<rect y="${SIDE - 44}" width="${SIDE}" height="44" fill="#0008"/>
<text x="16" y="${SIDE - 16}" font-family="sans-serif" font-size="18" fill="#fff">${escaped(label)}</text>
</svg>`
}

function shapes(generator: string, byte: (i: number) => number, colour: (i: number, light: number) => string): string {
  const each = (count: number, shape: (i: number) => string): string => Array.from({ length: count }, (_, i) => shape(i)).join('')
  switch (generator) {
    case 'chart':
      return each(9, (i) => `<rect x="${60 + i * 60}" y="${560 - byte(i) * 1.7}" width="40" height="${byte(i) * 1.7}" fill="${colour(7, i === byte(3) % 9 ? 38 : 58)}"/>`)
    // Mirrored, since what looks at us has two eyes.
    case 'sprite':
    case 'tileset':
      return each(64, (i) => {
        const [column, row] = [i % 8, Math.floor(i / 8)]
        return byte(Math.min(column, 7 - column) + row * 4) < 120 ? '' : `<rect x="${96 + column * 56}" y="${72 + row * 56}" width="56" height="56" fill="${colour(row, 42)}"/>`
      })
    case 'packshot':
      return `<ellipse cx="320" cy="505" rx="190" ry="26" fill="#0003"/><rect x="${200 - byte(4) / 8}" y="${180 + byte(5) / 4}" width="${240 + byte(4) / 4}" height="${320 - byte(5) / 4}" rx="${byte(6) / 3}" fill="${colour(7, 52)}"/>`
    case 'ui-mockup':
      return `<rect x="170" y="40" width="300" height="540" rx="32" fill="#fff"/>${each(6, (i) => `<rect x="196" y="${90 + i * 78}" width="${120 + byte(i) / 2}" height="20" rx="10" fill="${colour(i, 55)}"/><rect x="196" y="${118 + i * 78}" width="${80 + byte(i + 9) / 2}" height="12" rx="6" fill="#ddd"/>`)}`
    default:
      return each(14, (i) => `<circle cx="${byte(i) * 2.5}" cy="${byte(i + 20) * 2.2}" r="${30 + byte(i + 40) / 2}" fill="none" stroke="${colour(i, 45)}" stroke-width="${2 + byte(i) / 24}"/>`)
  }
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
