import { expect, it } from 'vitest'
import { typeHint } from './type-hint.ts'

it('says of a type that nobody has sent what it was probably meant to be, and of others nothing', () => {
  expect(typeHint('page_veiw', [])).toEqual({ meant: 'page_view', sentence: 'Nobody has sent the type “page_veiw” so far; did you mean “page_view”?' })
  expect(typeHint('webinar_joind', ['webinar_joined'])?.meant).toBe('webinar_joined')
  expect(typeHint('Quiz finished', [])).toEqual({ meant: null, sentence: 'Nobody has sent the type “Quiz finished” so far: it is one of your own, and counts from the first event on.' })
  for (const [type, sent] of [['page_view', []], ['*', []], [' ', []], ['Quiz finished', ['Quiz finished']]] as const) expect(typeHint(type, sent)).toBeNull()
})
