import { expect, it } from 'vitest'
import { tidy } from './tidy.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function named(schemas: Record<string, unknown>, ...names: string[]): string[] {
  const document = tidy({ paths: { '/x': { post: { responses: {}, uses: names.map(ref) } } }, components: { schemas: { Problem: {}, ...schemas } } })
  return Object.keys((document['components'] as { schemas: object }).schemas)
}

it('gives one name to one shape', () => {
  expect(named({ A: { type: 'string' }, AInput: { type: 'string' }, B: {}, BInput: {} }, 'A', 'AInput')).toEqual(['A', 'Problem'])
  expect(named({ A: { type: 'string' }, AInput: { type: 'number' } }, 'AInput')).toEqual(['A', 'Problem'])
})

it('keeps both names where the shapes differ, also further down', () => {
  const schemas = { A: { items: ref('B') }, AInput: { items: ref('BInput') }, B: { type: 'string' }, BInput: { type: 'number' } }
  expect(named(schemas, 'A', 'AInput')).toEqual(['A', 'AInput', 'B', 'BInput', 'Problem'])
})
