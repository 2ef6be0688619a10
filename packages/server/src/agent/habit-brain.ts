/**
 * The habit brain: look around, then a weighted choice of what to do, once or a few times, then rest. Weights are
 * normalised, so every action with a weight happens at its share. It chooses by itself; only words are asked for.
 * The shares are those of choices: each round of a turn is one, drawn without regard to the rounds before it. The look a
 * turn opens with is none, so a weight on looking around means looking again, and what is seen then can be acted upon.
 * A choice that finds no target (nothing new to like) does nothing, rather than shift the shares of the others.
 */
import { NO_INPUT, type Action, type Intent } from './action.ts'
import { perAgent, rest, type Brain, type Decision, type Notes, type Situation } from './brain.ts'
import { isAboutGroups, lookAtGroups, newGroup } from './group-habits.ts'
import { lookAround } from './look-around.ts'
import { chooseTarget, type Target } from './target.ts'
import { titleAndCaption } from './title-and-caption.ts'
import { captioned, pictureToCome, wishForPicture, type Pictured } from './picture-habits.ts'
import { fallbackWords, TEMPLATE_GENERATOR } from './fallback.ts'
import type { SeenItem } from './seen-item.ts'
import { weightsHere } from './weights-here.ts'
import { askForWords, wordsOf, type About } from './words.ts'

/** What an agent without weights of its own does: reads much, likes often, talks now and then. */
export const STANDARD_WEIGHTS: Readonly<Record<string, number>> = {
  create_post: 2, comment: 3, like_post: 4, like_comment: 1, dislike_post: 0.4, follow: 0.8, repost: 0.4, quote_post: 0.6, do_nothing: 0.5,
}

/** Chances of a second and a third thing done in one turn. */
const SECOND_CHANCE = 0.4
const THIRD_CHANCE = 0.15

type HabitNotes =
  | { readonly phase: 'looking'; readonly rounds: number }
  /** Looking at the groups there are, for an act that is about one. */
  | { readonly phase: 'finding'; readonly rounds: number; readonly posts: readonly SeenItem[]; readonly action: string }
  | { readonly phase: 'acting'; readonly rounds: number; readonly posts: readonly SeenItem[] }
  | {
    readonly phase: 'writing'
    readonly rounds: number
    readonly posts: readonly SeenItem[]
    readonly action: string
    readonly target: Target
    /** What the words are for, where they go with an image. */
    readonly pictured?: Pictured
  }
  /** An image is being made, to be shown. */
  | { readonly phase: 'picturing'; readonly rounds: number; readonly posts: readonly SeenItem[]; readonly action: string; readonly target: Target; readonly type: string }

export const habitBrain: Brain = perAgent('habit', decide)

function decide(situation: Situation): Decision {
  const notes = situation.notes as HabitNotes | Record<string, never>
  if (!('phase' in notes)) return begin(situation)
  switch (notes.phase) {
    case 'looking':
      return choose(situation, seenIn(situation), notes.rounds)
    case 'acting':
      return notes.rounds > 0 ? choose(situation, withNewlySeen(notes.posts, seenIn(situation)), notes.rounds) : rest()
    case 'finding':
      return inGroups(situation, notes)
    case 'writing':
      return write(situation, notes)
    case 'picturing':
      return caption(situation, notes)
  }
}

function begin(situation: Situation): Decision {
  const { random } = situation
  const rounds = 1 + (random.chance(SECOND_CHANCE) ? 1 : 0) + (random.chance(THIRD_CHANCE) ? 1 : 0)
  const look = lookAround(situation.actions)
  if (look === null) return choose(situation, [], rounds)
  const notes: HabitNotes = { phase: 'looking', rounds }
  return { kind: 'intents', intents: [look], notes, generator: null }
}

function seenIn(situation: Situation): readonly SeenItem[] {
  const [looked] = situation.acted
  return looked?.result.kind === 'done' ? looked.result.items : []
}

