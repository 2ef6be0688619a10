/** What the gate needs to know of an agent's surroundings, kept at hand so that judging needs no query. */
import type { Caps, Facts } from '../policy/policy.ts'
import type { AgentView } from '../agent/brain.ts'
import type { Id } from '../base/ids.ts'

export interface Surroundings {
  /** Why the agent's project or the instance stands still; null when it doesn't. */
  killed(agent: AgentView): string | null
  /** P1: whether the world is the workspace's own. */
  place(agent: AgentView, worldId: Id): Facts['place']
  caps(agent: AgentView, nowMs: number): Caps
}
