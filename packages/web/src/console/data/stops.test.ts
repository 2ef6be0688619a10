import type { KillSwitchState } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { isLively, livelyIn, movingOf, stoppedAmong, stopOf } from './stops.ts'

const AGORA = '0197a000-0000-7000-8000-000000000001'
const CAFE = '0197a000-0000-7000-8000-000000000002'
const turned = (scope: KillSwitchState['scope'], on = true): KillSwitchState => ({ scope, on, reason: 'the goose is loose', by: 'Ada', at: '2026-11-21T12:00:00.000Z', aborted: 0 })

describe('what the kill switch stops', () => {
  it('is a project by its own switch, and every project by the instance\'s', () => {
    const own = turned({ projectId: AGORA })
    expect(stopOf([turned('instance', false), own], AGORA)).toBe(own)
    expect(stopOf([turned('instance', false), own], CAFE)).toBeNull()
    expect(stopOf([turned({ projectId: AGORA }), turned('instance')], AGORA)?.scope).toBe('instance')
    expect(stopOf([turned('instance'), turned({ projectId: AGORA }, false)], CAFE)?.scope).toBe('instance')
  })

  it('is everything once no project moves', () => {
    const projects = [{ id: AGORA }, { id: CAFE }]
    expect(stoppedAmong([turned({ projectId: AGORA })], projects)).toEqual([AGORA])
    expect(stoppedAmong([turned({ projectId: AGORA }), turned({ projectId: CAFE })], projects)).toBe('all')
    expect(stoppedAmong([turned('instance')], projects)).toBe('all')
    expect(stoppedAmong([turned('instance', false)], projects)).toEqual([])
    expect(stoppedAmong([], [])).toEqual([])
  })

  it('concerns those who would wake by themselves', () => {
    expect(livelyIn({ idle: 3, busy: 1, asleep: 2, paused: 9, offline: 4 })).toBe(6)
    expect(movingOf({ idle: 3, busy: 1, asleep: 2, paused: 9 }, { idle: 2, busy: 1, asleep: 3 })).toEqual({ idle: 1, busy: 0, asleep: 0 })
    expect([isLively('asleep'), isLively('paused')]).toEqual([true, false])
  })
})
