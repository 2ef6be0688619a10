/** Pictures from rules: the prompt names the rule and the colours, chance does the rest. */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Generate } from '../../generated.ts'
import { countOf, firstSaid } from '../prompt-words.ts'
import { described, inWords } from '../said.ts'
import { sizeOf, type Size } from '../size.ts'
import { framed, grain, rect } from '../svg.ts'
import { circlePacking } from './circle-packing.ts'
import { flowField } from './flow-field.ts'
import { plants } from './l-system.ts'
import { artPalette } from './palette.ts'
import { coral } from './reaction-diffusion.ts'
import { rings } from './rings.ts'
import { penrose, truchet } from './tiling.ts'

type Params = GeneratorParams['generative-art']
type Style = NonNullable<Params['style']>

const STYLES: readonly Style[] = ['flow-field', 'tiling', 'l-system', 'rings', 'circle-packing', 'reaction-diffusion']
const WORDS: readonly (readonly [RegExp, Style])[] = [
  [/flow field|flow-field|hair-thin|streamlines?|wind/i, 'flow-field'], [/reaction|diffusion|coral|turing|labyrinth/i, 'reaction-diffusion'], [/rings?|\btree\b.*cut|concentric/i, 'rings'],
  [/penrose|truchet|til(?:es|ing)|mosaic/i, 'tiling'], [/l-system|plant|fern|branch|weed|botan/i, 'l-system'], [/circle packing|packed|bubbles|circles|dots/i, 'circle-packing'],
]

export const generativeArt: Generate<Params> = (params, random) => {
  const prompt = params.prompt ?? ''
  const style = params.style ?? firstSaid(prompt, WORDS) ?? random.fork('style').pick(STYLES)
  const palette = artPalette(prompt, random.fork('palette'))
  const size = sizeOf(params, style === 'l-system' ? { width: 896, height: 1088 } : { width: 1024, height: 1024 })
  const inner = random.fork(style)
  const drawn = (body: string) => framed(size, `${rect(0, 0, size.width, size.height, palette.ground)}${body}${grain(size, 0.07)}`)
  const as = (alt: string, subject: string, details: readonly string[], body: string) => ({ picture: { ...size, svg: drawn(body) }, description: described({ alt, subject, details: [...details, 'paper grain'], colours: [palette.ground, ...palette.inks.slice(0, 4)] }) })
  switch (style) {
    case 'flow-field': return flowing(prompt, size, palette, inner)
    case 'tiling': {
      const five = /penrose|five-?fold|rhomb|aperiodic/i.test(prompt) || (!/truchet|ribbon|weave/i.test(prompt) && inner.chance(0.5))
      return five
        ? as('A Penrose tiling of thick and thin rhombs that never repeats, its colours fading outward from a point off the middle.', 'a Penrose tiling', ['two shapes of rhomb', 'five-pointed stars that nobody drew'], penrose(size, palette, inner))
        : as('A Truchet tiling: square tiles of quarter circles whose ribbons join into long loops and crossings, with a few round dots.', 'a Truchet tiling of ribbons', ['loops that close', 'ribbons that pass over each other'], truchet(size, palette, inner))
    }
    case 'l-system': return as('Branching plants grown by a rewriting rule stand on dark ground before a pale disc, with small buds at the tips.', 'plants grown by an L-system', ['no two branches at the same angle', 'buds at the tips', 'a disc like a low sun'], plants(size, palette, inner))
    case 'rings': {
      const [missing, seasonal] = [/missing|gap/i.test(prompt) || inner.chance(0.4), /season/i.test(prompt) || prompt === '']
      return as(`Concentric uneven rings like the cut of a tree${seasonal ? ', in greens, golds, rusts and blues' : ''}${missing ? '; one ring is missing and shows the paper' : ''}.`, 'rings like the cut of a tree', [...(missing ? ['the missing ring'] : []), ...(seasonal ? ['each ring another season'] : []), 'the heart is off the middle'], rings(size, palette, missing, seasonal, inner))
    }
    case 'circle-packing': {
      const { body, count } = circlePacking(size, palette, inner)
      return as(`${count} circles of all sizes packed until they nearly touch, some filled, some ringed, some halved.`, 'packed circles', [`${count} circles`, 'targets among the large ones', 'no two overlap'], body)
    }
    case 'reaction-diffusion': {
      const letters = /letters?|typewriter|alphabet|vowels?/i.test(prompt)
      const { body, vowels } = coral(size, palette, letters, inner)
      return as(letters ? `A labyrinth of coral grown over a grid of typewriter letters; only the vowels, ${vowels} of them, stay clear.` : 'A labyrinth of coral-like lines of even width, grown by reaction and diffusion.', letters ? 'coral over typewriter letters' : 'a reaction-diffusion labyrinth', [...(letters ? ['the vowels left clear', 'consonants half drowned'] : []), 'lines of one width throughout'], body)
    }
  }
}

function flowing(prompt: string, size: Size, palette: Parameters<typeof flowField>[1], random: Parameters<typeof flowField>[3]): ReturnType<Generate<Params>> {
  const holes = countOf(prompt, '(?:empty |open )?circles') ?? random.pick([0, 2, 3])
  const { picture } = flowField(size, palette, holes, random)
  return {
    picture,
    description: described({
      alt: `Thousands of hair-thin lines flow over textured paper${holes > 0 ? ` and curl round ${inWords(holes)} empty ${holes === 1 ? 'circle' : 'circles'}` : ''}; nothing marks the middle.`,
      subject: `a flow field of thin lines${holes > 0 ? ` round ${inWords(holes)} empty ${holes === 1 ? 'circle' : 'circles'}` : ''}`,
      details: [...(holes > 0 ? ['the circles stay empty'] : []), 'lines that never cross against the stream', 'paper texture', 'no centre'],
      colours: [palette.ground, ...palette.inks.slice(0, 3)],
    }),
  }
}
