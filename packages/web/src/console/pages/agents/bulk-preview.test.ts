import { agentStateSchema, agentVerbSchema } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { bulkConsequence, bulkTitle, countByState, moves, previewBulk, UNDO } from './bulk-preview.ts'

describe('the preview of a bulk act', () => {
  const counts = { idle: 80, busy: 2, asleep: 3, paused: 5, failed: 1, ready: 4 }

  it('counts whom it moves and names whom it leaves', () => {
    const preview = previewBulk('pause', counts)
    expect(preview).toEqual({
      chosen: 95, moved: 85, busy: 2,
      left: [{ state: 'paused', count: 5 }, { state: 'ready', count: 4 }, { state: 'failed', count: 1 }],
    })
    expect(bulkTitle('pause', preview)).toBe('Pause 85 agents')
    expect(bulkConsequence('pause', preview)).toEqual([
      'They stand still until somebody resumes them.', '2 are in a turn at this moment.', 'Left as they are: 5 paused, 4 ready, 1 failed.',
    ])
  })

  it('speaks of one agent in the singular', () => {
    const preview = previewBulk('resume', { paused: 1 })
    expect(bulkTitle('resume', preview)).toBe('Resume 1 agent')
    expect(bulkConsequence('resume', preview)).toEqual(['It goes on where it was.'])
  })

  it('says so when nothing would change', () => {
    const preview = previewBulk('resume', { idle: 3 })
    expect(preview.moved).toBe(0)
    expect(bulkConsequence('resume', preview)[0]).toBe('None of them is in a state that this changes.')
  })

  it('adds up: every chosen agent is either moved or left', () => {
    for (const verb of agentVerbSchema.options) {
      const every = Object.fromEntries(agentStateSchema.options.map((state, place) => [state, place + 1]))
      const { chosen, moved, left } = previewBulk(verb, every)
      expect(moved + left.reduce((sum, { count }) => sum + count, 0)).toBe(chosen)
    }
  })

  it('knows for each verb one that takes it back from where it led', () => {
    expect(moves(UNDO.pause, 'paused')).toBe(true)
    expect(moves(UNDO.stop, 'offline')).toBe(true)
    expect(moves(UNDO.start, 'idle')).toBe(true)
    expect(moves(UNDO.resume, 'idle')).toBe(true)
  })

  it('counts agents by state', () => {
    expect(countByState([{ state: 'idle' }, { state: 'busy' }, { state: 'idle' }])).toEqual({ idle: 2, busy: 1 })
  })
})
