/** Checked questions: ids that differ, one form of answer each, scales that go up. */
import type { LabDocument } from './lab-file.ts'
import { questionOf, type Question, type WrittenQuestion } from './question.ts'

export function questionsIn(document: LabDocument<unknown>, written: readonly WrittenQuestion[], path: readonly (string | number)[]): Question[] {
  const ids = new Set<string>()
  return written.map((each, index) => {
    const at = [...path, index]
    const forms = (['free', 'choice', 'scale'] as const).filter((form) => each[form] !== undefined)
    if (forms.length > 1) document.fault(at, `asks for ${forms.join(' and ')}: keep one`)
    const question = questionOf(each, index + 1)
    if (ids.has(question.id)) document.fault([...at, 'id'], `${JSON.stringify(question.id)} is the id of an earlier question`)
    ids.add(question.id)
    if (each.choice !== undefined && new Set(each.choice).size < each.choice.length) document.fault([...at, 'choice'], 'offers one answer twice')
    return question
  })
}
