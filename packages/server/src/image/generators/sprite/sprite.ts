/** Pixel art: one figure or the frames of its walk, in so many colours and no more, blown up without smoothing. */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Random } from '../../../base/random.ts'
import type { Generate } from '../../generated.ts'
import { lighter, lightness, mix, type Hex } from '../colour.ts'
import { coloursIn, countOf, pixelsIn } from '../prompt-words.ts'
import { aOrAn, described, inWords } from '../said.ts'
import { sizeOf } from '../size.ts'
import { blownUp } from './blown-up.ts'
import { CREATURES } from './creatures.ts'
import { HEROES } from './heroes.ts'
import { limitColours } from './limited.ts'
import { FROM_LEFT, PixelCanvas } from './pixel-canvas.ts'
import { tonesOf, type Subject } from './subject.ts'

type Params = GeneratorParams['sprite']

export const SUBJECTS: readonly Subject[] = [...HEROES, ...CREATURES]
const COLOURS_USUAL = 12
/** Clear pixels round a figure. */
const MARGIN = 4
const SEASONS: readonly (readonly [RegExp, { readonly main?: Hex; readonly ground: Hex; readonly shade: Hex }])[] = [
  [/autumn|warm/i, { ground: '#f3d9a4', shade: '#5a2338' }],
  [/winter|cold|ice|frost/i, { main: '#5f9ac9', ground: '#d9ebf2', shade: '#22346e' }],
  [/night|dusk|dark|moon/i, { ground: '#2b2d55', shade: '#14143a' }],
  [/spring|fresh|mint/i, { ground: '#d5ecd0', shade: '#2d4f6a' }],
]
const GROUNDS: readonly Hex[] = ['#f1d8b0', '#bfe0d6', '#f2c6b4', '#cdd5f0', '#e8e0c8', '#3a3a66', '#2f4858', '#e7bfd2']

export const sprite: Generate<Params> = (params, random) => {
  const prompt = [params.subject ?? '', params.prompt ?? ''].join(' ')
  const subject = SUBJECTS.find(({ words }) => words.test(params.subject ?? '')) ?? SUBJECTS.find(({ words }) => words.test(prompt)) ?? random.fork('subject').pick(SUBJECTS)
  const pixels = params.pixels ?? clamp(pixelsIn(prompt) ?? subject.pixels, 8, 64)
  const frames = params.frames ?? clamp(countOf(prompt, 'frames?') ?? (/walk cycle|run cycle|animation|sprite ?sheet/i.test(prompt) ? 4 : /idle|\bpose\b/i.test(prompt) ? 1 : subject.frames), 1, 8)
  const most = params.colours ?? clamp(countOf(prompt, 'colou?rs?') ?? COLOURS_USUAL, 2, 32)
  const season = SEASONS.find(([pattern]) => pattern.test(prompt))?.[1]
  const shadowWord = /(\w+) shadows?/i.exec(prompt)?.[1] ?? ''
  const shade: Hex = coloursIn(shadowWord)[0]?.colour ?? season?.shade ?? random.pick(['#2a2350', '#1f3558', '#4a2048'] as const)
  const named = coloursIn(prompt.replace(/\w+ shadows?/i, ''))
  const [main, second] = [named[0]?.colour ?? season?.main ?? varied(subject.main, random), named[1]?.colour ?? varied(subject.second, random)]
  const light = /light from (?:the )?right/i.test(prompt) ? { ...FROM_LEFT, x: -FROM_LEFT.x } : FROM_LEFT
  const clear = /transparent/i.test(prompt)
  const tones = tonesOf(main, second, shade)

  const cells = Array.from({ length: frames }, (_, i) => {
    const canvas = new PixelCanvas(pixels, pixels, light)
    subject.draw({ canvas, random: random.fork('figure'), phase: frames === 1 ? 0.08 : i / frames, colours: tones, prompt })
    canvas.outline(tones.ink, /outline only where it meets the light/i.test(prompt) ? 'lit' : 'all')
    return canvas
  })
  const ground: Hex = clear ? '#f3f0ea' : season?.ground ?? random.fork('ground').pick(GROUNDS)
  const groundShade: Hex = clear ? '#e2ddd3' : lightness(ground) > 0.6 ? mix(lighter(ground, -0.09), shade, 0.08) : lighter(ground, 0.07)
  const columns = frames <= 2 ? frames : Math.ceil(Math.sqrt(frames))
  const rows = Math.ceil(frames / columns)
  const pitch = pixels + 2 * MARGIN
  const own = frames === 1 ? { columns: Math.ceil(pixels * 1.5), rows: Math.ceil(pixels * 1.5) } : { columns: columns * pitch + 4, rows: rows * pitch + 8 }
  const sheet = new PixelCanvas(own.columns, own.rows)
  const [insetX, insetY] = frames === 1 ? [Math.floor((own.columns - pixels) / 2), Math.floor((own.rows - pixels) / 2) - 1] : [MARGIN + 2, MARGIN + 1]
  // A strict palette leaves two for the ground, one where they are very few.
  limitColours(cells, Math.max(1, most - (most > 4 ? 2 : 1)))
  backdrop(sheet, ground, most > 4 ? groundShade : ground, clear)
  cells.forEach((canvas, i) => {
    const [left, top] = [insetX + i % columns * pitch, insetY + Math.floor(i / columns) * pitch]
    if (!clear) shadow(sheet, canvas, left, top + pixels - 1, most > 4 ? groundShade : ground)
    sheet.draw(canvas, left, top)
  })
  const palette = limitColours([sheet], most)
  swatches(sheet, palette)

  const size = sizeOf(params, { width: 1024, height: Math.round(1024 * own.rows / own.columns) })
  const said = subject.said
  const carrying = /letter|envelope/i.test(prompt) && subject.said === 'a courier fox' ? ' carrying a letter larger than itself' : ''
  const cast = palette.length
  return {
    picture: blownUp(sheet, size, ground),
    description: described({
      alt: `Pixel art of ${said}${carrying}${frames > 1 ? `, ${inWords(frames)} frames of ${/idle/i.test(prompt) ? 'its idle pose' : 'its walk'}` : ''}, ${pixels} by ${pixels} pixels, in ${inWords(cast)} colours with ${shadowSaid(shadowWord)}dark outlines, ${clear ? 'on a checkerboard that stands for a transparent ground' : 'on a plain ground'}. Its palette stands below as small squares.`,
      subject: `${said}${carrying}, as ${aOrAn(`${pixels}-pixel sprite`)}`,
      details: [...subject.details, `${inWords(cast)} colours, the ground among them`, ...(coloursIn(shadowWord)[0] ? [`${shadowWord.toLowerCase()} shadows`] : []), ...(frames > 1 ? [`${inWords(frames)} frames`] : []), 'the palette in small squares below'],
      colours: palette,
    }),
  }
}

