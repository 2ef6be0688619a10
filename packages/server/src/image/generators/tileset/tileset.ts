/**
 * A tileset shown as its maker would show it: a small map built of nothing but the tiles, and below it the tiles by themselves.
 * Banks pick their tile by which neighbours are water (blob autotiling).
 */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Generate } from '../../generated.ts'
import { coloursIn, countOf, pixelsIn } from '../prompt-words.ts'
import { described, inWords } from '../said.ts'
import { sizeOf } from '../size.ts'
import { blownUp } from '../sprite/blown-up.ts'
import { limitColours } from '../sprite/limited.ts'
import { PixelCanvas } from '../sprite/pixel-canvas.ts'
import { BIOMES, rampsOf, type Biome } from './biomes.ts'
import { mapOf } from './map.ts'
import { paintOf } from './tile.ts'

const COLOURS_USUAL = 24
/** Clear pixels between tiles on the sheet. */
const GAP = 2

export const tileset: Generate<GeneratorParams['tileset']> = (params, random) => {
  const prompt = [params.biome ?? '', params.prompt ?? ''].join(' ').trim()
  const chosen = prompt === '' ? random.fork('biome').pick(BIOMES) : BIOMES.find(({ words }) => words.test(prompt)) as Biome
  const mood = /dusk|evening|twilight/i.test(prompt) ? 'dusk' : /night|moon/i.test(prompt) ? 'night' : 'day'
  const side = params.pixels ?? Math.max(8, Math.min(32, pixelsIn(prompt) ?? 16))
  const most = params.colours ?? Math.max(2, Math.min(32, countOf(prompt, 'colou?rs?') ?? COLOURS_USUAL))
  const columns = params.columns ?? 16
  const rows = params.rows ?? 11
  const named = coloursIn(prompt)[0]
  const ramps = rampsOf(named && /palette|tones?/i.test(prompt) ? { ...chosen, shade: named.colour } : chosen, mood)
  const paint = paintOf(side, `tiles/${random.next()}`, ramps)
  const { canvas: map, tiles } = mapOf(chosen.plan, paint, columns, rows, random.fork('map'))

  const perRow = Math.max(1, Math.floor((map.width - GAP) / (side + GAP)))
  const sheetRows = Math.min(4, Math.ceil(tiles.length / perRow))
  const shown = tiles.slice(0, perRow * sheetRows)
  const across = Math.ceil(shown.length / sheetRows)
  const whole = new PixelCanvas(map.width + 8, map.height + 8 + 4 + sheetRows * (side + GAP) + GAP)
  whole.flat(() => -1, ramps.ink)
  whole.draw(map, 4, 4)
  const left = Math.floor((whole.width - across * (side + GAP) + GAP) / 2)
  shown.forEach((one, i) => whole.draw(one, left + i % across * (side + GAP), map.height + 8 + Math.floor(i / across) * (side + GAP)))
  const palette = limitColours([whole], most, [ramps.glow, ramps.ink].slice(0, Math.max(0, Math.min(2, most - 2))))
  const size = sizeOf(params, fitting(whole))
  const at = mood === 'day' ? '' : ` at ${mood}`
  return {
    picture: blownUp(whole, size, whole.at(0, 0) ?? ramps.ink),
    description: described({
      alt: `Pixel-art tileset of ${chosen.said}${at}: above, a map of ${columns} by ${rows} tiles built of the set; below, ${inWords(shown.length)} tiles by themselves, each ${side} by ${side} pixels, in ${inWords(palette.length)} colours.`,
      subject: `a tileset of ${chosen.said}${at}`,
      details: [...chosen.details, ...(mood === 'day' ? [] : ['cool shadows']), `${inWords(palette.length)} colours`, 'tiles that join without a seam'],
      colours: palette,
    }),
  }
}

/** The largest whole scale that stays near a thousand pixels. */
function fitting(canvas: PixelCanvas): { readonly width: number; readonly height: number } {
  const scale = Math.max(1, Math.floor(1100 / Math.max(canvas.width, canvas.height)))
  return { width: Math.min(2048, canvas.width * scale), height: Math.min(2048, canvas.height * scale) }
}
