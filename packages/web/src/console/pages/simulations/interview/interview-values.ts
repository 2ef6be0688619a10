/** What the form of an interview holds, and the request it makes of it. */
import { FREE_ANSWER_LONGEST, type Simulation, type SimulationInterview } from '@troupe/contract'
import { NO_QUESTION, type QuestionValues } from '../../agent/question-values.ts'
import { instantAfter } from '../data/simulation-words.ts'

export interface InterviewValues {
  whom: 'sample' | 'named' | 'archetype'
  sample: number | null
  who: string[]
  archetype: string
  /** Null for how far it has come. */
  atHours: number | null
  when: 'end' | 'moment'
  questions: QuestionValues[]
}

export const NO_INTERVIEW: InterviewValues = { whom: 'sample', sample: 5, who: [], archetype: '', atHours: null, when: 'end', questions: [NO_QUESTION] }

export function requestOf(run: Pick<Simulation, 'from'>, { whom, sample, who, archetype, when, atHours, questions }: InterviewValues): unknown {
  const audience = whom === 'named' ? { kind: whom, who } : whom === 'archetype' ? { kind: whom, archetype, sample } : { kind: 'everybody', sample }
  return {
    at: when === 'end' ? null : atHours === null || !Number.isFinite(atHours) ? '' : instantAfter(run, atHours),
    audience,
    questions: questions.map(({ question, kind, options, to, low, high }) => ({
      ask: question, form: kind === 'free' ? { kind, longest: FREE_ANSWER_LONGEST } : kind === 'choice' ? { kind, options } : { kind, from: 1, to, low, high },
    })),
  } satisfies Record<keyof SimulationInterview, unknown>
}
