/**
 * A drawn SVG as PNG, by resvg's prebuilt binary: no browser, and the letters come from the Figtree files that lie beside it,
 * so that a bare server draws the same picture. Letters that Figtree lacks are taken from the system's fonts.
 */
import { fileURLToPath } from 'node:url'
import { ExpectedError } from '../../base/errors.ts'

/** Twice the SVG's size, for screens that show it so. */
const SCALE = 2
/** What Figtree does not hold: beyond Latin, general punctuation and arithmetic. */
const OTHER_SCRIPT = /[^\t\n\r\u0020-\u024F\u2000-\u22FF]/

export class PngUnavailableError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'png-unavailable'

  constructor(cause: unknown) {
    super('There is no PNG renderer for this platform (@resvg/resvg-js has no prebuilt binary here). Take the SVG instead.')
    this.cause = cause
  }
}

export async function pngOf(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js').catch((error: unknown) => { throw new PngUnavailableError(error) })
  const fontFiles = [
    import.meta.resolve('@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/figtree/600SemiBold/Figtree_600SemiBold.ttf'),
  ].map((address) => fileURLToPath(address))
  const font = { fontFiles, loadSystemFonts: OTHER_SCRIPT.test(svg), defaultFontFamily: 'Figtree', sansSerifFamily: 'Figtree' }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render().asPng()
}
