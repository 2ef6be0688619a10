import { expect, test } from 'vitest'
import { answerRows, byQuestion, type SimulatedAnswer } from './answer-rows.ts'

function answer(username: string, ask: string, given: { text?: string; choice?: string; value?: number } | null): SimulatedAnswer {
  return { at: '2026-01-05T00:00:00Z', username, archetype: null, ask, answer: given === null ? null : { text: '', choice: null, value: null, ...given }, generator: 'rehearsal', fault: given === null ? 'No form.' : null }
}

test('choices are counted, the most frequent first; numbers in their order, with their mean', () => {
  const [choice, scale] = byQuestion([answer('a', 'Which?', { choice: 'No' }), answer('a', 'How far?', { value: 5 }), answer('b', 'Which?', { choice: 'Yes' }), answer('b', 'How far?', { value: 2 }), answer('c', 'Which?', { choice: 'Yes' }), answer('c', 'How far?', null)])
  expect(choice).toMatchObject({ ask: 'Which?', mean: null, tally: [{ what: 'Yes', count: 2 }, { what: 'No', count: 1 }] })
  expect(scale).toMatchObject({ mean: 3.5, tally: [{ what: '2', count: 1 }, { what: '5', count: 1 }] })
})

test('who gave no answer stands in the table with the reason', () => {
  expect(answerRows([answer('a', 'Why?', null)])[1]).toEqual(['2026-01-05T00:00:00Z', 'a', '', 'Why?', '', '', '', 'rehearsal', 'No form.'])
})
