import { expect, test } from 'vitest'
import { listAt, numberAt, readValues, renamedArchetype, slugOf, textAt, weightsIn, withField } from './archetype-yaml.ts'

const TEXT = `# Everybody knows this one.
id: ferry-captain
name: Ferry captain # on duty
interests: [tide tables, knots]
voice:
  tone: dry
actionWeights: { comment: 6, create_post: 4, follow: often }
`

test('a field is written in its place; comments and order stay', () => {
  const changed = withField(withField(TEXT, ['voice', 'tone'], 'wet'), ['actionWeights', 'comment'], 9)
  expect(changed).toBe(TEXT.replace('dry', 'wet').replace('comment: 6', 'comment: 9'))
  expect(withField(TEXT, ['name'], 'Captain: “Ahab”, no. 2')).toBe(TEXT.replace('Ferry captain #', '"Captain: “Ahab”, no. 2" #'))
  const without = withField(TEXT, ['actionWeights', 'follow'], undefined)
  expect([without.includes('# on duty'), weightsIn(readValues(without) ?? {})]).toEqual([true, { comment: 6, create_post: 4 }])
  expect(numberAt(readValues(withField(TEXT, ['weight'], 2)) ?? {}, ['weight'])).toBe(2)
})

test('what the text holds is read with suspicion', () => {
  const values = readValues(TEXT)
  if (values === null) throw new Error('it did not parse')
  expect([textAt(values, ['voice', 'tone']), textAt(values, ['voice']), numberAt(values, ['weight']), listAt(values, ['interests']), listAt(values, ['voice'])]).toEqual(['dry', '', null, ['tide tables', 'knots'], []])
  expect(weightsIn(values)).toEqual({ comment: 6, create_post: 4 })
  expect([readValues('a: [b'), readValues('- a'), readValues('')]).toEqual([null, null, null])
})

test('copies get an id of their own', () => {
  expect(slugOf('  Fähr-Kapitän Nr. 2! ')).toBe('fahr-kapitan-nr-2')
  expect(renamedArchetype(TEXT, 'deckhand', 'Deckhand')).toBe(TEXT.replace('ferry-captain', 'deckhand').replace('Ferry captain', 'Deckhand'))
})