/** A search or a second look has shown these as well; as they stand now, where one was seen before. */
function withNewlySeen(posts: readonly SeenItem[], seen: readonly SeenItem[]): readonly SeenItem[] {
  const found = seen.filter((item) => item.kind === 'post')
  if (found.length === 0) return posts
  const ids = new Set(found.map((item) => item.id))
  return [...found, ...posts.filter((item) => !ids.has(item.id))]
}

/** The weights that apply, kept to actions the platform has. */
export function habitWeights(situation: Pick<Situation, 'agent' | 'actions'>): [Action, number][] {
  const { brain, persona } = situation.agent
  const own = (brain.kind === 'habit' ? brain.weights : undefined) ?? persona?.actionWeights ?? {}
  const weights = Object.keys(own).length > 0 ? own : STANDARD_WEIGHTS
  return weightsHere(weights, situation.actions)
}

function choose(situation: Situation, posts: readonly SeenItem[], rounds: number): Decision {
  if (situation.actsLeft === 0) return rest()
  const picked = situation.random.weighted(habitWeights(situation), ([, weight]) => weight)
  if (picked === null) return rest('nothing I do by habit can be done here')
  const [action] = picked
  if (isAboutGroups(action)) {
    const notes: HabitNotes = { phase: 'finding', rounds: rounds - 1, posts, action: action.name }
    return { kind: 'intents', intents: [lookAtGroups(action)], notes: notes as Notes, generator: null }
  }
  const target = chooseTarget(action, posts, situation)
  if (target === null) return rest(`wanted to ${spoken(action)}, found nothing for it`)
  return toward(situation, action, target, posts, rounds)
}

function toward(situation: Situation, action: Action, target: Target, posts: readonly SeenItem[], rounds: number): Decision {
  if (action.image !== null) {
    const wish = wishForPicture(action.name, situation)
    if (wish === null) return rest(`wanted to ${spoken(action)}, but makes no images`)
    const notes: HabitNotes = { phase: 'picturing', rounds: rounds - 1, posts, action: action.name, target, type: wish.type }
    return { kind: 'ask', ask: wish.ask, notes: notes as Notes }
  }
  if (action.workflow !== null && action.words !== null) {
    const pictured = pictureToCome(situation)
    if (pictured === null) return rest(`wanted to ${spoken(action)}, but makes no images`)
    const notes: HabitNotes = { phase: 'writing', rounds: rounds - 1, posts, action: action.name, target, pictured }
    return { kind: 'ask', ask: askForWords(situation, action.words, { ...aboutOf(target), picture: captioned(pictured, situation.agent) }), notes: notes as Notes }
  }
  if (action.words !== null) {
    const notes: HabitNotes = { phase: 'writing', rounds: rounds - 1, posts, action: action.name, target }
    return { kind: 'ask', ask: askForWords(situation, action.words, aboutOf(target)), notes: notes as Notes }
  }
  const notes: HabitNotes = { phase: 'acting', rounds: rounds - 1, posts: withoutTarget(posts, target) }
  return { kind: 'intents', intents: [plainIntent(action, target, situation)], notes: notes as Notes, generator: null }
}

/** The groups have been looked at. */
function inGroups(situation: Situation, { action: name, posts, rounds }: HabitNotes & { phase: 'finding' }): Decision {
  const action = situation.actions.get(name)
  if (action === undefined || situation.actsLeft === 0) return rest()
  const groups = seenIn(situation)
  if (action.target !== null) {
    const target = chooseTarget(action, groups, situation)
    return target === null ? rest(`wanted to ${spoken(action)}, found nothing for it`) : toward(situation, action, target, posts, rounds + 1)
  }
  const input = newGroup(groups, situation)
  if (input === null) return rest('wanted to make a group, but there is one for all I care about')
  const after: HabitNotes = { phase: 'acting', rounds, posts }
  return { kind: 'intents', intents: [{ action: action.name, target: null, input }], notes: after as Notes, generator: TEMPLATE_GENERATOR }
}

