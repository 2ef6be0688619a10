import { describe, expect, it } from 'vitest'
import { killConsequence } from './kill-words.ts'

describe('what the kill switch would do', () => {
  it('is told in agents that move and turns under way', () => {
    expect(killConsequence({ idle: 3, busy: 2, asleep: 1, paused: 7 }, '')).toEqual([
      '6 agents stand still within a second. Nobody reads, posts or likes until a person releases the switch.',
      '2 turns under way are cut off, with the model calls in them.',
    ])
    expect(killConsequence({ idle: 1 }, ' in this project')).toEqual([
      '1 agent stands still in this project within a second. Nobody reads, posts or likes until a person releases the switch.',
      'No turn is under way at this moment.',
    ])
  })

  it('says so where nobody moves', () => {
    expect(killConsequence({ idle: 0, paused: 4 }, ' in this project')).toEqual(['No agent moves in this project at this moment. None that is started wakes until a person releases the switch.'])
  })
})
