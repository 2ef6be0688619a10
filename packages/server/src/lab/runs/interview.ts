/**
 * Agents of a simulated world asked from outside (SPEC J4): each answers from what it is and remembers at that moment. Nothing
 * in the world is touched, so a run with interviews writes the same journal as one without.
 */
import { interviewRequest, answerOf } from '../../agent/interview/interview-request.ts'
import type { InterviewAnswer } from '@troupe/contract'
import { TREND_LIMIT, TREND_WINDOW_MS } from '../../feed/feed-platform.ts'
import { tagsSince } from '../../feed/columns/column-observations.ts'
import { NOBODY } from '../../feed/columns/world-columns.ts'
import type { ModelReply, ModelRequest } from '../../llm/model-port.ts'
import type { Question } from '../interventions/question.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** As in a live interview. */
const RECALLED = 40

export interface Answer {
  /** Simulated time, epoch milliseconds. */
  readonly atMs: number
  readonly member: number
  readonly username: string
  readonly archetype: string | null
  /** The question's id. */
  readonly question: string
  readonly ask: string
  /** Null where the model gave none in the form that was asked for; `fault` says why. */
  readonly answer: InterviewAnswer | null
  readonly generator: string | null
  readonly fault: string | null
}

export type AskModel = (request: ModelRequest) => Promise<ModelReply> | ModelReply

/** Every question of every member, members one after the other; `atOnce` of them wait for a model together. */
export async function interview(world: SimulatedWorld, members: readonly number[], questions: readonly Question[], ask: AskModel, atOnce = 1): Promise<Answer[]> {
  const asked = members.flatMap((member) => questions.map((question) => ({ member, question })))
  const answers: Answer[] = []
  for (let from = 0; from < asked.length; from += atOnce) {
    answers.push(...await Promise.all(asked.slice(from, from + atOnce).map(({ member, question }) => answerFrom(world, member, question, ask))))
  }
  return answers
}

async function answerFrom(world: SimulatedWorld, member: number, { id, ask: words, form }: Question, ask: AskModel): Promise<Answer> {
  const { nowMs, state, memories, cast, seed } = world
  const persona = cast.persona(member)
  memories.beginTurn()
  const trends = tagsSince(state, nowMs - TREND_WINDOW_MS, TREND_LIMIT).map(({ tag }) => tag)
  const request = interviewRequest({
    agent: cast.view(member), question: words, form, memory: memories.recall(member, NOBODY, RECALLED), trends, key: `${seed}/interview/${nowMs}/${member}/${id}`, ordinal: 0, nowMs,
  })
  const reply = await ask(request)
  const answer = reply.kind === 'answered' ? answerOf(reply, form) : null
  return {
    atMs: nowMs, member, username: persona.username, archetype: persona.archetype, question: id, ask: words, answer,
    generator: reply.kind === 'answered' ? reply.generator : null,
    fault: answer !== null ? null : reply.kind === 'answered' ? 'It did not answer in the form that was asked for.' : reply.message,
  }
}