/** The image is there: now its caption. */
function caption(situation: Situation, { action: name, rounds, posts, target, type }: HabitNotes & { phase: 'picturing' }): Decision {
  const action = situation.actions.get(name)
  if (action?.words == null || situation.reply?.kind !== 'image') return rest('lost my image')
  const { reply } = situation.reply
  if (reply.kind !== 'made') return rest(`could not make an image: ${reply.message}`)
  const pictured: Pictured = { source: { imageId: reply.imageId }, picture: { ...reply.picture, generator: reply.generator, placeholder: reply.placeholder !== null }, type }
  const notes: HabitNotes = { phase: 'writing', rounds, posts, action: name, target, pictured }
  return { kind: 'ask', ask: askForWords(situation, action.words, { ...aboutOf(target), picture: captioned(pictured, situation.agent) }), notes: notes as Notes }
}

function write(situation: Situation, notes: HabitNotes & { phase: 'writing' }): Decision {
  const action = situation.actions.get(notes.action)
  const after: HabitNotes = { phase: 'acting', rounds: notes.rounds, posts: withoutTarget(notes.posts, notes.target) }
  if (action?.words == null || situation.reply?.kind !== 'model') return rest('lost my words')
  const { reply } = situation.reply
  // Never asked, for want of a key or a model: a page of templates would be no feed, and the reason is on the trace.
  if (reply.kind === 'failed' && reply.attempts.length === 0) return rest(`had no model to speak through: ${reply.message}`)
  const { pictured } = notes
  const about: About = pictured === undefined ? aboutOf(notes.target) : { ...aboutOf(notes.target), picture: captioned(pictured, situation.agent) }
  const words = wordsOf(reply, action.words) ?? fallback(situation, action, about)
  if (words === null) return rest('found no words')
  const input: Record<string, unknown> = { [action.words.field]: words.text }
  if (action.words.form === 'caption') {
    const { title, text } = titleAndCaption(words.text)
    input[action.words.field] = text
    if (title !== null) input['title'] = title
  }
  if (pictured !== undefined) {
    if ('imageId' in pictured.source && action.image !== null) input[action.image.field] = pictured.source.imageId
    if ('workflow' in pictured.source && action.workflow !== null) input[action.workflow.field] = pictured.source.workflow
  }
  if (about.comment !== null && action.alsoNames.includes('replyTo')) input['replyTo'] = about.comment.id
  const intent: Intent = { action: action.name, target: notes.target.id, input }
  return { kind: 'intents', intents: [intent], notes: after as Notes, generator: words.generator }
}

function fallback(situation: Situation, action: Action, about: About): { text: string; generator: string } | null {
  const text = action.words === null ? null : fallbackWords(situation, action.words, about)
  return text === null ? null : { text, generator: TEMPLATE_GENERATOR }
}

function aboutOf(target: Target): About {
  return { post: target.post, comment: target.comment, group: target.group ?? null }
}

/** Inputs of actions that take no model's words: a search looks for an interest, a report gives its reason. */
function plainIntent(action: Action, target: Target, situation: Situation): Intent {
  const { random, agent } = situation
  const interests = agent.persona?.interests ?? []
  if (action.name.startsWith('search_') && interests.length > 0) {
    return { action: action.name, target: null, input: { query: random.pick(interests) } }
  }
  if (action.name === 'report') return { action: action.name, target: target.id, input: { reason: 'Not what this place is for.' } }
  return { action: action.name, target: target.id, input: NO_INPUT }
}

/** One thing is done to one post a turn; further rounds look at the others. */
function withoutTarget(posts: readonly SeenItem[], target: Target): readonly SeenItem[] {
  return target.post === null ? posts : posts.filter((post) => post.id !== target.post?.id)
}

function spoken(action: Action): string {
  return action.name.replaceAll('_', ' ')
}
