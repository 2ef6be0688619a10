/** What the gate would say, with nothing written or sent: "what would happen if", and agents that are tried out. */
import type { GateVerdict, MessagingPolicy } from '@troupe/contract'
import { judgeMessage } from '../../policy/messaging/judge-message.ts'
import type { Database } from '../../store/database.ts'
import { Facts, type FactParts, type Situation } from './facts.ts'
import type { ToJudge } from './to-judge.ts'

export interface Foreseen {
  readonly verdict: GateVerdict
  readonly situation: Situation
}

/** In their order: what the first would send counts for those after it. `policy`: instead of the stored ones. */
export async function foresee(db: Database, parts: FactParts, planned: readonly ToJudge[], atMs: number, policy: MessagingPolicy | null = null): Promise<Foreseen[]> {
  if (planned.length === 0) return []
  const facts = await Facts.read(db, parts, planned, atMs, policy)
  return planned.map((item) => {
    const situation = facts.of(item)
    const verdict = judgeMessage(situation.facts)
    if (verdict.kind === 'allow') facts.sent(item, situation.way)
    return { verdict, situation }
  })
}
