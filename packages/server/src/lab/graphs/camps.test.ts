import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { campGraph, campLabels } from './camps.ts'
import { pairsOf } from './edge-list.ts'
import { faultsOf } from './testing/graph-measures.ts'

const CAMPS = { open: ['urbanist', 'organiser'], closed: ['nostalgic'] }
/** Mixed as a pack makes them; every fourth is of no camp. */
const PEOPLE = Array.from({ length: 400 }, (_, member) => ['urbanist', 'nostalgic', 'pedant', member % 8 === 3 ? 'organiser' : 'nostalgic'][member % 4] as string)

test('people are of the camp that names their archetype, and the rest of none', () => {
  expect(campLabels({ camps: CAMPS }, ['organiser', 'pedant', 'nostalgic', null, 'urbanist'])).toEqual(Int32Array.of(0, -1, 1, -1, 0))
})

test('one follows inside and across as often as the model says, whatever the order of the people', () => {
  const graph = campGraph({ camps: CAMPS, inside: 0.2, across: 0.05 }, PEOPLE, seeded('camps'))
  expect(graph.nodes).toBe(400)
  expect(faultsOf(graph)).toEqual([])
  const labels = campLabels({ camps: CAMPS }, PEOPLE)
  const sizes = [0, 1].map((camp) => labels.filter((label) => label === camp).length)
  let [inside, across] = [0, 0]
  for (const [from, to] of pairsOf(graph)) {
    if (labels[from] === labels[to] && labels[from] !== -1) inside += 1
    else across += 1
  }
  const insidePairs = sizes.reduce((sum, size) => sum + size * (size - 1), 0)
  expect(inside / insidePairs).toBeCloseTo(0.2, 1)
  expect(across / (400 * 399 - insidePairs)).toBeCloseTo(0.05, 2)
  expect(campGraph({ camps: CAMPS, inside: 0.2, across: 0.05 }, PEOPLE, seeded('camps'))).toEqual(graph)
})

test('an archetype that nobody is of, or that is named twice, is refused with what there is', () => {
  expect(() => campLabels({ camps: { a: ['urbanst'], b: ['pedant'] } }, PEOPLE)).toThrow('did you mean urbanist? There are: nostalgic, organiser, pedant, urbanist.')
  expect(() => campLabels({ camps: { a: ['urbanist'], b: ['urbanist'] } }, PEOPLE)).toThrow('named twice')
  expect(() => campLabels({ camps: { a: ['urbanist'] } }, [null])).toThrow('There are: none')
})
