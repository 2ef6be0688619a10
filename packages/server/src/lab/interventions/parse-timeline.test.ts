import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabFileInvalidError } from './lab-file.ts'
import type { RunSpan } from './moment.ts'
import { parseTimeline } from './parse-timeline.ts'

const HOUR = 3_600_000
const startMs = Date.parse('2026-01-02T00:00:00Z')
const span: RunSpan = { startMs, endMs: startMs + 48 * HOUR, stepMs: HOUR }
const known = {
  usernames: ['ada', 'bob', 'Carol'], archetypes: ['hustler', 'doomer'], recommenders: ['recent', 'popular', 'bridging'], actions: ['create_post', 'like_post'],
}

const parse = (text: string, over: Partial<RunSpan> = {}) => parseTimeline({ file: 'study.yaml', text }, { ...span, ...over }, known)

function faultsOf(text: string, over: Partial<RunSpan> = {}): string[] {
  try {
    parse(text, over)
  } catch (error) {
    if (error instanceof LabFileInvalidError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('a timeline', () => {
  it('of one moment, as a branch has, need not say when', () => {
    const there = { endMs: startMs, stepMs: null }
    expect(parse('interventions: [{ do: { recommender: popular } }, { at: start, do: { ban: bob } }]', there).map(({ atMs }) => atMs)).toEqual([startMs, startMs])
    expect(faultsOf('interventions: [{ at: 24h, do: { ban: bob } }]', there)[0]).toContain('24h is not where it branches')
    expect(faultsOf('interventions: [{ do: { ban: bob } }]')[0]).toContain('says not when')
  })

  it('is sorted by time, those of one moment as they were written', () => {
    const found = parse(`
interventions:
  - at: 1d 6h
    do: { recommender: popular }
    note: the switch
  - at: "2026-01-02T02:00:00+01:00"
    do:
      - post: { as: "@ada", text: "The bridge is closed." }
      - ban: bob
  - step: 3
    do: { weights: { archetype: hustler, set: { create_post: 40 } } }
  - at: start
    do: { unban: [bob, carol] }
`)
    expect(found.map(({ atMs, deed }) => [(atMs - startMs) / HOUR, deed.kind])).toEqual([[0, 'unban'], [1, 'post'], [1, 'ban'], [3, 'weights'], [30, 'recommender']])
    expect(found[1]).toEqual({ atMs: startMs + HOUR, deed: { kind: 'post', as: 'ada', text: 'The bridge is closed.', title: null }, note: '', line: 6 })
    expect(found[3]?.deed).toEqual({ kind: 'weights', audience: { kind: 'archetype', archetype: 'hustler', sample: null }, set: { create_post: 40 } })
    expect(found[4]?.note).toBe('the switch')
  })

  it('knows every kind of deed', () => {
    const found = parse(`
interventions:
  - at: 1h
    do:
      - follow: { from: ada, to: bob }
      - unfollow: { from: bob, to: ada }
      - edges: { add: [[ada, bob], [bob, ada]], remove: [[carol, ada]] }
      - persona: { who: ada, change: { bio: "Changed my mind.", interests: [bridges] } }
      - kill: { archetype: doomer }
      - release: ada
      - kill: { everybody: true }
      - interview: { sample: 20, questions: [{ ask: "How are you?" }, { id: trust, ask: "How far?", scale: { to: 7 } }] }
`)
    expect(found.map(({ deed }) => deed)).toEqual([
      { kind: 'follow', from: 'ada', to: 'bob' },
      { kind: 'unfollow', from: 'bob', to: 'ada' },
      { kind: 'edges', add: [['ada', 'bob'], ['bob', 'ada']], remove: [['carol', 'ada']] },
      { kind: 'persona', who: 'ada', change: { bio: 'Changed my mind.', interests: ['bridges'] } },
      { kind: 'kill', audience: { kind: 'archetype', archetype: 'doomer', sample: null } },
      { kind: 'release', audience: { kind: 'named', who: ['ada'] } },
      { kind: 'kill', audience: { kind: 'everybody', sample: null } },
      { kind: 'interview', audience: { kind: 'everybody', sample: 20 }, questions: [
        { id: 'question_1', ask: 'How are you?', form: { kind: 'free', longest: 600 } },
        { id: 'trust', ask: 'How far?', form: { kind: 'scale', from: 1, to: 7, low: '', high: '' } },
      ] },
    ])
  })

  it('says by line and column what was mistyped, all at once', () => {
    expect(faultsOf(`interventions:
  - at: 12h
    do: { recomender: popular }
  - at: 12h
    do:
      - psot: { as: ada, text: hi }
      - post: { as: ada, txt: hi }
  - wehn: 12h
    do: { ban: ada }
`)).toEqual([
      'study.yaml:3:11 interventions.0.do.recomender: unknown field - did you mean "recommender"?',
      'study.yaml:6:9 interventions.1.do.0.psot: unknown field - did you mean "post"?',
      'study.yaml:7:26 interventions.1.do.1.post.txt: unknown field - did you mean "text"?',
      'study.yaml:8:5 interventions.2.wehn: unknown field',
    ])
  })

  it('knows whom and what the world has', () => {
    expect(faultsOf(`interventions:
  - at: 12h
    do: { recommender: popular_ }
  - at: 12h
    do: { ban: [ada, boob] }
  - at: 12h
    do: { weights: { archetype: husler, set: { create_psot: 1 } } }
  - at: 12h
    do: { post: { as: dave, text: hi } }
  - at: 12h
    do: { follow: { from: ada, to: Ada } }
`)).toEqual([
      'study.yaml:3:11 interventions.0.do.recommender: no recommender is called "popular_" - did you mean "popular"?',
      'study.yaml:5:22 interventions.1.do.ban.1: nobody is called "boob" - did you mean "bob"?',
      'study.yaml:7:22 interventions.2.do.weights.archetype: no archetype is called "husler" - did you mean "hustler"?',
      'study.yaml:7:48 interventions.2.do.weights.set.create_psot: no action is called "create_psot" - did you mean "create_post"?',
      'study.yaml:9:19 interventions.3.do.post.as: nobody is called "dave": use ada, bob, Carol',
      'study.yaml:11:11 interventions.4.do.follow: nobody follows themselves',
    ])
  })

  it('refuses impossible times', () => {
    const told = (at: string) => faultsOf(`interventions: [{ ${at}, do: { ban: ada } }]`).map((each) => each.replace(/^study\.yaml:\d+:\d+ /, ''))
    expect(told('at: 49h')).toEqual(['interventions.0.at: 49h lies after the run ends, 2026-01-04T00:00:00.000Z'])
    expect(told('at: "2026-01-01T00:00:00Z"')).toEqual(['interventions.0.at: 2026-01-01T00:00:00Z lies before the run begins, 2026-01-02T00:00:00.000Z'])
    expect(told('at: "2026-02-30T00:00:00Z"')).toEqual(['interventions.0.at: "2026-02-30T00:00:00Z" is no moment there ever is'])
    expect(told('at: "2026-01-03T25:00:00Z"')).toEqual(['interventions.0.at: "2026-01-03T25:00:00Z" is no moment there ever is'])
    expect(told('at: "2026-01-03T08:00:00"')).toEqual(['interventions.0.at: "2026-01-03T08:00:00" names no zone: end it with Z or an offset such as +01:00'])
    expect(told('at: 12')).toEqual(['interventions.0.at: 12 has no unit: write 12h for hours, or step: 12'])
    expect(told('at: -3h')).toEqual(['interventions.0.at: "-3h" lies before the run begins'])
    expect(told('at: soon')).toEqual(['interventions.0.at: "soon" is no time: write 12h, 1d 6h or 90m after the start, or an instant such as 2026-01-03T08:00:00Z'])
    expect(told('step: 49')).toEqual(['interventions.0.step: step 49 lies after the run ends, 2026-01-04T00:00:00.000Z'])
    expect(told('at: 1h, step: 1')).toEqual(['interventions.0: says when twice: keep "at" or "step"'])
    expect(told('note: x')).toEqual(['interventions.0: says not when: add "at" or "step"'])
    expect(faultsOf('interventions: [{ step: 1, do: { ban: ada } }]', { stepMs: null })[0]).toContain('this run has no steps')
  })

  it('says how to write a name with @, and that one deed goes in an item', () => {
    expect(faultsOf('interventions:\n  - at: 1h\n    do: { ban: @ada }\n')[0]).toContain('must stand in quotes: "@ada"')
    expect(faultsOf('interventions:\n  - at: 1h\n    do: { ban: ada, recommender: recent }\n')).toEqual(['study.yaml:3:5 interventions.0.do: does 2 things: write a list with recommender and ban as an item each'])
    expect(faultsOf('interventions:\n  - at: 1h\n    do: {}\n')).toEqual(['study.yaml:3:5 interventions.0.do: says not what to do'])
  })

  it('refuses what is no timeline at all', () => {
    expect(faultsOf('- at: 1h')[0]).toContain('study.yaml:1:1')
    expect(faultsOf('interventions: 12')[0]).toContain('interventions')
    expect(faultsOf('interventions: [')[0]).toMatch(/^study\.yaml:1:\d+ /)
    expect(faultsOf('')[0]).toMatch(/^study\.yaml:1:1/)
    expect(parse('interventions: []')).toEqual([])
  })
})

describe('a damaged timeline', () => {
  const sound = `interventions:
  - at: 12h
    do: { post: { as: ada, text: "hi" } }
  - step: 3
    do:
      - kill: { everybody: true }
      - persona: { who: bob, change: { bio: x } }
      - interview: { who: [ada], questions: [{ ask: "why?", choice: [a, b] }] }
`
  it('is a timeline still, or an error with lines', () => {
    const letters = fc.constantFrom('"', "'", '[', ']', '{', '}', ':', '-', '\n', ' ', '@', '*', '&a ', '!', '|', '#', '\t', '\0', 'x', '')
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(sound.length), letters), { maxLength: 5 }), (changes) => {
      let text = sound
      for (const [at, letter] of changes) text = text.slice(0, at) + letter + text.slice(at + 1)
      const [first] = faultsOf(text)
      expect(first ?? 'study.yaml:1:1 sound').toMatch(/^study\.yaml:\d+:\d+ /)
    }), { numRuns: 600 })
  })

  it('cannot unfold into more than it is', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.split('').map((letter, at) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'.charAt(at)}`).join(', ')}]`).join('\n')}\ninterventions: []\n`
    expect(faultsOf(bomb)[0]).toMatch(/study\.yaml:1:1 Excessive alias count/)
  })
})
