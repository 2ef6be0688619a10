/** Answers in the order of their questions, counted, and as rows for CSV. */
import type { SimulationAnswers } from '@troupe/contract'

export type SimulatedAnswer = SimulationAnswers['answers'][number]

export interface AskedQuestion { readonly ask: string; readonly answers: readonly SimulatedAnswer[]; readonly tally: readonly { readonly what: string; readonly count: number }[]; readonly mean: number | null }

export function byQuestion(answers: readonly SimulatedAnswer[]): AskedQuestion[] {
  return [...Map.groupBy(answers, ({ ask }) => ask)].map(([ask, given]) => {
    const values = given.flatMap(({ answer }) => (answer?.value == null ? [] : [answer.value]))
    const choices = given.flatMap(({ answer }) => (answer?.choice == null ? [] : [answer.choice]))
    const counted = values.length > 0 ? Map.groupBy(values, String) : Map.groupBy(choices, String)
    const tally = [...counted].map(([what, those]) => ({ what, count: those.length }))
    return {
      ask, answers: given,
      tally: values.length > 0 ? tally.toSorted((one, other) => Number(one.what) - Number(other.what)) : tally.toSorted((one, other) => other.count - one.count),
      mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    }
  })
}

export function answerRows(answers: readonly SimulatedAnswer[]): string[][] {
  return [
    ['at', 'username', 'archetype', 'question', 'choice', 'value', 'text', 'generator', 'fault'],
    ...answers.map(({ at, username, archetype, ask, answer, generator, fault }) => [at, username, archetype ?? '', ask, answer?.choice ?? '', answer?.value == null ? '' : String(answer.value), answer?.text ?? '', generator ?? '', fault ?? '']),
  ]
}
