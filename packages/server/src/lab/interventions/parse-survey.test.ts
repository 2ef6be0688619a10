import { describe, expect, it } from 'vitest'
import { LabFileInvalidError } from './lab-file.ts'
import { parseSurvey } from './parse-survey.ts'

const startMs = Date.parse('2026-01-02T00:00:00Z')
const HOUR = 3_600_000
const span = { startMs, endMs: startMs + 48 * HOUR, stepMs: null }
const yaml = `
name: trust
at: [24h, 12h, 12h]
sample: 50
questions:
  - { id: trust, ask: "How far do you trust what you read here?", scale: { to: 7, low: not at all, high: fully } }
  - { ask: "Which is nearest?", choice: [build it, leave it] }
  - { ask: "What did you change your mind about?", free: { longest: 200 } }
`

describe('a survey', () => {
  it('is read from YAML and from JSON alike', () => {
    const expected = {
      name: 'trust',
      atMs: [startMs + 12 * HOUR, startMs + 24 * HOUR],
      audience: { kind: 'everybody', sample: 50 },
      questions: [
        { id: 'trust', ask: 'How far do you trust what you read here?', form: { kind: 'scale', from: 1, to: 7, low: 'not at all', high: 'fully' } },
        { id: 'question_2', ask: 'Which is nearest?', form: { kind: 'choice', options: ['build it', 'leave it'] } },
        { id: 'question_3', ask: 'What did you change your mind about?', form: { kind: 'free', longest: 200 } },
      ],
    }
    expect(parseSurvey({ file: 's.yaml', text: yaml }, span)).toEqual(expected)
    const json = JSON.stringify({ name: 'trust', at: '12h', who: '@ada', questions: [{ ask: 'How?' }] }, null, 2)
    expect(parseSurvey({ file: 's.json', text: json }, span)).toEqual({
      name: 'trust', atMs: [startMs + 12 * HOUR], audience: { kind: 'named', who: ['ada'] }, questions: [{ id: 'question_1', ask: 'How?', form: { kind: 'free', longest: 600 } }],
    })
    expect(parseSurvey({ file: 's.yaml', text: 'name: x\neverybody: true\nquestions: [{ ask: hm }]' }, null).atMs).toEqual([])
  })

  it('says where it is wrong', () => {
    const text = `name: trust
at: [99h]
questions:
  - { id: a, ask: "x", scale: { to: 1 } }
  - { id: a, ask: "y", choise: [a, b] }
`
    const faultsOf = (written: string): string[] => {
      try {
        parseSurvey({ file: 's.yaml', text: written }, span)
      } catch (error) {
        if (error instanceof LabFileInvalidError) return error.message.split('\n')
        throw error
      }
      return []
    }
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^s\.yaml:4:33 questions\.0\.scale\.to: /),
      's.yaml:5:24 questions.1.choise: unknown field - did you mean "choice"?',
    ])
    expect(faultsOf('name: trust\nat: [99h]\nquestions:\n  - { id: a, ask: x, free: {}, choice: [a, a] }\n  - { id: a, ask: y }\n')).toEqual([
      's.yaml:1:1 says not whom: add who, archetype, sample or everybody: true',
      's.yaml:2:6 at.0: 99h lies after the run ends, 2026-01-04T00:00:00.000Z',
      's.yaml:4:5 questions.0: asks for free and choice: keep one',
      's.yaml:4:32 questions.0.choice: offers one answer twice',
      's.yaml:5:7 questions.1.id: "a" is the id of an earlier question',
    ])
  })
})
