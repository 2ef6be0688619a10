import type { Trigger, Turn } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'

interface TurnShown {
  readonly id: Id
  readonly agent_id: Id
  readonly trigger: Trigger
  readonly started_at: number
  readonly ended_at: number | null
  readonly outcome: Turn['outcome']
  readonly reason: string | null
  readonly steps: number
  readonly acts: number
  readonly cost_micros: number
  readonly summary: string
}

export const TURN_COLUMNS = ['turns.id', 'turns.agent_id', 'turns.trigger', 'turns.started_at', 'turns.ended_at', 'turns.outcome', 'turns.reason', 'turns.steps',
  'turns.acts', 'turns.cost_micros', 'turns.summary'] as const

export function turnOf(row: TurnShown): Turn {
  return {
    id: row.id,
    agentId: row.agent_id,
    trigger: row.trigger,
    startedAt: new Date(row.started_at).toISOString(),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    outcome: row.outcome,
    reason: row.reason,
    steps: row.steps,
    acts: row.acts,
    costMicros: row.cost_micros,
    summary: row.summary,
  }
}
