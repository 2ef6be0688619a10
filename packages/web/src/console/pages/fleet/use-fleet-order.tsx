/**
 * Orders to all that match: counts whom they concern, asks where they are many, gives them, says how many changed and
 * offers to take them back. The filter itself is the order, so that thousands who are not on the page are meant too.
 */
import type { AgentState, FleetOrdered, FleetVerb } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { counted } from '../../../design/number-format.ts'
import { fleetOrderPath, fleetPath } from '../../data/addresses.ts'
import { causeOf, read, refresh, send } from '../../data/api.ts'
import { switchesOn, useKillSwitches } from '../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { PAST, tellMoved } from '../../parts/moved-toast.ts'
import { bulkConsequence, bulkTitle, previewBulk } from '../agents/bulk-preview.ts'
import type { FleetNarrowing } from './fleet-filters.ts'

const REASONS_SHOWN = 3
const TROUBLE_FOR_MS = 12_000

export interface FleetOrdering {
  /** `whose`: "All agents of the workspace", for the question. */
  ask(verb: FleetVerb, filter: FleetNarrowing, whose: string): void
  dialog: ReactNode
  busy: boolean
}

export function useFleetOrder(): FleetOrdering {
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const stopped = switchesOn(useKillSwitches().data?.items ?? []).length > 0

  async function give(verb: FleetVerb, filter: FleetNarrowing): Promise<void> {
    const ordered = await send('POST', fleetOrderPath(verb), { filter })
    await refresh('/api/fleet', '/api/agents', '/api/status')
    // Last: its undo can't be pressed while the question stands over it.
    tell(verb, ordered)
  }

  async function prepare(verb: FleetVerb, filter: FleetNarrowing, whose: string): Promise<void> {
    const preview = previewBulk(verb, await countMatching(filter))
    if (preview.moved === 1) return give(verb, filter)
    setQuestion({
      title: preview.moved === 0 ? `Nothing to ${verb}` : `${bulkTitle(verb, preview)}?`,
      consequence: [`${whose}.`, ...bulkConsequence(verb, preview), ...(verb === 'pause' && preview.busy > 0 ? ['A turn under way is ended first.'] : []), ...(verb === 'resume' && stopped ? ['The kill switch is on: those it stops stay still until it is released.'] : [])],
      confirm: bulkTitle(verb, preview),
      idle: preview.moved === 0,
      act: () => give(verb, filter),
    })
  }

  return {
    ask: (verb, filter, whose) => {
      setBusy(true)
      void prepare(verb, filter, whose).catch((error: unknown) => toast.error(`Nobody was told to ${verb}. ${causeOf(error)}`)).finally(() => setBusy(false))
    },
    dialog: <ConfirmDialog question={question} onClose={() => setQuestion(null)} />,
    busy,
  }
}

/** Facets count states beside the one asked for, so that one can switch; an order concerns that one alone. */
async function countMatching(filter: FleetNarrowing): Promise<Partial<Record<AgentState, number>>> {
  const { facets, total } = await read(fleetPath(filter, 1))
  return filter.state === undefined ? facets.state : { [filter.state]: total }
}

function tell(verb: FleetVerb, { changed, heldBack, ids }: FleetOrdered): void {
  if (heldBack.length > 0) {
    const kept = heldBack.reduce((sum, { count }) => sum + count, 0)
    toast.warning(`${PAST[verb]} ${counted(changed, 'agent', 'agents')}; ${kept.toLocaleString('en-US')} did not change.`, {
      description: heldBack.slice(0, REASONS_SHOWN).map(({ reason, count }) => `${count} × ${reason}`).join('\n'), duration: TROUBLE_FOR_MS,
    })
  } else if (ids === null) toast.success(`${PAST[verb]} ${counted(changed, 'agent', 'agents')}. ${verb === 'pause' ? 'Resume all takes it back.' : 'Pause all takes it back.'}`)
  else tellMoved(verb, ids)
}
