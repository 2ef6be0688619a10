/**
 * What a page shows of a picture: small ones for a grid, in the two formats that browsers take today, and the colour to
 * show until they come. Each small one stays under `GRID_BYTES_MOST` whatever the picture holds: a grid of 24 has to come
 * in under a second on a telephone, and noisy art is six times as heavy as a chart at the same quality. So quality goes
 * down until it fits, and at last the size. Pixel art is made small by whole pixels of its own, so that its edges stay hard.
 */
import { must } from '../base/errors.ts'
import { encoded, ofPixels, opened, pixelsOf, type Encoding, type Format } from './codec.ts'
import type { Pixels } from './generated.ts'
import { gridOf } from './pixel-grid.ts'
import { labelledFile } from './provenance/label-file.ts'
import type { Provenance } from './provenance/provenance.ts'
import { hexOf, toneOf } from './transforms/tone.ts'

/** 24 of them on a page (issue 4). */
export const GRID_BYTES_MOST = 60 * 1024
const GRID_WIDTHS = [320, 640] as const
/** Twice what a column of text is wide. */
const PAGE_WIDTH = 1_280
const PAGE_QUALITY = 82
/** Of our own files. */
const PIXELS_MOST = 50_000_000

/** Tried in this order; what fits first is taken. The first is what an eye doesn't tell from the picture at this size. */
const QUALITIES: Readonly<Record<'avif' | 'webp', readonly number[]>> = { avif: [58, 46, 36, 27, 19, 12], webp: [80, 68, 56, 44, 32, 20, 8] }
/** Of pixel art: without loss where that is small enough. */
const HARD_QUALITIES: Readonly<Record<'avif' | 'webp', readonly number[]>> = { avif: [72, ...QUALITIES.avif], webp: [100, ...QUALITIES.webp] }
/** A step down the list saves at most this much: measured 1.2 to 1.6. */
const STEP_MOST = 1.6
/** Each side, when even the lowest quality is too heavy. */
const SHRINK = 0.8
const SHRINKS_MOST = 6

export interface Variant {
  readonly bytes: Uint8Array
  readonly format: Format
  readonly width: number
  readonly height: number
}

export interface Variants {
  readonly width: number
  readonly height: number
  /**
   * Narrowest first, AVIF before WebP, and no AVIF where it would be the heavier. A picture narrower than a width of the
   * grid has its own in that place, once.
   */
  readonly smaller: readonly Variant[]
  /** For a page of its own: all of it that a screen shows. Null where the file itself is as light. */
  readonly page: Variant | null
  /** #rrggbb: the mean. */
  readonly colour: string
}

/** Of a picture as it is stored. `provenance` goes into each of them. */
export async function variantsOf(file: Uint8Array, provenance: Provenance | null, signal: AbortSignal): Promise<Variants> {
  const picture = await pixelsOf(opened(file, PIXELS_MOST))
  const grid = gridOf(picture)
  const smaller: Variant[] = []
  for (const width of new Set(GRID_WIDTHS.map((wide) => Math.min(wide, picture.width)))) {
    const small = await shrunk(picture, width, grid)
    signal.throwIfAborted()
    const webp = await fitting(small, 'webp', grid > 1, provenance)
    signal.throwIfAborted()
    // Browsers take an AVIF where there is one: of pixel art it would be lossy and twenty times as heavy.
    const avif = grid > 1 && webp.lossless ? null : await fitting(small, 'avif', grid > 1, provenance)
    if (avif !== null && (avif.bytes.byteLength < webp.bytes.byteLength || avif.width > webp.width)) smaller.push(variantOf(avif))
    smaller.push(variantOf(webp))
  }
  signal.throwIfAborted()
  const page = await pageVariant(picture, grid, provenance)
  return { width: picture.width, height: picture.height, smaller, page: page.bytes.byteLength < file.byteLength ? page : null, colour: hexOf(toneOf(picture)) }
}

/** WebP: decoded at once everywhere, while an AVIF of this size takes a telephone longer than its bytes save. */
async function pageVariant(picture: Pixels, grid: number, provenance: Provenance | null): Promise<Variant> {
  const shown = picture.width > PAGE_WIDTH ? await shrunk(picture, PAGE_WIDTH, grid) : picture
  const { width, height } = shown
  return { bytes: await labelledFile(shown, { to: 'webp', quality: grid > 1 ? 100 : PAGE_QUALITY }, provenance), format: 'webp', width, height }
}

async function shrunk(picture: Pixels, width: number, grid: number): Promise<Pixels> {
  const native = picture.width / grid
  const times = grid > 1 ? Math.floor(width / native) : 0
  if (times === grid) return picture
  if (times < 1) return pixelsOf(ofPixels(picture).resize(width, null, { kernel: 'lanczos3' }))
  return pixelsOf(ofPixels(picture).resize(native * times, (picture.height / grid) * times, { kernel: 'nearest', fit: 'fill' }))
}

interface Fitting extends Variant {
  readonly lossless: boolean
}

function variantOf({ bytes, format, width, height }: Fitting): Variant {
  return { bytes, format, width, height }
}

async function fitting(picture: Pixels, format: 'avif' | 'webp', hard: boolean, provenance: Provenance | null): Promise<Fitting> {
  let now = picture
  for (let shrinks = 0; ; shrinks++) {
    const quality = await qualityThatFits(now, format, hard)
    if (quality !== null || shrinks === SHRINKS_MOST) {
      const bytes = await labelledFile(now, { to: format, quality: quality ?? must(QUALITIES[format].at(-1), 'a lowest quality') }, provenance)
      return { bytes, format, width: now.width, height: now.height, lossless: quality === 100 }
    }
    now = await pixelsOf(ofPixels(now).resize(Math.max(1, Math.round(now.width * SHRINK)), null))
  }
}

/** Room for the provenance that is written into the file beside. */
const LABEL_BYTES = 3 * 1024

async function qualityThatFits(picture: Pixels, format: 'avif' | 'webp', hard: boolean): Promise<number | null> {
  const ladder = (hard ? HARD_QUALITIES : QUALITIES)[format]
  const room = GRID_BYTES_MOST - LABEL_BYTES
  for (let i = 0; i < ladder.length;) {
    const encoding: Encoding = { to: format, quality: ladder[i] as number }
    const { byteLength } = await encoded(picture, encoding)
    if (byteLength <= room) return encoding.quality
    // What one step never mends is not tried.
    i += Math.max(1, Math.floor(Math.log(byteLength / room) / Math.log(STEP_MOST)))
  }
  return null
}
