import type { RampOutlookDay } from '@troupe/contract'
import { expect, it } from 'vitest'
import { crewWords, dayWords, firstDayWords, nextDay, standing } from './ramp-words.ts'

const day = (number: number, starts: number | null, running: number | null, agents = 2): RampOutlookDay => ({ day: number, agents, actsPerDay: 6, starts, running, actsMost: running === null ? null : running * 6 })

it('says of a project whose agents all run that they go on, and that nobody is started or left out', () => {
  const outlook = [day(1, 0, 18), day(2, 0, 18, 12)]
  expect(crewWords(outlook, { running: 18, ready: 0, all: 18 })).toBe('18 agents in the project: 18 running, 0 new. Those that run go on and keep to each day’s acts. The plan starts nobody new.')
  expect(firstDayWords(day(1, 0, 18), 'Spring')).toBe('On day 1 nobody new is started: then 18 agents running, up to 6 acts a day each in Spring.')
})

it('counts whom it starts, whom it has no room for, and who stands still', () => {
  expect(crewWords([day(1, 2, 2), day(2, 1, 3, 3)], { running: 0, ready: 4, all: 6 }))
    .toBe('6 agents in the project: 0 running, 4 new, 2 paused or stopped. The plan starts 3 new ones. For 1 new one it has no room: start it yourself once it is over.')
  expect(crewWords([day(1, null, null)], { running: 1, ready: 0, all: 1 })).toBe('1 agent in the project: 1 running, 0 new.')
  expect(firstDayWords(day(1, 1, 1, 1), 'Spring')).toBe('On day 1 1 new agent is started: then 1 agent running, up to 6 acts a day each in Spring.')
})

it('names the day that comes next as it will be, and where the plan stands', () => {
  const outlook = [day(1, 0, 18), day(2, 0, 18, 12)]
  const next = nextDay({ outlook, day: 1, next: { agents: 12, actsPerDay: 6, at: '2026-11-21T00:00:00.000Z' } })
  expect(next === null ? null : dayWords(next)).toBe('18 agents running, up to 6 acts a day each')
  expect(nextDay({ outlook, day: 2, next: null })).toBeNull()
  expect(standing({ state: 'active', day: 1, days: outlook, agents: { running: 16, ready: 0, all: 18 } })).toBe('Day 1 of 2, 16 of 18 agents running')
})
