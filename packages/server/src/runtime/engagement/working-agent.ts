import type { AgentView } from '../../agent/brain.ts'
import type { FilterFacts } from '../../engagement/agents/trigger-filter.ts'
import type { Id } from '../../base/ids.ts'

/** An agent of leads that has been started, ready to be woken. */
export interface WorkingAgent {
  readonly view: AgentView
  /** Null: all creators of the workspace. */
  readonly creatorId: Id | null
  readonly triggers: readonly { readonly eventType: string; readonly matches: ((facts: FilterFacts) => boolean) | null }[]
  readonly settings: Readonly<Record<string, unknown>>
  /** Whether its brain is code, which needs to wait for nobody. */
  readonly isPure: boolean
  /** Sleeps until then, for want of money. */
  readonly asleepUntilMs: number | null
}
