/** What was reported, and what moderators did: two short lists under what they are about. */
import type { ModerationAct, Report } from '@troupe/contract'
import { Bot, UserRound, UserRoundX } from 'lucide-react'
import { Ago } from '../../parts/Ago.tsx'
import { Section } from '../../parts/Page.tsx'
import { exactTime } from '../../../design/relative-time.ts'
import { actWords, CATEGORY_WORDS, REPORTER_WORDS } from './moderation-words.ts'

const ICONS = { agent: Bot, member: UserRound, visitor: UserRoundX } as const

export function Reports({ reports }: { reports: readonly Report[] }) {
  if (reports.length === 0) return null
  return (
    <Section title="Reports" aside={<span className="tabular text-12 text-ink-faint">{reports.length}</span>}>
      <ul className="divide-y divide-line border-y border-line">
        {reports.map(({ id, at, category, text, by }) => {
          const Icon = ICONS[by.kind]
          return (
            <li key={id} className="flex gap-2.5 py-2">
              <Icon aria-hidden size={15} className="mt-0.5 shrink-0 text-ink-faint" />
              <div className="min-w-0 flex-1">
                <p className="break-words">{category !== null && <span className="font-medium">{CATEGORY_WORDS[category]}{text === '' ? '' : ': '}</span>}{text}{category === null && text === '' && 'No reason given'}</p>
                <p className="text-12 text-ink-faint">
                  {by.username === null ? REPORTER_WORDS[by.kind] : <>@{by.username}, {REPORTER_WORDS[by.kind]}</>} · <Ago instant={at} />
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

export function Acts({ acts }: { acts: readonly ModerationAct[] }) {
  if (acts.length === 0) return null
  return (
    <Section title="Decided before">
      <ul className="flex flex-col gap-1.5">
        {acts.map((act) => (
          <li key={act.id} className={`text-13 ${act.undoneAt === null ? '' : 'text-ink-faint'}`}>
            <span className={act.undoneAt === null ? 'font-medium' : 'line-through'}>{actWords(act)}</span>
            {act.target.kind === 'profile' && act.kind !== 'suspend' && act.kind !== 'unsuspend' ? ' (profile)' : ''} by {act.by}
            {act.until !== null && <> until {exactTime(act.until)}</>}
            {act.reason !== '' && <>: {act.reason}</>}
            <span className="text-12 text-ink-faint"> · <Ago instant={act.at} />{act.undoneAt !== null && ', taken back'}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
