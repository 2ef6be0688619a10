import type { AgentTestResult } from '@troupe/contract'
import { Check, CircleSlash, X } from 'lucide-react'
import { exactTime } from '../../../../design/relative-time.ts'
import { counted, formatDuration, formatMoney } from '../../../../design/number-format.ts'
import { capital, plainName } from '../../../parts/action-words.ts'
import { Ago } from '../../../parts/Ago.tsx'
import { LeadWords } from '../../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../../parts/engagement/marks.tsx'
import { VerdictList } from '../../../parts/engagement/VerdictList.tsx'
import { Fold, Verbatim } from '../../../parts/Fold.tsx'
import { Note } from '../../../parts/Note.tsx'
import { Section } from '../../../parts/Page.tsx'
import { actWords } from '../../../parts/lead-agent/act-words.ts'
import { resultLine } from './result-line.ts'

export function TestResult({ result }: { result: AgentTestResult }) {
  const { matched, why, thought, planned, misfits, stopped, failed, asked, notes, ms } = result
  const Icon = failed !== null ? X : planned.length > 0 ? Check : CircleSlash
  return (
    <div role="status" aria-label="What would happen" className="flex flex-col gap-5 border-t border-line pt-5">
      <div>
        <h2 className="flex items-center gap-2 text-16 font-semibold"><Icon aria-hidden size={17} className={failed !== null ? 'text-bad' : planned.length > 0 ? 'text-good' : 'text-ink-faint'} />{resultLine(result)}</h2>
        <p className="mt-0.5 text-13 text-pretty text-ink-soft">{why} <span className="tabular text-ink-faint">{formatDuration(Math.max(1, Math.round(ms)))}{asked !== null && `, ${asked.generator ?? asked.brain} asked${asked.costMicros > 0 ? `, ${formatMoney(asked.costMicros)}` : ''}`}</span></p>
      </div>
      {notes.map((note) => <Note key={note} tone="wait">{note}</Note>)}
      {failed !== null && <Note tone="bad">Its brain came to nothing: {failed}</Note>}
      {thought !== null && thought !== '' && <blockquote className="max-w-[65ch] border-l-2 border-line-strong pl-3 text-14 whitespace-pre-wrap">{thought}</blockquote>}
      {matched && planned.length > 0 && (
        <ol className="flex flex-col divide-y divide-line border-y border-line">
          {planned.map((one, place) => (
            // What would happen has no ids; the list never changes in place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place} className="grid gap-x-8 gap-y-3 py-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="min-w-0">
                <p className="mb-2 flex flex-wrap items-center gap-x-3 text-13"><span className="text-14 font-semibold">{capital(actWords(one.action, one.input))}</span>{one.channel !== null && <><ChannelMark channel={one.channel} className="text-ink-soft" /><span className="text-ink-soft" title={exactTime(one.sendAt)}><Ago instant={one.sendAt} /></span></>}</p>
                {one.channel !== null && one.content !== null && <LeadWords channel={one.channel} content={one.content} />}
                <div className="mt-1"><Fold label="As the agent wished it"><Verbatim text={JSON.stringify(one.input, null, 2)} /></Fold></div>
              </div>
              <div className="text-13">{one.verdict !== null ? <VerdictList verdict={one.verdict} open={one.verdict.kind !== 'allow'} /> : <p className="text-ink-faint">Done at once: it is no message, so the gate is not asked.</p>}</div>
            </li>
          ))}
        </ol>
      )}
      {stopped.length + misfits.length > 0 && (
        <Section title={`${counted(stopped.length + misfits.length, 'wish', 'wishes')} not taken`}>
          <ul className="flex flex-col gap-1 text-13">
            {stopped.map(({ action, policy, reason }) => <li key={`${action} ${policy} ${reason}`}><span className="font-medium">{capital(plainName(action))}</span> <span className="text-ink-soft">by “{plainName(policy)}”: {reason}</span></li>)}
            {misfits.map(({ action, fault }) => <li key={`${action} ${fault}`}><span className="font-medium">{capital(plainName(action))}</span> <span className="text-ink-soft">{fault}</span></li>)}
          </ul>
        </Section>
      )}
    </div>
  )
}
