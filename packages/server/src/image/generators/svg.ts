/** The few pieces of SVG that generators share: the frame, text that cannot break out of it, grain as on paper. */
import { crc32, deflateSync } from 'node:zlib'
import { FACES } from './font-files.ts'
import { speck } from './noise.ts'
import type { Hex } from './colour.ts'
import type { Size } from './size.ts'

/** At most two decimals: a third of a picture's bytes are digits nobody sees. */
export const short = (value: number): string => String(Math.round(value * 100) / 100)

/** For text and attributes alike; what XML cannot hold is left out. */
export function escaped(words: string): string {
  return [...words].filter((letter) => letter >= ' ').join('').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** `view`: the units that the body is drawn in, where they are not the image's pixels. */
export function framed(size: Size, body: string, view: Size = size): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${view.width} ${view.height}">${body}</svg>`
}

export interface TextLook {
  readonly size: number
  readonly colour: Hex
  readonly face: string
  readonly weight?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly spacing?: number
  readonly opacity?: number
}

/** Fredoka's joined `fi` and `ft` lose the dot and the bar in large type, and resvg knows no switch for it: a span each keeps them apart. */
function apart(words: string, face: string): string {
  return face === FACES.round ? words.replaceAll(/f(?=[fijlt])/g, 'f</tspan><tspan>').replace(/^(.*<\/tspan>.*)$/, '<tspan>$1</tspan>') : words
}

export function text(x: number, y: number, words: string, { size, colour, face, weight = 400, anchor = 'start', spacing = 0, opacity = 1 }: TextLook): string {
  return `<text x="${short(x)}" y="${short(y)}" font-family="${face}" font-size="${short(size)}" font-weight="${weight}" fill="${colour}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${spacing === 0 ? '' : ` letter-spacing="${short(spacing)}"`}${opacity === 1 ? '' : ` opacity="${short(opacity)}"`} xml:space="preserve">${apart(escaped(words), face)}</text>`
}

export function rect(x: number, y: number, width: number, height: number, fill: string, round = 0, more = ''): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"${round === 0 ? '' : ` rx="${short(round)}"`}${more === '' ? '' : ` ${more}`}/>`
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1, more = ''): string {
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" stroke="${stroke}" stroke-width="${short(width)}"${more === '' ? '' : ` ${more}`}/>`
}

export function circle(x: number, y: number, r: number, fill: string, more = ''): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" fill="${fill}"${more === '' ? '' : ` ${more}`}/>`
}

const GRAIN_SIDE = 160
let grainTile: string | null = null

/** Black and white specks over all of it; a tile repeats unseen. resvg's own turbulence would take longer than the rest of the picture. */
export function grain(size: Size, strength = 0.06): string {
  grainTile ??= pngOf(GRAIN_SIDE)
  return `<defs><pattern id="grain" width="${GRAIN_SIDE}" height="${GRAIN_SIDE}" patternUnits="userSpaceOnUse"><image width="${GRAIN_SIDE}" height="${GRAIN_SIDE}" href="data:image/png;base64,${grainTile}"/></pattern></defs><rect width="${size.width}" height="${size.height}" fill="url(#grain)" opacity="${short(strength * 4)}"/>`
}

/** Grey and alpha, eight bits each (PNG specification, colour type 4). */
function pngOf(side: number): string {
  const rows = Buffer.alloc(side * (side * 2 + 1))
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = speck(x, y, 21) + speck(x, y, 22) - 1 + (speck(x >> 1, y, 23) - 0.5) * 0.5
      rows[y * (side * 2 + 1) + 1 + x * 2] = value > 0 ? 255 : 0
      rows[y * (side * 2 + 1) + 2 + x * 2] = Math.min(255, Math.abs(value) * 90)
    }
  }
  const chunk = (name: string, body: Buffer) => {
    const typed = Buffer.concat([Buffer.from(name, 'latin1'), body])
    const whole = Buffer.alloc(body.length + 12)
    whole.writeUInt32BE(body.length, 0)
    typed.copy(whole, 4)
    whole.writeUInt32BE(crc32(typed), body.length + 8)
    return whole
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 4, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]).toString('base64')
}
