/** What kind of image one looks at: told by what made it where that is known, else by the words of its description. */
import type { PictureKind } from '@troupe/contract'
import type { HeardPicture } from './brief.ts'

const TELLING: readonly (readonly [PictureKind, RegExp])[] = [
  ['placeholder', /\bplaceholder\b|\bcould not be made\b|\bstands in for\b/gi],
  ['tileset', /\btile ?sets?\b|\btilemaps?\b|\bground tiles?\b|\bedge tiles?\b|\bautotiles?\b|\b\d+ tiles\b/gi],
  ['sprite', /\bsprites?\b|\bpixel[- ]art\b|\bwalk cycle\b|\bidle (?:pose|frames?)\b|\bpixel (?:figure|character|creature)\b/gi],
  ['chart', /\bcharts?\b|\bplots?\b|\bbars?\b|\baxis\b|\baxes\b|\bheat ?maps?\b|\bridgelines?\b|\bhexagon(?:al)?(?: tile)? maps?\b|\bdot[- ]density\b|\bsmall multiples\b|\bscatter(?:plot)?\b|\bslope\b/gi],
  ['ui-mockup', /\b(?:screen|screens|wireframe|mock-?up|interface|button|buttons|form field|input field|settings page|empty state|checkout|dashboard|component sheet|toggle|tab bar|chat window)\b/gi],
  ['card', /\b(?:cover|launch card|social card|carousel|quote (?:card|graphic)|receipt|poster|sticker|lettering|headline|set in (?:heavy|bold|serif|large))\b/gi],
  ['generative-art', /\b(?:flow field|reaction-diffusion|l-system|truchet|tilings?|circle packing|packed circles|concentric rings?|generative|particles?|branching|recursive)\b/gi],
  ['gradient', /\bgradients?\b|\bmesh of colours?\b|\bsoft horizon\b|\bblurred colours?\b/gi],
  ['packshot', /\b(?:packshot|product picture|studio picture|softbox|seamless|still life|acrylic|catalogue|on white ground)\b/gi],
]

const GENERATED: Readonly<Record<string, PictureKind>> = {
  chart: 'chart', sprite: 'sprite', tileset: 'tileset', packshot: 'packshot', 'generative-art': 'generative-art', gradient: 'gradient', 'ui-mockup': 'ui-mockup', card: 'card', placeholder: 'placeholder',
}

/** Null where nothing tells: then only what fits any image is said of it, and nobody takes it for a photograph. */
export function kindOf(picture: HeardPicture): PictureKind | null {
  if (picture.placeholder === true) return 'placeholder'
  const { generator } = picture
  // A person's own image was made by no generator.
  if (generator === null) return 'photo'
  const known = generator === undefined ? undefined : GENERATED[generator]
  if (known !== undefined) return known
  // What an image is of weighs more than what else is in it: a poster of a chart is spoken of as a poster.
  const words = `${picture.subject} ${picture.subject} ${picture.alt} ${picture.details.join(' ')}`
  let best: PictureKind | null = null
  let most = 0
  for (const [kind, telling] of TELLING) {
    const count = words.match(telling)?.length ?? 0
    if (count > most) {
      best = kind
      most = count
    }
  }
  return best
}
