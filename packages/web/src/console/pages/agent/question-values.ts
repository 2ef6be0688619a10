/** What the question's form holds, and the request it makes of it. */
import { FREE_ANSWER_LONGEST, type InterviewQuestion } from '@troupe/contract'

export interface QuestionValues {
  question: string
  kind: 'free' | 'choice' | 'scale'
  options: string[]
  to: number | null
  low: string
  high: string
}

export const NO_QUESTION: QuestionValues = { question: '', kind: 'free', options: [], to: 7, low: '', high: '' }

export function requestOf({ question, kind, options, to, low, high }: QuestionValues): unknown {
  const form = kind === 'free' ? { kind, longest: FREE_ANSWER_LONGEST } : kind === 'choice' ? { kind, options } : { kind, from: 1, to, low, high }
  return { question, form } satisfies Omit<InterviewQuestion, 'form'> & { form: unknown }
}
