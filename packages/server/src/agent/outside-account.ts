/** Who an agent is at a place outside: words that the place's adapter, the runtime and the agent itself share. */
import type { Id } from '../base/ids.ts'

/** An agent before the far side knows it. */
export interface Applicant {
  readonly agentId: Id
  readonly personaId: Id
  readonly name: string
  readonly username: string
}

/** An agent as the far side knows it; the runtime keeps what `provision` said. */
export interface OutsideAccount extends Applicant {
  /** The far side's own id of it. */
  readonly farId: string
  /** The far side may have given it another one than it was asked for. */
  readonly farUsername: string
}

/** The outside site an agent acts on. */
export interface AgentSite {
  readonly id: Id
  /** Null until the agent has been provisioned there; nothing is written before that (SPEC P2). */
  readonly account: OutsideAccount | null
}
