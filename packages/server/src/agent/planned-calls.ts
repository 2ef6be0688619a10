/**
 * What a model's reply asked for, where some of it has to wait for images: they are made one after the other, captions are
 * asked for where the model gave none, and then everything is done in the order in which it was called.
 */
import type { Id } from '../base/ids.ts'
import { intentOf, type Action, type Intent } from './action.ts'
import type { AskReply, Decision, Misfit, Situation } from './brain.ts'
import { captioned, type Pictured } from './picture-habits.ts'
import type { PictureWish } from './picture-tool.ts'
import { titleAndCaption } from './title-and-caption.ts'
import { askForWords, wordsOf } from './words.ts'

type Made = Pictured<{ readonly imageId: Id }>

interface Called {
  readonly id: string
  readonly name: string
}

/** Plain JSON: it stands in the turn's notes. */
export type Planned = Called & (
  | { readonly kind: 'ready'; readonly intent: Intent }
  | { readonly kind: 'to-make'; readonly wish: PictureWish; readonly input: Readonly<Record<string, unknown>> }
  | { readonly kind: 'to-caption'; readonly made: Made; readonly input: Readonly<Record<string, unknown>> }
  /** Nothing came of it: the model is told why. */
  | { readonly kind: 'lost'; readonly fault: string }
)

export interface Plan {
  readonly planned: readonly Planned[]
  readonly misfits: readonly Misfit[]
  readonly generator: string | null
}

/** What the plan waits for next, or null: all of it can be done. */
export function nextAsk({ planned }: Plan, situation: Situation): Extract<Decision, { kind: 'ask' }>['ask'] | null {
  const next = planned.find(isWaiting)
  if (next === undefined) return null
  if (next.kind === 'to-make') {
    const { workflow, seed } = next.wish
    return { kind: 'image', workflow, seed, action: next.name }
  }
  const words = situation.actions.get(next.name)?.words
  return words == null ? null : askForWords(situation, words, { post: null, comment: null, group: null, picture: captioned(next.made, situation.agent) })
}

/** The plan with the answer to its last ask in it. */
export function withAnswer(plan: Plan, reply: AskReply | null, actions: ReadonlyMap<string, Action>): Plan {
  const place = plan.planned.findIndex(isWaiting)
  const waiting = plan.planned[place]
  if (waiting === undefined || !isWaiting(waiting)) return plan
  const action = actions.get(waiting.name)
  let generator: string | null = null
  let then: Planned
  if (action?.image == null) then = lost(waiting, 'it is offered no more')
  else if (waiting.kind === 'to-make') then = pictured(waiting, reply, action)
  else {
    const words = reply?.kind === 'model' && action.words !== null ? wordsOf(reply.reply, action.words) : null
    generator = words?.generator ?? null
    then = words === null ? lost(waiting, 'no caption came for the image') : captionedPost(waiting, words.text, action)
  }
  return { ...plan, planned: plan.planned.with(place, then), generator: bothOf(plan.generator, generator) }
}

function isWaiting(one: Planned): one is Planned & { kind: 'to-make' | 'to-caption' } {
  return one.kind === 'to-make' || one.kind === 'to-caption'
}

function pictured({ id, name, wish, input }: Planned & { kind: 'to-make' }, answer: AskReply | null, action: Action): Planned {
  if (answer?.kind !== 'image' || answer.reply.kind !== 'made') {
    return lost({ id, name }, `no image could be made: ${answer?.kind === 'image' && 'message' in answer.reply ? answer.reply.message : 'no answer came'}`)
  }
  const { imageId, picture, generator, placeholder } = answer.reply
  const made: Made = { source: { imageId }, picture: { ...picture, generator, placeholder: placeholder !== null }, type: wish.type ?? '' }
  const hasWords = action.words === null || (typeof input[action.words.field] === 'string' && input[action.words.field] !== '')
  return hasWords ? post({ id, name }, { ...input, [imageField(action)]: imageId }, action) : { id, name, kind: 'to-caption', made, input }
}

function captionedPost({ id, name, made, input }: Planned & { kind: 'to-caption' }, words: string, action: Action): Planned {
  const { title, text } = titleAndCaption(words)
  return post({ id, name }, { ...(title === null ? {} : { title }), ...input, [action.words?.field ?? 'text']: text, [imageField(action)]: made.source.imageId }, action)
}

function post(called: Called, input: Readonly<Record<string, unknown>>, action: Action): Planned {
  const made = intentOf(action, input)
  return 'intent' in made ? { ...called, kind: 'ready', intent: made.intent } : lost(called, made.fault)
}

function lost({ id, name }: Called, fault: string): Planned {
  return { id, name, kind: 'lost', fault }
}

function imageField({ image }: Action): string {
  return image?.field ?? 'imageId'
}

/** The label names all that wrote: a caption's purpose may stand for another model than the decision's. */
function bothOf(decided: string | null, captions: string | null): string | null {
  return decided === null || captions === null || decided.split(' and ').includes(captions) ? decided ?? captions : `${decided} and ${captions}`
}
