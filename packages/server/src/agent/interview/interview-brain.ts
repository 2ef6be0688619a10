/**
 * How an agent is interviewed, whatever its brain: it is asked for words in character, with all it remembers before it, and
 * gives them as its answer. It looks at nothing and does nothing else.
 */
import type { Trigger } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import { rest, type Decision, type Notes, type Situation } from '../brain.ts'
import { answerOf, interviewRequest } from './interview-request.ts'

type Asked = Trigger & { readonly kind: 'interview' }

interface InterviewNotes {
  readonly phase: 'asked' | 'told'
}

export const interviewBrain = { decide: (batch: readonly Situation[]): Decision[] => batch.map(decide) }

function decide(situation: Situation): Decision {
  const trigger = must(situation.trigger.kind === 'interview' ? situation.trigger : null, 'a question')
  const { phase } = situation.notes as Partial<InterviewNotes>
  if (phase === undefined) return ask(situation, trigger)
  return phase === 'asked' ? tell(situation, trigger) : rest()
}

function ask(situation: Situation, { question, form }: Asked): Decision {
  const { agent, turnId, step, texts: ordinal, nowMs, observation: { trends } } = situation
  return {
    kind: 'ask', notes: notes('asked'),
    ask: { kind: 'model', aboutId: null, build: (memory) => interviewRequest({ agent, question, form, memory, trends, key: `${turnId}/${step}`, ordinal, nowMs }) },
  }
}

function tell({ reply }: Situation, { form }: Asked): Decision {
  if (reply?.kind !== 'model') return rest('No answer came.')
  if (reply.reply.kind !== 'answered') return rest(`The model gave no usable answer: ${reply.reply.message}`)
  const answer = answerOf(reply.reply, form)
  if (answer === null) return rest('The model did not answer in the form that was asked for.')
  const input = { text: answer.text, ...(answer.choice === null ? {} : { choice: answer.choice }), ...(answer.value === null ? {} : { value: answer.value }) }
  return { kind: 'intents', intents: [{ action: 'answer_interview', target: null, input }], notes: notes('told'), generator: reply.reply.generator }
}

function notes(phase: InterviewNotes['phase']): Notes {
  return { phase }
}
