/**
 * An answer made by code alone: pure, at once, the same for the same input. Simulations ask their agents with it; what a
 * configured model would say is `interviewRequest` put to that model, and `answerOf` its reply.
 */
import type { AnswerForm, InterviewAnswer, Persona, Speech } from '@troupe/contract'
import type { Recollection } from '../../llm/rehearsal/brief.ts'
import { answerQuestion } from '../../llm/rehearsal/interview/answer-question.ts'
import { NOBODY } from '../../llm/rehearsal/nobody.ts'
import { speakerOf } from '../prompt.ts'

export interface Questioned {
  readonly persona: Persona
  /** What its archetype has to say; null for one that comes from no pack. The same object for all of an archetype: it is compiled once. */
  readonly speech: Speech | null
  /** Its own, newest first. */
  readonly memories: readonly Recollection[]
  readonly question: string
  readonly form: AnswerForm
  readonly seed: string
  /** The moment it is asked, epoch milliseconds. */
  readonly nowMs: number
}

export function answerInterview({ persona, speech, memories, question, form, seed, nowMs }: Questioned): InterviewAnswer {
  const speaker = speakerOf({ id: persona.id, profileId: null, persona, speech }) ?? NOBODY
  return answerQuestion({ key: seed, ordinal: 0, memory: memories, trends: [], nowMs, speaker }, question, form)
}
