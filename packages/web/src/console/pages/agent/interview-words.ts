/** Answers that are not plain text, in words. */
import type { AnswerForm, InterviewAnswer } from '@troupe/contract'

export function answerWords({ choice, value }: InterviewAnswer, form: AnswerForm): string {
  if (choice !== null) return choice
  return value === null ? '' : form.kind === 'scale' ? `${value} of ${form.to}` : String(value)
}

/** "From 1 (not at all) to 7 (fully)" */
export function scaleWords({ from, to, low, high }: AnswerForm & { readonly kind: 'scale' }): string {
  const end = (number: number, words: string): string => words === '' ? String(number) : `${number} (${words})`
  return `From ${end(from, low)} to ${end(to, high)}`
}
