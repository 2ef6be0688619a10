/**
 * The mirrored mix of DESIGN "Speed to reach", as a brain: a turn is one refresh and one action. 20 % post 20 words, 40 %
 * like, 20 % comment 10 words, 20 % follow the author; the target is any of the posts the refresh showed. A like given
 * twice is refused and counts: the store has had the work.
 */
import { NO_INPUT, type Intent } from '../../../agent/action.ts'
import { perAgent, rest, type Brain, type Decision, type Notes, type Situation } from '../../../agent/brain.ts'
import { plainWords } from './plain-words.ts'

export const ACTS_PER_TURN = 2
export const GENERATOR = 'plain words'

export const mirroredBrain: Brain = perAgent('habit', decide)

const NO_NOTES: Notes = {}
const LOOK: Decision = { kind: 'intents', intents: [{ action: 'refresh_feed', target: null, input: NO_INPUT }], notes: NO_NOTES, generator: null }
const REST = rest()

function decide(situation: Situation): Decision {
  if (situation.step === 0) return LOOK
  if (situation.step === 1) return { kind: 'intents', intents: [choose(situation)], notes: NO_NOTES, generator: GENERATOR }
  return REST
}

function choose({ acted, random }: Situation): Intent {
  const result = acted[0]?.result
  const posts = result?.kind === 'done' ? result.items : []
  const draw = random.next()
  if (draw < 0.2 || posts.length === 0) return { action: 'create_post', target: null, input: { text: plainWords(random, 20) } }
  const post = random.pick(posts)
  if (draw < 0.6) return { action: 'like_post', target: post.id, input: NO_INPUT }
  if (draw < 0.8) return { action: 'comment', target: post.id, input: { text: plainWords(random, 10) } }
  return { action: 'follow', target: post.authorId, input: NO_INPUT }
}
