/** What stands in for a picture that could not be made (SPEC D3): drawn here, and saying in the picture that it stands in, and why. */
import { ofPixels, pixelsOf } from './codec.ts'
import { labelledFile } from './provenance/label-file.ts'
import type { Credit, Provenance } from './provenance/provenance.ts'
import { rasterised } from './rasterise.ts'
import { escaped, linesOf } from './text/lines.ts'
import { round, svgOf, textLines } from './transforms/overlay.ts'
import { commonColours } from './transforms/tone.ts'
import type { SavedImage } from './workflow/outcome.ts'

export const PLACEHOLDER_GENERATOR = 'placeholder'

export interface PlaceholderOptions {
  /** Few words; a sentence or two of it are shown. */
  readonly why: string
  /** What it was to show, if that is known. */
  readonly of: string | null
  readonly width: number
  readonly height: number
  readonly credit: Credit
  readonly destination: string
}

const PAPER = '#eceae4'
const INK = '#3a3b40'
const FAINT = '#8b8a85'
const SIDE_LEAST = 160

export async function placeholderOf({ why, of, width: asked, height: askedHeight, credit, destination }: PlaceholderOptions): Promise<SavedImage> {
  const [width, height] = [Math.max(SIDE_LEAST, asked), Math.max(SIDE_LEAST, askedHeight)]
  const unit = Math.min(width, height)
  const margin = unit * 0.1
  const big = unit * 0.056
  const small = unit * 0.036
  const room = width - 2 * margin
  const heading = linesOf('This image could not be made', { sizePx: big, weight: 600 }, room, 2)
  const reason = linesOf(why, { sizePx: small, weight: 400 }, room, 4)
  const subject = of === null ? [] : linesOf(`It was to show: ${of}`, { sizePx: small, weight: 400 }, room, 2)
  const sign = unit * 0.15
  const words = heading.length * big * 1.2 + (reason.length + subject.length) * small * 1.35
  // Sign and words together stand in the middle, a little above it, so that the label below has its place.
  const top = (height - (sign + words) - unit * 0.1) / 2
  const middle = top + sign + unit * 0.06 + big
  const stripes = `<defs><pattern id="p" width="${round(unit * 0.06)}" height="${round(unit * 0.06)}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="${round(unit * 0.03)}" height="100%" fill="#000" fill-opacity="0.025"/></pattern></defs><rect width="100%" height="100%" fill="${PAPER}"/><rect width="100%" height="100%" fill="url(#p)"/><rect x="${round(margin / 2)}" y="${round(margin / 2)}" width="${round(width - margin)}" height="${round(height - margin)}" rx="${round(unit * 0.03)}" fill="none" stroke="${FAINT}" stroke-width="2" stroke-dasharray="10 8"/>`
  const svg = svgOf(width, height, [
    stripes,
    frameSign(width / 2, top + sign / 2, sign),
    textLines(heading.map(escaped), { x: width / 2, y: middle, sizePx: big, leading: 1.2, anchor: 'middle', attributes: `font-weight="600" fill="${INK}"` }),
    textLines([...reason, ...subject].map(escaped), { x: width / 2, y: middle + heading.length * big * 1.2 + small * 0.3, sizePx: small, leading: 1.35, anchor: 'middle', attributes: `fill="${INK}"` }),
    textLines(['Placeholder'], { x: width / 2, y: height - margin * 0.85, sizePx: small * 0.85, leading: 1, anchor: 'middle', attributes: `font-weight="600" fill="${FAINT}"` }),
  ].join(''))
  const pixels = await pixelsOf(ofPixels(rasterised({ width, height, svg })))
  const alt = `A placeholder: this image could not be made. ${why}`.slice(0, 500).toWellFormed()
  const provenance: Provenance = { ...credit, generator: PLACEHOLDER_GENERATOR, automated: true, placeholder: true, sourceType: 'algorithmicMedia', alt }
  return {
    destination, format: 'png', width, height, provenance,
    bytes: await labelledFile(pixels, { to: 'png', quality: 100 }, provenance),
    description: { alt, subject: 'a placeholder for an image that could not be made', details: [], colours: commonColours(pixels, 3) },
  }
}

/** An empty frame, struck through. */
function frameSign(x: number, y: number, size: number): string {
  const [left, top, line] = [round(x - size / 2), round(y - size * 0.4), round(Math.max(2, size * 0.06))]
  return `<g fill="none" stroke="${FAINT}" stroke-width="${line}" stroke-linecap="round" stroke-linejoin="round"><rect x="${left}" y="${top}" width="${round(size)}" height="${round(size * 0.8)}" rx="${round(size * 0.1)}"/><path d="M${left} ${round(y + size * 0.4)}l${round(size * 0.35)} ${round(-size * 0.38)} ${round(size * 0.22)} ${round(size * 0.22)} ${round(size * 0.16)} ${round(-size * 0.14)} ${round(size * 0.27)} ${round(size * 0.3)}"/><path d="M${round(x - size * 0.62)} ${round(y + size * 0.52)}L${round(x + size * 0.62)} ${round(y - size * 0.52)}"/></g>`
}
