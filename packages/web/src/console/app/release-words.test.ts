import type { Project } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { releaseConsequence } from './release-words.ts'

const project = (name: string, wake: Project['wake']) => ({ id: name, name, wake })
const RHYTHM = { kind: 'rhythm' } as const
const cycle = (minutes: number) => ({ kind: 'cycle', minutes }) as const

describe('what a release sets going', () => {
  it('speaks of rhythms only where agents wake by them', () => {
    expect(releaseConsequence('instance', [project('Agora', RHYTHM)])[1]).toBe('Each agent wakes when its own rhythm next says, not all at once.')
    expect(releaseConsequence('instance', [project('Agora', cycle(30))])[1]).toBe('All agents wake together at the next turn of the cycle, within 30 minutes, and every 30 minutes after that.')
    expect(releaseConsequence('instance', [project('Agora', cycle(1))])[1]).toBe('All agents wake together at the next full minute, and every minute after that.')
  })

  it('takes projects one by one where they wake in different ways', () => {
    expect(releaseConsequence('instance', [project('Agora', RHYTHM), project('Café', cycle(5))]).slice(1)).toEqual([
      'Agora: each agent wakes when its own rhythm next says, not all at once.',
      'Café: all agents wake together at the next turn of the cycle, within 5 minutes, and every 5 minutes after that.',
    ])
    expect(releaseConsequence({ projectId: 'Café' }, [project('Agora', RHYTHM), project('Café', cycle(5))])).toHaveLength(2)
  })
})
