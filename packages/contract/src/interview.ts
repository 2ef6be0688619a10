/** Questions put to an agent, and what it answers: by a person in the console, and in a simulation by the experimenter. */
import { z } from 'zod'
import { idSchema, instantSchema, pageOf } from './common.ts'

export const QUESTION_LONGEST = 1000
export const FREE_ANSWER_LONGEST = 600

/** In which form an answer is wanted. */
export const answerFormSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free'), longest: z.number().int().min(1).max(4000).default(FREE_ANSWER_LONGEST) }),
  z.strictObject({ kind: z.literal('choice'), options: z.array(z.string().trim().min(1).max(200)).min(2).max(50) }),
  z.strictObject({
    kind: z.literal('scale'),
    from: z.number().int().min(0).max(1).default(1),
    to: z.number().int().min(2).max(100),
    /** What the ends mean: "not at all", "very much". */
    low: z.string().max(100).default(''),
    high: z.string().max(100).default(''),
  }),
])
export type AnswerForm =
  | { readonly kind: 'free'; readonly longest: number }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'scale'; readonly from: number; readonly to: number; readonly low: string; readonly high: string }

export const interviewQuestionSchema = z.strictObject({
  question: z.string().trim().min(1).max(QUESTION_LONGEST),
  form: answerFormSchema.default({ kind: 'free', longest: FREE_ANSWER_LONGEST }),
})
export type InterviewQuestion = z.input<typeof interviewQuestionSchema>

export const interviewAnswerSchema = z.object({
  /** In the agent's own words; of a choice or a scale, why. */
  text: z.string(),
  /** Of a choice: one of the options. */
  choice: z.string().nullable(),
  /** Of a scale: a whole number on it. */
  value: z.number().int().nullable(),
})
export type InterviewAnswer = z.infer<typeof interviewAnswerSchema>

export const interviewSchema = z.object({
  /** Null until the agent has begun to answer. */
  turnId: idSchema.nullable(),
  agentId: idSchema,
  question: z.string(),
  form: answerFormSchema,
  /** Who asked. */
  by: z.string(),
  at: instantSchema,
  /** `waiting`: it has not answered yet. `failed`: it did not answer, `reason` says why. */
  state: z.enum(['waiting', 'answered', 'failed']),
  reason: z.string().nullable(),
  /** Null where there is none, or its payload was erased. */
  answer: interviewAnswerSchema.nullable(),
  /** What made the words (SPEC P2). */
  generator: z.string().nullable(),
})
export type Interview = z.infer<typeof interviewSchema>

export const interviewPageSchema = pageOf(interviewSchema)
