import type { Agent } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import { AutomatedChip } from '../../../design/AutomatedChip.tsx'
import { Avatar } from '../../../design/Avatar.tsx'
import { agentPath, personaPath, publicProfile } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useMe } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { WrittenBy } from '../../parts/engagement/WrittenBy.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { AgentActs } from './AgentActs.tsx'
import { AgentFacts } from './AgentFacts.tsx'
import { AgentNow } from './AgentNow.tsx'
import { BrainForm } from './BrainForm.tsx'
import { InterviewPanel } from './InterviewPanel.tsx'
import { LeadAgentForm } from './lead/LeadAgentForm.tsx'
import { LeadTurns } from './lead/LeadTurns.tsx'
import { PlannedList } from './lead/PlannedList.tsx'
import { TestBench } from './lead/TestBench.tsx'
import { WokenBy } from './lead/WokenBy.tsx'
import { MemoryList } from './MemoryList.tsx'
import { TurnList } from './TurnList.tsx'

const EVERY_MS = 4_000
const LEAD_NEWS = ['events', 'actions'] as const
const TABS = [
  { tab: undefined, label: 'Turns' },
  { tab: 'memories', label: 'Memories' },
  { tab: 'interview', label: 'Interview' },
  { tab: 'brain', label: 'Brain' },
] as const
/** Of agents that write to leads, who have no persona to ask and no rhythm. */
const LEAD_TABS = [
  { tab: undefined, label: 'Turns' },
  { tab: 'planned', label: 'Messages' },
  { tab: 'triggers', label: 'Triggers and brain' },
  { tab: 'test', label: 'Test bench' },
] as const

export function AgentPage() {
  const { agentId } = useParams({ from: '/shell/agents/$agentId' })
  const { tab } = useSearch({ from: '/shell/agents/$agentId' })
  const agent = useQuery(answerOf(agentPath(agentId), { everyMs: EVERY_MS }))
  return (
    <Page
      title={agent.data?.name ?? 'Agent'}
      back={{ to: '/agents', label: 'Agents' }}
      heading={agent.data && <AgentHeading agent={agent.data} />}
      actions={agent.data && <AgentActs agent={agent.data} />}
    >
      <Answer query={agent} what="this agent">
        {(data) => (
          <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
            <AgentFacts agent={data} />
            <div className="order-2 min-w-0 lg:order-1">
              {data.platform === 'messaging' ? <WokenBy agent={data} /> : <AgentNow agent={data} />}
              <TabLinks
                label="About this agent"
                tabs={(data.platform === 'messaging' ? LEAD_TABS : TABS).map((each) => ({ key: each.tab ?? 'turns', label: each.label, to: '/agents/$agentId' as const, params: { agentId }, search: { tab: each.tab } }))}
                current={tab ?? 'turns'}
              />
              {data.platform === 'messaging' ? <LeadTab tab={tab} agent={data} /> : <PersonaTab tab={tab} agent={data} />}
            </div>
          </div>
        )}
      </Answer>
    </Page>
  )
}

function PersonaTab({ tab, agent }: { tab: string | undefined; agent: Agent }) {
  return tab === 'memories' ? <MemoryList agent={agent} /> : tab === 'interview' ? <InterviewPanel key={agent.id} agent={agent} /> : tab === 'brain' ? <BrainForm key={agent.id} agent={agent} /> : <TurnList agentId={agent.id} nothing="Each time it wakes, a turn is kept here, from what woke it to what it did. “Run now” makes the first." />
}

/** Turns of agents of leads are no acts of a world, which the stream tells of one by one: events and what they planned are its news, whichever tab is open. */
function LeadTab({ tab, agent }: { tab: string | undefined; agent: Agent }) {
  useRefreshOnNews(LEAD_NEWS, agentPath(agent.id))
  return tab === 'planned' ? <PlannedList agent={agent} /> : tab === 'triggers' ? <LeadAgentForm key={agent.id} agent={agent} /> : tab === 'test' ? <TestBench key={agent.id} agent={agent} /> : <LeadTurns agentId={agent.id} nothing="Each time an event wakes it, a turn is kept here, from the event to what it planned. The test bench shows what it would do, without waiting for one." />
}

function AgentHeading({ agent }: { agent: Agent }) {
  const { name, persona, profileId, site, account, platform, creator } = agent
  const me = useMe()
  // The persona's page is one step away; having it at hand makes that step immediate.
  useQuery({ ...answerOf(personaPath(persona?.id ?? ''), { freshMs: 60_000 }), enabled: persona !== null })
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={name} src={persona?.avatarUrl ?? null} size={40} decorative />
      <div className="min-w-0">
        <h1 className="flex items-center gap-2 text-16 font-semibold">
          <span className="truncate">{name}</span>
          {platform === 'messaging' ? <WrittenBy generator={agent.brain.kind === 'model' ? 'the model set for decisions' : null} /> : <AutomatedChip name={name} operator={me?.workspaces[0]?.name ?? 'this workspace'} archetype={persona?.archetype ?? null} />}
        </h1>
        {platform === 'messaging' ? (
          <p className="truncate text-12 text-ink-faint">writes to {creator === null ? 'leads of all creators' : <Link to="/creators/$creatorId" params={{ creatorId: creator.id }} search={{ tab: 'agents' }} className="hover:text-ink hover:underline">{creator.name}’s leads</Link>}</p>
        ) : site !== null ? (
          <a href={site.origin} rel="noreferrer" className="inline-flex max-w-full items-center gap-0.5 text-12 text-ink-faint hover:text-ink hover:underline">
            <span className="truncate">{account === null ? `no account yet on ${site.name}` : `@${account.username} on ${site.name}`}</span><ArrowUpRight aria-hidden size={12} className="shrink-0" />
          </a>
        ) : profileId !== null && (
          <a href={publicProfile(profileId)} className="inline-flex items-center gap-0.5 text-12 text-ink-faint hover:text-ink hover:underline">
            {persona === null ? 'its profile' : `@${persona.username}`}<ArrowUpRight aria-hidden size={12} /><span className="sr-only">on the public site</span>
          </a>
        )}
      </div>
    </div>
  )
}
