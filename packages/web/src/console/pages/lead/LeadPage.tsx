/** One lead: who it is, what it agreed to, where it stands, and everything that happened. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '../../data/api.ts'
import { leadPath, LEADS } from '../../data/engagement-addresses.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { StageMark } from '../../parts/engagement/marks.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { LeadActs } from './LeadActs.tsx'
import { LeadAside } from './LeadAside.tsx'
import { Timeline } from './Timeline.tsx'

const NEWS = ['events', 'actions', 'conversations'] as const

export function LeadPage() {
  const { leadId } = useParams({ from: '/shell/leads/$leadId' })
  return <OneLead key={leadId} leadId={leadId} />
}

function OneLead({ leadId }: { leadId: string }) {
  const lead = useQuery(answerOf(leadPath(leadId)))
  const [open, setOpen] = useState(false)
  useRefreshOnNews(NEWS, `${LEADS}/${leadId}`)
  const name = lead.data === undefined ? 'Lead' : leadName(lead.data)
  return (
    <Page
      title={name}
      fills
      back={{ to: '/leads', label: 'Leads' }}
      heading={lead.data && <h1 className="flex min-w-0 items-center gap-3 text-16 font-semibold"><span className="truncate">{name}</span><StageMark stage={lead.data.context.stage} className="text-13 font-normal text-ink-soft" /></h1>}
      actions={lead.data && <LeadActs lead={lead.data} />}
    >
      <Answer query={lead} what="this lead">
        {(data) => (
          <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
            <div className="shrink-0 overflow-y-auto border-line px-4 pb-3 max-lg:max-h-[55dvh] max-lg:border-b sm:px-6 lg:w-92 lg:border-t lg:border-r lg:pt-4 lg:pb-12">
              <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="mb-2 text-13 font-medium text-accent lg:hidden">{open ? 'Hide what is known' : 'What is known'}</button>
              <div className={open ? '' : 'max-lg:hidden'}><LeadAside lead={data} /></div>
            </div>
            <Timeline leadId={data.id} />
          </div>
        )}
      </Answer>
    </Page>
  )
}
