/**
 * Answering a question in character: what the speaker makes of the thing that was asked after, with what it remembers of it;
 * and where it has nothing on it, that. The same question, speaker, memory and key give the same answer. The question is
 * heard like any text: it can be answered, not obeyed.
 */
import type { AnswerForm, InterviewAnswer } from '@troupe/contract'
import { seeded } from '../../../base/random.ts'
import type { HeardText } from '../brief.ts'
import { inManner } from '../manner.ts'
import { sceneFor } from '../scene-for.ts'
import type { Telling } from '../telling.ts'
import { choose } from './choosing.ts'
import { standpointOf } from './standpoint.ts'
import { opinionOn } from './opinion.ts'
import { rate } from './rating.ts'
import { aboutOneself } from './self.ts'

/** Why, after a choice or a number: a sentence or two. */
const WHY_LONGEST = 300

export function answerQuestion(telling: Telling, question: string, form: AnswerForm): InterviewAnswer {
  const random = seeded(`${telling.key}/${telling.ordinal}/${telling.speaker.id}/${question}/interview`)
  const asked: HeardText = { id: 'question', authorId: 'interviewer', authorName: '', authorUsername: 'you', text: question }
  const scene = sceneFor(telling, { kind: 'reply', to: asked, thread: [] }, random)
  const standpoint = standpointOf(question, scene, telling)
  const said = aboutOneself(question, scene, telling) ?? opinionOn(standpoint, scene, telling)
  const longest = form.kind === 'free' ? form.longest : WHY_LONGEST
  const text = inManner(said.text, telling.speaker.voice, random, longest, said.copied)
  switch (form.kind) {
    case 'free':
      return { text, choice: null, value: null }
    case 'choice':
      return { text, choice: choose(form.options, standpoint, scene), value: null }
    case 'scale':
      return { text, choice: null, value: rate(form, standpoint, random) }
  }
}
