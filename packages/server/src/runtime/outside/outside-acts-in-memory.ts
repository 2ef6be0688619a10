/** For simulations and tests: acts outside as a list. */
import type { OutsideActDraft } from '../../agent/errand.ts'
import type { Turn } from '../../agent/turn.ts'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { LOOK_EVERY_MS, type Finding, type LostAct, type OutsideActs } from './outside-acts.ts'

export interface KeptAct extends LostAct {
  state: OutsideActDraft['state'] | 'failed'
  farId: string | null
  nextMs: number | null
  /** What was found out about it later, if anything was. */
  finding: Finding | null
}

export class OutsideActsInMemory implements OutsideActs {
  readonly acts: KeptAct[] = []
  readonly #byAgent = new Map<Id, KeptAct[]>()

  /** For a ledger, at each commit. */
  readonly keep = ({ agent, outsideActs }: Pick<Turn, 'agent' | 'outsideActs'>): void => {
    const site = must(agent.site, 'a site outside')
    const account = must(site.account, 'an account there')
    for (const { state, farId, ...draft } of outsideActs) {
      const act = { ...draft, state, farId, siteId: site.id, account, workspaceId: agent.workspaceId, projectId: agent.projectId, nextMs: state === 'unknown' ? draft.intendedMs + LOOK_EVERY_MS : null, finding: null }
      this.acts.push(act)
      const own = this.#byAgent.get(agent.id) ?? []
      own.push(act)
      this.#byAgent.set(agent.id, own)
    }
  }

  async madeSince(agentId: Id, sinceMs: number): Promise<readonly string[]> {
    return (this.#byAgent.get(agentId) ?? []).flatMap(({ intendedMs, farId }) => farId !== null && intendedMs >= sinceMs ? [farId] : [])
  }

  async due(nowMs: number, limit: number, againMs: number): Promise<readonly LostAct[]> {
    const due = this.acts.filter((act) => act.nextMs !== null && act.nextMs <= nowMs).slice(0, limit)
    for (const act of due) act.nextMs = againMs
    return due
  }

  async postpone({ id }: LostAct, untilMs: number): Promise<void> {
    this.#act(id).nextMs = untilMs
  }

  async settle({ id }: LostAct, finding: Finding): Promise<boolean> {
    const act = this.#act(id)
    act.nextMs = null
    act.state = finding.kind
    act.farId = finding.kind === 'done' ? finding.farId : null
    act.finding = finding
    return true
  }

  #act(id: Id): KeptAct {
    return must(this.acts.find((act) => act.id === id), 'an act that was lost')
  }
}
