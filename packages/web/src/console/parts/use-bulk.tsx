/**
 * Acts on many agents: counts whom it concerns, asks with the count, acts, says what came of it and offers to undo.
 * Chosen agents go by their ids, those alone that the verb moves; "all that match" goes as the filter itself.
 */
import type { Agent, AgentState, AgentVerb, BulkOutcome } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { counted } from '../../design/number-format.ts'
import { agentsPath, type AgentQuery } from '../data/addresses.ts'
import { causeOf, read, refresh, send } from '../data/api.ts'
import { switchesOn, useKillSwitches } from '../data/queries.ts'
import { bulkConsequence, bulkTitle, countByState, moves, previewBulk } from '../pages/agents/bulk-preview.ts'
import { ConfirmDialog, type Question } from './ConfirmDialog.tsx'
import { PAST, tellMoved } from './moved-toast.ts'

export type BulkTarget = { agents: readonly Agent[] } | { filter: AgentQuery }

const REASONS_SHOWN = 3

export function useBulk(onDone?: () => void): { ask(verb: AgentVerb, target: BulkTarget): void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null)
  const stopped = switchesOn(useKillSwitches().data?.items ?? []).length > 0
  async function prepare(verb: AgentVerb, target: BulkTarget): Promise<void> {
    const counts = 'agents' in target ? countByState(target.agents) : await countMatching(target.filter)
    const preview = previewBulk(verb, counts)
    const wakes = verb === 'start' || verb === 'resume'
    setQuestion({
      title: preview.moved === 0 ? `Nothing to ${verb}` : `${bulkTitle(verb, preview)}?`,
      consequence: [...bulkConsequence(verb, preview), ...(wakes && stopped ? ['The kill switch is on: those it stops stay still until it is released.'] : [])],
      confirm: bulkTitle(verb, preview),
      danger: verb === 'stop',
      idle: preview.moved === 0,
      act: async () => {
        const body = 'agents' in target ? { ids: target.agents.filter(({ state }) => moves(verb, state)).map(({ id }) => id) } : { filter: target.filter }
        const outcome = await send<BulkOutcome>('POST', '/api/agents/bulk', { verb, ...body })
        onDone?.()
        await refresh('/api/agents', '/api/fleet', '/api/status')
        // Last: its undo can't be pressed while the question stands over it.
        tell(verb, outcome)
      },
    })
  }
  return {
    ask: (verb, target) => void prepare(verb, target).catch((error: unknown) => toast.error(`Could not count the agents. ${causeOf(error)}`)),
    dialog: <ConfirmDialog question={question} onClose={() => setQuestion(null)} />,
  }
}

/** Facets may count states beside the one asked for, so that one can switch; a bulk act concerns that one alone. */
async function countMatching(filter: AgentQuery): Promise<Partial<Record<AgentState, number>>> {
  const { facets, total } = await read(agentsPath(filter, 1))
  return filter.state === undefined ? facets.state : { [filter.state]: total }
}

function tell(verb: AgentVerb, { done, failed }: BulkOutcome): void {
  if (failed.length > 0) {
    const byReason = Map.groupBy(failed, ({ reason }) => reason)
    const reasons = [...byReason].slice(0, REASONS_SHOWN).map(([reason, those]) => `${those.length} × ${reason}`).join('\n')
    toast.warning(`${PAST[verb]} ${counted(done.length, 'agent', 'agents')}; ${failed.length} did not change.`, { description: reasons, duration: 12_000 })
    return
  }
  tellMoved(verb, done)
}
