/** Plain dictionary words, so that the benchmark measures the loop and not the art of writing. */
import type { Random } from '../../../base/random.ts'

const WORDS = (
  'able about above across after again air all almost along animal answer apple around autumn away bag ball bank basket beach bear bed before bell ' +
  'below bench between bicycle bird boat book bottle bowl box branch bread bridge bright brother brush button cake calm candle carpet chair chalk ' +
  'cheese circle city clean clock cloth cloud coat coffee cold colour corner cotton cough cousin cover cup curtain dance day deep desk dinner door ' +
  'dress drum early earth east edge egg engine evening fabric family farm feather fence field finger fire fish floor flower forest forward fresh ' +
  'friend fruit garden gate gentle glass glove grain grass green ground hammer hand harbour heavy hill honest horse hour house hundred ice inside ' +
  'island jacket jar journey juice kettle key kitchen knot ladder lake lamp leaf lemon letter level light linen long loud machine map market meadow ' +
  'middle milk mirror month moon morning mountain music narrow needle nest night north notebook number ocean office onion open orange order oven page ' +
  'paint paper park path pencil people pepper piano picture pillow plain plant plate pocket potato quiet rain river road roof room root round salt ' +
  'sand school season seed shadow sheep shelf shirt shoe shop silver simple sister sky slow small smooth snow soap soft song soup south spoon spring ' +
  'square stairs star stone story straight street string summer sun table tall thread ticket tower town train tree under valley village wagon walk ' +
  'wall warm water wave weather west wheel white wide wind window winter wood wool yellow young'
).split(' ')

const SPACED = WORDS.map((word) => ` ${word}`)

/** At least one. */
export function plainWords(random: Random, count: number): string {
  // Strung together it takes 530 ns for 20 words, joined from a list 870.
  let text = random.pick(WORDS)
  for (let n = 1; n < count; n++) text += random.pick(SPACED)
  return text
}
