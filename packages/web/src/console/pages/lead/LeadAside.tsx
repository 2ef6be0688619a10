import type { Consumer } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '../../../design/Button.tsx'
import { formatMinor, formatWhole } from '../../../design/number-format.ts'
import { answerOf, causeOf } from '../../data/api.ts'
import { leadScorePath } from '../../data/engagement-addresses.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ScoreReasons } from '../../parts/engagement/ScoreMark.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts, Section } from '../../parts/Page.tsx'
import { eventWords } from '../events/event-words.ts'
import { ConsentSection } from './ConsentSection.tsx'
import { EditLeadDialog } from './EditLeadDialog.tsx'

/** All that is known of a lead, beside what happened. */
export function LeadAside({ lead }: { lead: Consumer }) {
  const operator = useMay('operator')
  const creator = useCreators()?.find(({ id }) => id === lead.creatorId)
  const score = useQuery(answerOf(leadScorePath(lead.id)))
  const [editing, setEditing] = useState(false)
  const attributes = Object.entries(lead.context.attributes)
  return (
    <div className="flex flex-col gap-6">
      {lead.erased && <Note>Everything this lead said, and all that told who it is, was erased. What remains are ids, times and states.</Note>}
      <Section title="Who" aside={operator && !lead.erased && <Button size="small" variant="quiet" onClick={() => setEditing(true)}><Pencil size={13} aria-hidden />Edit</Button>}>
        <Facts
          facts={known([
            ['Name', lead.name], ['E-mail', lead.email], ['Phone', lead.phone], ['WhatsApp', lead.whatsapp === lead.phone ? null : lead.whatsapp],
            ['Timezone', lead.timezone], ['Language', lead.locale], ['Your id', lead.externalId],
            ['Creator', creator === undefined ? null : <Link key="creator" to="/creators/$creatorId" params={{ creatorId: creator.id }} className="text-accent hover:underline">{creator.name}</Link>],
            ['Tags', lead.tags.length === 0 ? null : <span key="tags" className="flex flex-wrap gap-1">{lead.tags.map((tag) => <Link key={tag} to="/leads" search={{ creatorId: lead.creatorId, tag }} className="rounded-full bg-sunken px-2 text-12 leading-5 text-ink-soft hover:bg-pressed">{tag}</Link>)}</span>],
            ['First seen', lead.context.firstSeenAt === null ? null : <Ago key="first" instant={lead.context.firstSeenAt} />],
            ['Last seen', lead.context.lastSeenAt === null ? 'never' : <Ago key="last" instant={lead.context.lastSeenAt} />],
            ['Id', <IdText key="id" id={lead.id} />],
          ])}
        />
      </Section>
      <ConsentSection lead={lead} />
      <Section title="Score">
        {score.data !== undefined ? <div className="text-13"><ScoreReasons score={score.data} /></div>
          : score.error === null ? <p className="tabular text-20 font-semibold">{lead.score}</p>
          : <p className="text-13 text-bad">Why it is {lead.score} could not be loaded. {causeOf(score.error)}</p>}
      </Section>
      <Section title="What it did">
        <Facts
          facts={known([
            ['Stage', <span key="stage">{lead.context.stage}, since <Ago instant={lead.context.stageSince} /></span>],
            ['Revenue', lead.context.revenueMinor === 0 ? null : formatMinor(lead.context.revenueMinor, creator?.currency ?? 'USD')],
            ['Events', <Link key="events" to="/events" search={{ consumerId: lead.id }} className="text-accent hover:underline">{formatWhole(lead.context.events)}</Link>],
            ...Object.entries(lead.context.counts).sort(([, one], [, other]) => other - one).map(([type, count]): Fact => [eventWords(type), <span key={type} className="tabular">{formatWhole(count)}{lead.context.lastAt[type] !== undefined && <span className="ml-2 text-12 text-ink-faint"><Ago instant={lead.context.lastAt[type]} /></span>}</span>]),
          ])}
        />
      </Section>
      {attributes.length > 0 && (
        <Section title="Attributes">
          <Facts facts={attributes.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])} />
        </Section>
      )}
      {editing && <EditLeadDialog lead={lead} onClose={() => setEditing(false)} />}
    </div>
  )
}

type Fact = readonly [string, ReactNode]

/** What is not known is not listed. */
function known(facts: readonly Fact[]): Fact[] {
  return facts.filter(([, value]) => value !== null && value !== '')
}
