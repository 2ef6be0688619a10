import { expect, test } from 'vitest'
import { checkYaml } from './check-yaml.ts'
import { CHANGES_EXAMPLE, lineFaults, TIMELINE_EXAMPLE } from './timeline-text.ts'

test('nothing and the examples are fine', () => {
  expect(['', ' \n', TIMELINE_EXAMPLE, CHANGES_EXAMPLE].flatMap(checkYaml)).toEqual([])
})

test('what is no YAML is told by its line', () => {
  expect(checkYaml('interventions:\n  - at: 12h\n    do: { ban: @ada }')).toMatchObject([{ line: 3, message: expect.stringContaining('quotes') as string }])
  expect(checkYaml('interventions:\n  - at: [1')[0]?.line).toBe(2)
})

test('the shape a timeline has', () => {
  expect(checkYaml('events: []')).toMatchObject([{ line: 1 }])
  expect(checkYaml('interventions:\n  - do: { recommender: recent }\n  - at: 3h')).toEqual([
    { line: 2, column: 5, message: 'Says not when: add “at:” or “step:”.' },
    { line: 3, column: 5, message: 'Says not what to do: add “do:”.' },
  ])
})

test("the server's faults by their lines", () => {
  expect(lineFaults([{ path: 'interventions.yaml:4:7', message: 'interventions.0.do.ban: nobody is called "bo"' }, { path: 'hours', message: 'x' }])).toEqual([{ line: 4, column: 7, message: 'Nobody is called "bo".' }])
})