function shadowSaid(word: string): string {
  return coloursIn(word)[0] ? `${word.toLowerCase()} shadows and ` : ''
}

function varied(colour: Hex, random: Random): Hex {
  return random.chance(0.6) ? colour : mix(colour, random.pick(['#3f8fbf', '#c9a13f', '#8a4fb0', '#4fa36a', '#c9506a'] as const), random.between(0.3, 0.8))
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.round(value)))
}

function backdrop(sheet: PixelCanvas, ground: Hex, second: Hex, clear: boolean): void {
  for (let y = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++) {
      const checked = clear && (Math.floor(x / 4) + Math.floor(y / 4)) % 2 === 1
      sheet.set(x, y, checked ? second : ground)
    }
  }
}

/** A flat oval under the feet. */
function shadow(sheet: PixelCanvas, figure: PixelCanvas, left: number, foot: number, colour: Hex): void {
  let [from, to] = [figure.width, 0]
  for (let y = Math.floor(figure.height * 0.75); y < figure.height; y++) for (let x = 0; x < figure.width; x++) if (figure.at(x, y) !== null) [from, to] = [Math.min(from, x), Math.max(to, x)]
  const [middle, half, flat] = [(from + to) / 2, (to - from) / 2 + 2, Math.max(1.6, figure.height / 16)]
  for (let y = -Math.ceil(flat); y <= flat; y++) for (let x = from - 3; x <= to + 3; x++) if (((x - middle) / half) ** 2 + (y / flat) ** 2 <= 1) sheet.set(left + x, foot + y, colour)
}

/** The palette, two pixels each, along the bottom; the ground's own are left out, as they couldn't be seen. */
function swatches(sheet: PixelCanvas, palette: readonly Hex[]): void {
  const unit = sheet.width >= 80 ? 3 : 2
  const ground = sheet.at(0, 0)
  const shown = [...palette].filter((colour) => colour !== ground).sort((a, b) => lightness(a) - lightness(b)).slice(0, Math.floor((sheet.width - 4) / unit))
  const left = Math.floor((sheet.width - shown.length * unit) / 2)
  shown.forEach((colour, i) => {
    for (let y = 0; y < unit; y++) for (let x = 0; x < unit; x++) sheet.set(left + i * unit + x, sheet.height - unit - 2 + y, colour)
  })
}
