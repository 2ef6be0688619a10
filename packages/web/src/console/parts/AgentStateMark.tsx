import type { Agent } from '@troupe/contract'
import { isLively, useStop } from '../data/stops.ts'
import { StateMark, StoppedMark } from './marks.tsx'

/** The state that counts: who would wake by itself stands still while a kill switch is on, whatever state it was left in. */
export function AgentStateMark({ agent: { state, projectId }, className }: { agent: Pick<Agent, 'state' | 'projectId'>; className?: string }) {
  const stop = useStop(projectId)
  if (stop === null || !isLively(state)) return <StateMark state={state} {...(className === undefined ? {} : { className })} />
  return <StoppedMark title={`Stopped by the kill switch (${stop.reason ?? 'no reason given'}); it was ${state}`} {...(className === undefined ? {} : { className })} />
}
