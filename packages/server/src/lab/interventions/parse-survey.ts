/**
 * A survey from its file: questions put to a sample of agents, once or several times in a run. YAML or JSON.
 *
 * ```yaml
 * name: trust
 * at: [12h, 24h]
 * sample: 50
 * questions:
 *   - { id: trust, ask: "How far do you trust what you read here?", scale: { to: 7, low: not at all, high: fully } }
 *   - { ask: "Which of these is nearest to your view?", choice: [build it, leave it, ask again] }
 *   - { ask: "What did you last change your mind about?" }
 * ```
 */
import { z } from 'zod'
import type { Audience } from './intervention.ts'
import { audienceFields } from './intervention.ts'
import { LabDocument, type KnownNames, type LabFile } from './lab-file.ts'
import { momentAt, momentOfStep, type RunSpan } from './moment.ts'
import { audienceIn } from './parse-timeline.ts'
import { questionSchema, type Question } from './question.ts'
import { questionsIn } from './questions-in.ts'

const timeSchema = z.union([z.string(), z.number()], 'write 12h or an instant')

export const surveySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  at: z.union([z.array(timeSchema).min(1).max(1000), timeSchema]).optional(),
  step: z.union([z.array(z.number().int().min(0)).min(1).max(1000), z.number().int().min(0)]).optional(),
  ...audienceFields,
  questions: z.array(questionSchema).min(1).max(50),
})

export interface Survey {
  readonly name: string
  /** Simulated times, epoch milliseconds, rising; empty means whenever it is asked by hand. */
  readonly atMs: readonly number[]
  readonly audience: Audience
  readonly questions: readonly Question[]
}

/** Throws `LabFileInvalidError` with every fault. Without a span the file may not say when. */
export function parseSurvey(file: LabFile, span: RunSpan | null, known: KnownNames = {}): Survey {
  const document = new LabDocument<z.infer<typeof surveySchema>>(file, surveySchema, known)
  const { name, at, step, questions, ...some } = document.value
  const times: number[] = []
  const take = (field: 'at' | 'step', written: readonly (string | number)[], isList: boolean): void => {
    written.forEach((each, index) => {
      const path = [field, ...(isList ? [index] : [])]
      if (span === null) {
        document.fault(path, 'there is no run to have a time in: leave it out')
        return
      }
      const moment = field === 'step' ? momentOfStep(Number(each), span) : momentAt(each, span)
      if (moment.kind === 'at') times.push(moment.atMs)
      else document.fault(path, moment.message)
    })
  }
  if (at !== undefined) take('at', [at].flat(), Array.isArray(at))
  if (step !== undefined) take('step', [step].flat(), Array.isArray(step))
  const audience = audienceIn(document, some, [])
  const asked = questionsIn(document, questions, ['questions'])
  document.close()
  return { name, atMs: [...new Set(times)].toSorted((a, b) => a - b), audience: audience as Audience, questions: asked }
}
