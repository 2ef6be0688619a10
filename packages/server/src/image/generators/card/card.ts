/** Social cards and quote graphics: the line a prompt gives, in type that fills its place, and one thing beside it. */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Generate } from '../../generated.ts'
import { coloursIn, firstSaid, lineIn, ratioIn } from '../prompt-words.ts'
import { described } from '../said.ts'
import { sizeOf } from '../size.ts'
import { framed } from '../svg.ts'
import { carousel, cover, launch, quote, receipt, type CardBrief, type DrawnCard } from './cards.ts'

type Params = GeneratorParams['card']
type Style = NonNullable<Params['style']>

interface Known {
  readonly draw: (brief: CardBrief) => DrawnCard
  /** Width over height when nothing else is said. */
  readonly ratio: number
  readonly lines: readonly string[]
}

const STYLES: Readonly<Record<Style, Known>> = {
  cover: { draw: cover, ratio: 1, lines: ['SLOW MONDAY', 'SOFT START', 'LONG LIGHT', 'STAY FOR TEA', 'MORE AIR', 'HALF PAST SUMMER'] },
  launch: { draw: launch, ratio: 1, lines: ['OUT NOW', 'IT’S HERE', 'DAY ONE', 'HELLO AT LAST', 'DOORS OPEN'] },
  carousel: { draw: carousel, ratio: 1, lines: ['five things we stopped doing', 'what nobody asks first', 'three small yeses', 'before you post, breathe'] },
  quote: { draw: quote, ratio: 4 / 5, lines: ['Say less, but say it on a Tuesday.', 'The draft you delete was also work.', 'Nobody remembers the second slide.', 'Leave room. People move in.', 'If it needs an arrow, it needs a walk.'] },
  receipt: { draw: receipt, ratio: 4 / 5, lines: ['FEELINGS & CO.'] },
}
const WORDS: readonly (readonly [RegExp, Style])[] = [[/receipt|till/i, 'receipt'], [/quote|portrait|serif/i, 'quote'], [/carousel|first frame|swipe|peel/i, 'carousel'], [/launch|sticker|release/i, 'launch'], [/cover|sun\b|gradient/i, 'cover']]

export const card: Generate<Params> = (params, random) => {
  const prompt = params.prompt ?? ''
  const style = params.style ?? firstSaid(prompt, WORDS) ?? random.fork('style').pick(Object.keys(STYLES) as Style[])
  const known = STYLES[style]
  const words = cleaned(params.text) ?? cleaned(lineIn(prompt) ?? undefined) ?? random.fork('words').pick(known.lines)
  const ratio = ratioIn(prompt) ?? (/\bsquare\b/i.test(prompt) ? 1 : known.ratio)
  const size = sizeOf(params, ratio >= 1 ? { width: 1080, height: Math.round(1080 / Math.min(2, ratio)) } : { width: Math.round(1200 * Math.max(0.5, ratio)), height: 1200 })
  const view = { width: 1080, height: Math.round(1080 * size.height / size.width) }
  const drawn = known.draw({ words, prompt, colours: coloursIn(prompt.replace(/\bin white\b|paper[- ]cut|paper grain|thermal-paper|orange on/gi, '')).map(({ colour }) => colour), view, random: random.fork(style) })
  return {
    picture: { ...size, svg: framed(size, drawn.body, view) },
    description: described({ alt: `${drawn.said.charAt(0).toUpperCase()}${drawn.said.slice(1)}.`, subject: `a card that reads “${style === 'receipt' ? 'a receipt of feelings' : words}”`, details: drawn.details, colours: drawn.colours }),
  }
}

/** What the faces can set: Latin and common punctuation. Anything else is left out rather than drawn as a box. */
function cleaned(words: string | undefined): string | undefined {
  const kept = words?.replaceAll(/[^\u0020-\u017F\u2010-\u2026\u20AC]/g, '').replaceAll(/\s+/g, ' ').trim()
  return kept === '' ? undefined : kept
}

