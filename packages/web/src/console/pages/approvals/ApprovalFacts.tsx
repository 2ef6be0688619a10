import type { Approval } from '@troupe/contract'
import { Ago } from '../../parts/Ago.tsx'
import { AgentLink, OriginLinks } from '../../parts/engagement/links.tsx'
import { VerdictList } from '../../parts/engagement/VerdictList.tsx'
import { Facts } from '../../parts/Page.tsx'

export function ApprovalFacts({ approval: { action, createdAt, expiresAt, state } }: { approval: Approval }) {
  const { id, agentId, agentName, generator, sendAt, experiment, verdict, turnId, eventId, conversationId } = action
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <Facts facts={[
        ['Wanted by', agentId === null ? 'a person' : <AgentLink key="agent" agentId={agentId} name={agentName ?? 'an agent that is gone'} />],
        ['Words by', generator ?? (agentId === null ? 'a person' : 'a text written beforehand')],
        ['To be sent', <Ago key="send" instant={sendAt} />],
        ['Asked', <Ago key="asked" instant={createdAt} />],
        ...(state === 'waiting' ? [['Expires', <Ago key="expires" instant={expiresAt} />] as const] : []),
        ...(experiment === null ? [] : [['Experiment', `${experiment.name}, arm ${experiment.arm}`] as const]),
        ...(verdict === null ? [] : [['The gate', <VerdictList key="gate" verdict={verdict} />] as const]),
      ]} />
      <OriginLinks of={{ actionId: id, turnId, eventId, conversationId }} />
    </div>
  )
}
