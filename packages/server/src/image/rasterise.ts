/**
 * A drawing as pixels, by resvg, at its own size. resvg reads any file that an `<image>` names, and takes entities from a
 * document type: a drawing that has either is refused, whoever drew it. Letters come from the font files that are named,
 * and only letters that those lack are looked for in the system, which takes a tenth of a second the first time.
 */
import { Resvg, type RenderedImage } from '@resvg/resvg-js'
import { assert } from '../base/errors.ts'
import type { Drawing, Generated, Pixels } from './generated.ts'
import { TEXT_FONT_FILES } from './text/glyph-widths.ts'

/** What the faces hold: Latin, general punctuation, arithmetic, boxes and geometric shapes. */
const OTHER_SCRIPT = /[^\t\n\r\u0020-\u024F\u02B0-\u036F\u2000-\u25FF]/
const REACHES_OUT = /<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|@import|<(?:\w+:)?(?:image|feImage)\b(?![^>]*\bhref\s*=\s*["']data:image\/(?:png|jpeg);)/i

export function rasterised({ width, height, svg }: Drawing, fontFiles: readonly string[] = Object.values(TEXT_FONT_FILES)): Pixels {
  const image = rendered(svg, { mode: 'width', value: width }, fontFiles)
  assert(image.width === width && Math.abs(image.height - height) <= 1, `the drawing is ${image.width} × ${image.height}, and says it were ${width} × ${height}`)
  return { width: image.width, height: image.height, data: straight(image.pixels) }
}

/** As a PNG file, at `scale` times the size it says. */
export function drawnPng(svg: string, scale: number, fontFiles: readonly string[] = Object.values(TEXT_FONT_FILES)): Uint8Array {
  return rendered(svg, { mode: 'zoom', value: scale }, fontFiles).asPng()
}

function rendered(svg: string, fitTo: { mode: 'width' | 'zoom'; value: number }, fontFiles: readonly string[]): RenderedImage {
  assert(!REACHES_OUT.test(svg), 'a drawing holds all that it shows')
  const font = { fontFiles: [...fontFiles], loadSystemFonts: OTHER_SCRIPT.test(svg), defaultFontFamily: 'Figtree', sansSerifFamily: 'Figtree' }
  return new Resvg(svg, { font, fitTo, logLevel: 'off' }).render()
}

export function picturePixels(picture: Generated['picture'], fontFiles?: readonly string[]): Pixels {
  return 'svg' in picture ? rasterised(picture, fontFiles) : picture
}

/** resvg multiplies colours by their opacity; sharp wants them as they are. In place: nobody else has these bytes. */
function straight(pixels: Buffer): Uint8Array {
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3] as number
    if (alpha === 255 || alpha === 0) continue
    for (let channel = i; channel < i + 3; channel++) pixels[channel] = Math.min(255, Math.round(((pixels[channel] as number) * 255) / alpha))
  }
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)
}
