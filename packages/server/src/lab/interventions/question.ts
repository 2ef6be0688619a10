/** Questions put to agents: in an interview, or in a survey asked of many at once. */
import { FREE_ANSWER_LONGEST, type AnswerForm } from '@troupe/contract'
import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'use lower-case letters and digits joined by - or _')

/** `free`, `choice` or `scale`: one of them, `free` where none is said. */
export const questionSchema = z.strictObject({
  /** Heads the column of the answers. */
  id: id.optional(),
  ask: z.string().trim().min(1).max(1000),
  free: z.strictObject({ longest: z.number().int().min(1).max(4000).default(600) }).optional(),
  choice: z.array(z.string().trim().min(1).max(200)).min(2).max(50).optional(),
  scale: z.strictObject({
    from: z.number().int().min(0).max(1).default(1),
    to: z.number().int().min(2).max(100),
    /** What the ends mean: "not at all", "very much". */
    low: z.string().max(100).default(''),
    high: z.string().max(100).default(''),
  }).optional(),
})
export type WrittenQuestion = z.infer<typeof questionSchema>

export interface Question {
  readonly id: string
  readonly ask: string
  readonly form: AnswerForm
}

/** `number` counts from 1 and names a question without an id. Checked before: at most one form is said. */
export function questionOf(written: WrittenQuestion, number: number): Question {
  const { ask, choice, scale, free } = written
  const form: AnswerForm = choice !== undefined ? { kind: 'choice', options: choice }
    : scale !== undefined ? { kind: 'scale', ...scale }
      : { kind: 'free', longest: free?.longest ?? FREE_ANSWER_LONGEST }
  return { id: written.id ?? `question_${number}`, ask, form }
}
