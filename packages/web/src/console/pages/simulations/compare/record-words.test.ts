import { expect, test } from 'vitest'
import { recordWords } from './record-words.ts'

test('turns and branchings as sentences, all else as it is', () => {
  expect(recordWords('turn · turn 3651 · agent 69')).toBe('turn 3,651, of person 69')
  expect(recordWords('intervention · deed {"kind":"fork","seed":null}')).toBe('the branching: what changes is done here')
  expect(recordWords('intervention · deed {"kind":"ban"}')).toBe('an intervention: ban')
  expect(recordWords('act · like · {"postId":7}')).toBe('act · like · {"postId":7}')
})
