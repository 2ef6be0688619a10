/** Images that nobody drew, described as ours are: forty of them, of every kind, for trying what is said under them. */
import type { PictureKind } from '@troupe/contract'
import type { HeardPicture } from '../brief.ts'

export interface InventedPicture extends HeardPicture {
  readonly kind: PictureKind
  /** The workflow type it would come from; null for a person's own. */
  readonly type: string | null
}

function made(kind: PictureKind, type: string, subject: string, alt: string, ...details: string[]): InventedPicture {
  return { kind, type, generator: kind, subject, alt, details }
}

/** A person's own: an alt text and nothing else. */
function photo(alt: string): InventedPicture {
  return { kind: 'photo', type: null, generator: null, subject: '', alt, details: [] }
}

export const PICTURES: readonly InventedPicture[] = [
  made('chart', 'chart', 'a ridgeline chart of daily temperature by month', 'A ridgeline chart: twelve overlapping curves from blue January to ochre July.', 'twelve overlapping curves', 'direct labels at the left', 'a narrow July', 'no legend'),
  made('chart', 'chart', 'a slope chart of bus punctuality in ten towns', 'A slope chart of ten towns over two years; one line rises in orange.', 'one rising line in orange', 'nine grey lines', 'names at the line ends'),
  made('chart', 'chart', 'small multiples of rainfall in nine places', 'Nine small bar charts of rainfall on a shared scale, the wettest month in dark blue.', 'a shared scale', 'the wettest month in dark blue', 'nine panels'),
  made('chart', 'chart', 'a bar chart of library visits by weekday', 'Seven horizontal bars in grey, Tuesday in teal.', 'bars from zero', 'one teal bar', 'the source under the chart'),
  made('chart', 'chart', 'a scatter plot of bread price against queue length', 'Forty muted dots and one outlier in coral.', 'one outlier in coral', 'forty muted dots', 'the name beside the outlier'),
  made('chart', 'annotated-map', 'a hexagon tile map of invented districts', 'A hexagon map in five steps of teal with three annotated districts.', 'five steps of teal', 'three thin leader lines', 'a legend written as a sentence', 'each district has one hexagon'),
  made('chart', 'annotated-map', 'a dot-density map of street trees along a river', 'Moss dots on muted paper, thicker along a pale river.', 'a pale river', 'the thick row of dots along the avenue', 'one empty district'),
  made('chart', 'chart', 'a heatmap of noise by hour and weekday', 'A heatmap from cream to plum, the quietest hour outlined.', 'the outlined quietest hour', 'Friday evening in deep plum', 'seven rows'),
  made('sprite', 'sprite', 'a mushroom knight', 'A pixel-art mushroom knight with a bent spear, teal shadows.', 'eight colours', 'the bent spear', 'teal shadows', 'an outline only on the lit side'),
  made('sprite', 'sprite', 'a courier fox in four frames', 'Four frames of a fox carrying a letter twice its size.', 'four frames of a walk cycle', 'a letter twice its size', 'a warm autumn palette'),
  made('sprite', 'sprite', 'a lighthouse that has learnt to walk', 'A boss sprite of a walking lighthouse with two glowing windows.', 'two glowing windows', 'barnacles', 'twelve colours', 'two stubby legs'),
  made('sprite', 'sprite', 'a slime with one tooth', 'A small mint slime with a single tooth.', 'a single tooth', 'four colours', 'a highlight of two pixels'),
  made('tileset', 'tileset', 'a tileset of a flooded library', 'Sixty-four tiles: shelves, floating books, mossy stone and water.', 'floating books', 'water edges that loop', 'mossy stairs', 'no seams'),
  made('tileset', 'tileset', 'farm tiles at dusk', 'Top-down farm tiles with four crops, a well and one lit window.', 'one lit window', 'four crops in three stages', 'cool shadows', 'a well'),
  made('tileset', 'tileset', 'a snow village tileset', 'Roofs, paths and pine trees in navy and white.', 'pine trees in navy', 'one warm window', 'tracks in the snow'),
  made('packshot', 'packshot', 'a hand-thrown ceramic cup on a warm-grey sweep', 'Studio picture of a hand-thrown ceramic cup, lit by one large softbox.', 'bare clay below the glaze line', 'a soft shadow to the right', 'iron specks in the glaze'),
  made('packshot', 'packshot', 'a square perfume bottle on a black mirror of acrylic', 'Studio picture of a square perfume bottle of pale green glass, lit from behind its edges.', 'a bright rim on every edge', 'a clean mirror image below', 'no label', 'a cube of glass for a stopper'),
  made('packshot', 'packshot', 'three amber pharmacy jars on linen', 'Three amber jars in low light from the left.', 'long soft shadows', 'the weave of the linen', 'black ribbed lids', 'room for words above'),
  made('packshot', 'packshot', 'a steel wristwatch on white', 'A steel wristwatch seen from straight above; the second hand is orange.', 'the strip of light on the brushed dial', 'a thin orange second hand', 'no name on the dial'),
  made('packshot', 'catalogue-set', 'nine kitchen tools in a grid', 'Nine kitchen tools standing upright in a grid of three by three on white.', 'one baseline in each row', 'the same soft shadow under each', 'the wires of the whisk', 'each row stands on one line'),
  made('packshot', 'catalogue-set', 'a folded wool blanket from three sides', 'Three views of one folded wool blanket in rust.', 'four soft folds', 'two woven stripes', 'the colour is the same in every view'),
  made('packshot', 'packshot', 'two bars of soap on linen', 'Two bars of marbled soap, one laid across the other, in raking light.', 'marbled veins', 'one bar laid across the other', 'long soft shadows'),
  made('generative-art', 'generative-art', 'a flow field round three empty circles', 'Hair-thin lines in indigo and brass curling round three empty circles.', 'three empty circles', 'hair-thin strands of brass', 'no centre', 'paper texture'),
  made('generative-art', 'generative-art', 'rings like the cut of an impossible tree', 'Concentric rings of noise in many colours, one ring missing.', 'one missing ring', 'a slightly wrong centre', 'the season of rust'),
  made('generative-art', 'generative-art', 'reaction-diffusion coral', 'Coral-like growth in cream on oxblood.', 'stripes turning into spots', 'a bare corner', 'cream growth on oxblood'),
  made('generative-art', 'generative-art', 'packed circles on navy', 'Circles from large to tiny in lilac and amber.', 'one circle left empty', 'tiny circles at the rim', 'no two circles of one size'),
  made('generative-art', 'generative-art', 'a fern of nine generations', 'A branching fern in emerald on black with one branch in gold.', 'one branch in gold', 'nine generations of leaves', 'a lean to the left'),
  made('gradient', 'gradient', 'a slow horizon from violet to melon', 'A gradient from bruise violet to melon with fine grain.', 'a soft horizon slightly too low', 'fine grain', 'the melon at the foot'),
  made('gradient', 'gradient', 'three blooms of jellyfish colours', 'A mesh gradient of cyan, milk and rose with one sharp diagonal.', 'a single sharp diagonal', 'a bloom of rose', 'the milk-white middle'),
  made('ui-mockup', 'ui-mockup', 'a phone screen for watering plants', 'A list of three plants with dates in large figures and one green button.', 'one green button', 'dates in large figures', 'three rows'),
  made('ui-mockup', 'ui-mockup', 'an empty inbox', 'An empty state: a drawing of a folded letter, one sentence, one button.', 'a line drawing of a folded letter', 'a single sentence', 'wide margins'),
  made('ui-mockup', 'ui-mockup', 'a settings page in two themes', 'Eight rows in a light and a dark theme, one switch on, a focus ring.', 'a visible focus ring', 'eight rows', 'the same spacing in both themes', 'one switch is on'),
  made('ui-mockup', 'component-sheet', 'one button in eight states', 'A component sheet with eight states of a button and thin measuring lines.', 'thin measuring lines', 'the disabled state', 'spacing in multiples of four'),
  made('card', 'social-card', 'a square cover that says SLOW MONDAY', 'A coral to apricot cover with the words SLOW MONDAY and a paper-cut sun.', 'heavy rounded type', 'a paper-cut sun', 'plenty of air'),
  made('card', 'social-card', 'a launch card with a black sticker', 'A lime card with an oversized sticker reading OUT NOW.', 'an oversized sticker at a slight angle', 'lime paper grain'),
  made('card', 'quote-graphic', 'a receipt of feelings', 'A receipt on thermal paper listing feelings in monospaced type.', 'a total in capitals', 'thermal-paper texture', 'a crooked bar code'),
  photo('My dog Biscuit asleep on a stack of unfolded laundry, next to a blue mug.'),
  photo('Low tide at the harbour: two red boats lying on the mud and a gull on a post.'),
  photo('A loaf of bread on a wooden board, cut once, steam in the morning light.'),
  { kind: 'placeholder', type: 'packshot', generator: 'placeholder', placeholder: true, subject: 'a placeholder', alt: 'A grey placeholder for an image that could not be made.', details: [] },
]
