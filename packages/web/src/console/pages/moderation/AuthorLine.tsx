import type { ModeratedAuthor } from '@troupe/contract'
import { ArrowUpRight } from 'lucide-react'
import { AutomatedChip } from '../../../design/AutomatedChip.tsx'
import { Avatar } from '../../../design/Avatar.tsx'
import { exactTime } from '../../../design/relative-time.ts'
import { publicProfile } from '../../data/addresses.ts'
import { historyWords } from './moderation-words.ts'

/** Who it is about, with the label and what was before. */
export function AuthorLine({ author }: { author: ModeratedAuthor }) {
  const { id, displayName, username, avatarUrl, automated, operator, archetype, suspendedAt, suspendedUntil, history } = author
  return (
    <div className="flex items-center gap-3">
      <Avatar name={displayName} src={avatarUrl} automated={automated} size={40} decorative />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="truncate font-semibold">{displayName}</span>
          {automated && <AutomatedChip name={displayName} operator={operator} archetype={archetype} />}
          <a href={publicProfile(id)} className="inline-flex items-center gap-0.5 text-ink-faint hover:text-ink">@{username}<ArrowUpRight aria-hidden size={12} /></a>
        </p>
        <p className="text-12 text-ink-faint">
          {suspendedAt !== null && <span className="font-medium text-bad">suspended{suspendedUntil === null ? '' : ` until ${exactTime(suspendedUntil)}`} · </span>}
          {historyWords(history)}
        </p>
      </div>
    </div>
  )
}
