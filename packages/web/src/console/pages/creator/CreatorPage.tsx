import type { Creator, OnboardingJob, SalesProfile } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { Avatar } from '../../../design/Avatar.tsx'
import { buttonClass } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { answerOf, causeOf } from '../../data/api.ts'
import { creatorPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { AgentsTab } from './AgentsTab.tsx'
import { JobBar } from './JobProgress.tsx'
import { OnboardingLog } from './OnboardingLog.tsx'
import { ProductsTab } from './ProductsTab.tsx'
import { ProfileTab } from './ProfileTab.tsx'
import { SettingsTab } from './SettingsTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'
import { outcomeOf, SyncButton, SyncDialog, type SyncOutcome } from './SyncButton.tsx'
import { isUnderWay, useJob } from './use-job.ts'

const TABS = [
  { key: 'profile', label: 'Profile', Tab: ProfileTab },
  { key: 'products', label: 'Products', Tab: ProductsTab },
  { key: 'agents', label: 'Agents', Tab: AgentsTab },
  { key: 'sources', label: 'Event sources', Tab: SourcesTab },
  { key: 'log', label: 'Onboarding log', Tab: LogTab },
  { key: 'settings', label: 'Settings', Tab: SettingsTab },
] as const

/** Leads and approvals are counted with the creator. */
const NEWS = ['events', 'approvals'] as const

export function CreatorPage() {
  const { creatorId } = useParams({ from: '/shell/creators/$creatorId' })
  // Each creator has a draft and a sync of her own.
  return <OneCreator key={creatorId} creatorId={creatorId} />
}

function OneCreator({ creatorId }: { creatorId: string }) {
  const { tab } = useSearch({ from: '/shell/creators/$creatorId' })
  const creator = useQuery(answerOf(creatorPath(creatorId)))
  const operator = useMay('operator')
  const [outcome, setOutcome] = useState<SyncOutcome | null>(null)
  /** A sync that was begun here, with what the profile said then. It may be over before the creator is read again. */
  const [begun, setBegun] = useState<{ job: OnboardingJob; before: SalesProfile } | null>(null)
  useRefreshOnNews(NEWS, creatorPath(creatorId))
  const job = useJob(begun?.job ?? creator.data?.job ?? null, (ended) => {
    setBegun(null)
    if (ended.step === 'failed') return void toast.error(ended.message)
    if (begun !== null) void outcomeOf(ended, begun.before).then(setOutcome, (error: unknown) => toast.error(causeOf(error)))
  })
  const failed = creator.data?.state === 'failed'
  // Of whom nothing came, what was tried is all there is to read.
  const first = failed ? 'log' : 'profile'
  const current = TABS.find(({ key }) => key === (tab ?? first)) ?? TABS[0]
  const Tab = current.Tab
  return (
    <Page
      title={creator.data?.name ?? 'Creator'}
      back={{ to: '/creators', label: 'Creators' }}
      heading={creator.data && <Heading creator={creator.data} />}
      actions={creator.data && (
        <>
          {!failed && <Link to="/leads" search={{ creatorId }} className={buttonClass('plain', 'small')}>{counted(creator.data.counts.leads, 'lead', 'leads')}</Link>}
          {!failed && <Link to="/events" search={{ creatorId }} className={buttonClass('plain', 'small')}>Events</Link>}
          {operator && <SyncButton creator={creator.data} moving={job !== null && isUnderWay(job)} onBegun={setBegun} />}
        </>
      )}
    >
      <Answer query={creator} what="this creator">
        {(data) => (
          <>
            {job !== null && isUnderWay(job) && <JobBar job={job} className="mb-3" />}
            {job?.step === 'failed' && failed && (
              <Note tone="bad" className="mb-3">
                The onboarding failed, and nothing is known of “{data.username}” yet: {job.message} {operator && 'Mend that and press “Try again”. '}What was tried is below; if the name was a slip, delete it under Settings.
              </Note>
            )}
            {job?.step === 'failed' && !failed && <Note tone="bad" className="mb-3">The last {job.kind === 'sync' ? 'sync' : 'onboarding'} failed: {job.message} <Link to="/creators/$creatorId" params={{ creatorId }} search={{ tab: 'log' }} className="underline">See what was tried</Link></Note>}
            <TabLinks label="Creator" tabs={TABS.map(({ key, label }) => ({ key, label, to: '/creators/$creatorId', params: { creatorId }, search: { tab: key === first ? undefined : key } }))} current={current.key} />
            <Tab creator={data} />
          </>
        )}
      </Answer>
      {outcome !== null && <SyncDialog outcome={outcome} onClose={() => setOutcome(null)} />}
    </Page>
  )
}

function Heading({ creator: { name, username, sample, generator, syncedAt } }: { creator: Creator }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={name} src={null} size={40} decorative />
      <div className="min-w-0">
        <h1 className="flex items-center gap-2 truncate text-16 font-semibold">
          {name}
          {sample && <span title="Made up, for trying things out" className="rounded-full border border-line-strong px-1.5 text-[11px] leading-4 font-normal text-ink-faint">sample</span>}
        </h1>
        <p className="truncate text-12 text-ink-faint">@{username}{syncedAt !== null && <> · synced <Ago instant={syncedAt} /></>}{generator !== null && ` · written by ${generator === 'rehearsal' ? 'the rehearsal model' : generator}`}</p>
      </div>
    </div>
  )
}

function LogTab({ creator }: { creator: Creator }) {
  const { job } = creator
  return <OnboardingLog creatorId={creator.id} renewedBy={job === null ? '' : `${job.id} ${job.step} ${job.progress}`} />
}

