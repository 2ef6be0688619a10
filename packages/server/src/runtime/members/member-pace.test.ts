import { expect, test } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { LIMITS, MemberPace } from './member-pace.ts'

test('each member has a pace of their own, for each thing they do, by minute and by hour', () => {
  const clock = new VirtualClock(1_000_000)
  const pace = new MemberPace(clock)
  const post = (member: string): string => {
    try {
      pace.count(member, 'post')
      return 'ok'
    } catch (error) {
      return (error as Error).message
    }
  }
  const [minute, hour] = LIMITS
  for (let n = 0; n < (minute?.most.post ?? 0); n++) expect(post('a')).toBe('ok')
  expect(post('a')).toBe('That is more posts than anybody needs in one minute. Wait 60 s.')
  expect(post('b')).toBe('ok')
  expect(() => pace.count('a', 'reaction')).not.toThrow()
  let posted = minute?.most.post ?? 0
  for (let minutes = 0; minutes < 20 && posted < (hour?.most.post ?? 0); minutes++) {
    clock.advanceBy(60_000)
    for (let n = 0; n < (minute?.most.post ?? 0) && posted < (hour?.most.post ?? 0); n++) {
      expect(post('a')).toBe('ok')
      posted += 1
    }
  }
  clock.advanceBy(60_000)
  expect(post('a')).toMatch(/in one hour\. Wait \d+ min\./)
})
