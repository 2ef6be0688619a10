/**
 * An action is something a platform lets agents do. A model brain meets it as a tool; the gate uses its effect class
 * and where its targets stand; the habit brain uses what kind of target it needs and whether it takes words.
 */
import { z } from 'zod'
import type { JSONSchema7 } from '@ai-sdk/provider'
import { SAID } from '../base/fault-words.ts'
import type { Id } from '../base/ids.ts'
import type { SeenKind } from './seen-item.ts'

/** What the words are for: which purpose asks for them and in what form. */
export interface WordsNeeded {
  readonly field: string
  readonly form: 'post' | 'caption' | 'reply' | 'quote' | 'bio' | 'answer'
  readonly longest: number
}

/** Forms that make a post, which is what a day's posts are counted by. */
export function makesPost(form: WordsNeeded['form'] | undefined): boolean {
  return form === 'post' || form === 'caption' || form === 'quote'
}

export interface Action {
  readonly name: string
  readonly description: string
  readonly effect: 'read' | 'write'
  /** What it is done to, and which field of a tool's input names that. */
  readonly target: { readonly kind: SeenKind; readonly field: string } | null
  /** Other fields that name something which must be in view. */
  readonly alsoNames: readonly string[]
  readonly words: WordsNeeded | null
  /** It shows an image, which is made before: the field of its input that names it. */
  readonly image: { readonly field: string } | null
  /** It shows an image that the place makes itself: the field of its input that takes a workflow, from brains that are code. */
  readonly workflow: { readonly field: string } | null
  /** Input as a tool takes it, target included. */
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>
  readonly inputSchema: JSONSchema7
}

export interface Intent {
  readonly action: string
  readonly target: Id | null
  /** The input without the target. */
  readonly input: Readonly<Record<string, unknown>>
}

export const NO_INPUT: Readonly<Record<string, unknown>> = Object.freeze({})

export function defineAction(action: Omit<Action, 'inputSchema' | 'alsoNames' | 'image' | 'workflow'> & Partial<Pick<Action, 'alsoNames' | 'image' | 'workflow'>>): Action {
  return { alsoNames: [], image: null, workflow: null, ...action, inputSchema: z.toJSONSchema(action.schema, { target: 'draft-7' }) as JSONSchema7 }
}

/** A tool call's input made into an intent; or what is wrong with it, in a sentence the model can act on. */
export function intentOf(action: Action, input: unknown): { intent: Intent } | { fault: string } {
  const parsed = action.schema.safeParse(input, SAID)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    return { fault: faults.slice(0, 5).join('; ') }
  }
  if (action.target === null) return { intent: { action: action.name, target: null, input: parsed.data } }
  const { [action.target.field]: target, ...rest } = parsed.data
  return { intent: { action: action.name, target: target as Id, input: rest } }
}

/** What an intent answers or quotes: the comment named by `replyTo`, else its target; null when it answers nothing. */
export function answeredBy(intent: Intent, action: Action): Id | null {
  if (action.words?.form !== 'reply' && action.words?.form !== 'quote') return null
  const replyTo = intent.input['replyTo']
  return typeof replyTo === 'string' ? replyTo : intent.target
}
