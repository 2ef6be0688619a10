/** The one thing an agent can do in an interview (SPEC C2). It is offered there and nowhere else, and nothing else is offered there. */
import { z } from 'zod'
import { defineAction, type Action } from '../action.ts'

const ANSWER_LONGEST = 4000

const ANSWER_INTERVIEW = defineAction({
  name: 'answer_interview', description: 'Answer the question you are asked. Nobody in the place sees it.',
  // It changes nothing in any world, so it counts as one that only looks: no cap, no memory, no text of the agent's own.
  effect: 'read', target: null, words: { field: 'text', form: 'answer', longest: ANSWER_LONGEST },
  schema: z.strictObject({ text: z.string().min(1).max(ANSWER_LONGEST), choice: z.string().max(200).optional(), value: z.number().int().optional() }),
})

export const INTERVIEW_ACTIONS: ReadonlyMap<string, Action> = new Map([[ANSWER_INTERVIEW.name, ANSWER_INTERVIEW]])
