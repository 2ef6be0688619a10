/** Choosing one of several answers: what fits the speaker's stand, then what touches what it cares for, then chance. */
import { stemsOf } from '../stems.ts'
import { polarityOfText } from '../hearing.ts'
import type { Scene } from '../scene.ts'
import { inCommon, type Standpoint } from './standpoint.ts'

const YES = /\b(?:yes|for|support|agree|good|more|always|keep|build|love|like|true|right|approve|trust|definitely|often|better)\b/i
const NO = /\b(?:no|not|never|none|against|oppose|disagree|bad|less|remove|stop|hate|false|wrong|leave|reject|rarely|worse)\b/i
const UNDECIDED = /\b(?:don'?t know|not sure|unsure|undecided|neutral|neither|no opinion|can'?t say|ask again|depends)\b/i
const STAND_WORTH = 3
const TOUCH_WORTH = 1.5
const UNDECIDED_WORTH = 1.5

export function choose(options: readonly string[], standpoint: Standpoint, { speaker, random }: Scene): string {
  const own = stemsOf([...speaker.interests, ...speaker.beliefs, ...speaker.knowledge].join(' '))
  let best = options[0] as string
  let most = Number.NEGATIVE_INFINITY
  for (const option of options) {
    const touched = Math.min(2, inCommon(stemsOf(option), own)) + (speaker.interests.some((one) => option.toLowerCase().includes(one.toLowerCase())) ? 1 : 0)
    const worth = STAND_WORTH * standpoint.lean * directionOf(option) + TOUCH_WORTH * touched + undecided(option, standpoint) + random.next()
    if (worth > most) [best, most] = [option, worth]
  }
  return best
}

function directionOf(option: string): number {
  if (UNDECIDED.test(option)) return 0
  if (NO.test(option)) return -1
  return YES.test(option) ? 1 : polarityOfText(option)
}

function undecided(option: string, { lean, isNew }: Standpoint): number {
  if (!UNDECIDED.test(option)) return 0
  return isNew || lean === 0 ? UNDECIDED_WORTH : -UNDECIDED_WORTH
}
