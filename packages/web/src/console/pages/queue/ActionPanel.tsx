/** One action with its words, the gate's verdicts, and all that became of it. */
import type { ActionDetail, PlannedAction } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Ban, RotateCcw, X } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { actionPath } from '../../data/acting-addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { capital, plainName } from '../../parts/action-words.ts'
import { ActionMark, DeliveryMark } from '../../parts/engagement/acting-marks.tsx'
import { AgentLink, LeadLink, OriginLinks } from '../../parts/engagement/links.tsx'
import { LeadWords } from '../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { VerdictList } from '../../parts/engagement/VerdictList.tsx'
import { WrittenBy } from '../../parts/engagement/WrittenBy.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts, Section } from '../../parts/Page.tsx'
import { moves, type BulkVerb } from './bulk-words.ts'
import { HistoryLine } from './HistoryLine.tsx'

export function ActionPanel({ id, onClose, onAct }: { id: string; onClose(): void; onAct(verb: BulkVerb, action: PlannedAction): void }) {
  const action = useQuery(answerOf(actionPath(id)))
  return (
    <aside aria-label="The action" className="flex min-h-0 flex-col border-line max-lg:flex-1 lg:w-[25rem] lg:shrink-0 lg:border-t lg:border-l xl:w-[28rem]">
      <div className="flex h-11 shrink-0 items-center gap-2 pr-2 pl-4 sm:pl-6">
        <h2 className="flex min-w-0 flex-1 items-center gap-2 truncate font-semibold">{action.data === undefined ? 'Action' : capital(plainName(action.data.kind))}</h2>
        <Button variant="quiet" size="small" aria-label="Close" title="Close (Esc)" onClick={onClose}><X size={15} aria-hidden /></Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-8 sm:px-6">
        <Answer query={action} what="this action" skeleton={<div className="flex flex-col gap-4"><Skeleton className="h-4 w-48" /><Skeleton className="h-32" /><Skeleton className="h-24" /></div>}>
          {(data) => <Whole action={data} onAct={onAct} />}
        </Answer>
      </div>
    </aside>
  )
}

function Whole({ action, onAct }: { action: ActionDetail; onAct(verb: BulkVerb, action: PlannedAction): void }) {
  const operator = useMay('operator')
  const { id, consumerId, consumerName, channel, content, state, dead, reason, delivery, sendAt, sentAt, endedAt, createdAt, tries, triesMost, agentId, agentName, automated, editedBy, generator, experiment, vendor, vendorId, verdict, simulated, history } = action
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="flex flex-wrap items-center gap-x-2"><LeadLink consumerId={consumerId} name={consumerName} className="text-14 font-semibold" /><ChannelMark channel={channel} className="text-ink-soft" />{automated && <WrittenBy generator={generator} editedBy={editedBy} />}{simulated && <span className="text-12 text-ink-faint">simulated</span>}</p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3"><ActionMark state={state} dead={dead} className="font-medium" />{delivery !== null && <DeliveryMark delivery={delivery} />}</p>
      </div>
      {reason !== null && <Note tone={dead || state === 'failed' || state === 'suppressed' ? 'bad' : 'plain'}>{capital(reason)}</Note>}
      {operator && (moves('cancel', action) || moves('replay', action)) && (
        <div className="flex gap-2">
          {moves('cancel', action) && <Button size="small" onClick={() => onAct('cancel', action)}><Ban size={13} aria-hidden />Cancel it</Button>}
          {moves('replay', action) && <Button size="small" onClick={() => onAct('replay', action)}><RotateCcw size={13} aria-hidden />Replay it</Button>}
        </div>
      )}
      <LeadWords channel={channel} content={content} />
      <OriginLinks of={{ approvalId: action.approvalId, turnId: action.turnId, eventId: action.eventId, conversationId: action.conversationId }} />
      <Section title="What became of it"><HistoryLine history={history} /></Section>
      {verdict !== null && <Section title="The gate, when it was asked last"><VerdictList verdict={verdict} open={verdict.kind !== 'allow'} /></Section>}
      <Facts facts={[
        ['Wanted by', agentId === null ? automated ? 'a goal' : agentName ?? 'a person' : <AgentLink key="agent" agentId={agentId} name={agentName ?? 'an agent that is gone'} />],
        ...(sentAt !== null ? [['Sent', <Ago key="sent" instant={sentAt} />] as const] : endedAt !== null ? [['Ended', <Ago key="ended" instant={endedAt} />] as const] : [['To be sent', <Ago key="send" instant={sendAt} />] as const]),
        ['Planned', <Ago key="planned" instant={createdAt} />],
        ['Tries', <span key="tries" className="tabular">{tries} of {triesMost} at most</span>],
        ...(action.priority === 0 ? [] : [['Priority', <span key="priority" className="tabular">{action.priority}</span>] as const]),
        ...(generator === null ? [] : [['Words by', generator] as const]),
        ...(experiment === null ? [] : [['Experiment', `${experiment.name}, arm ${experiment.arm}`] as const]),
        ...(vendor === null ? [] : [['Vendor', vendor] as const]),
        ...(vendorId === null ? [] : [['Its id there', <IdText key="there" id={vendorId} />] as const]),
        ['Id', <IdText key="id" id={id} />],
      ]} />
    </div>
  )
}
