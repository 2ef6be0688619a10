import { EyeOff, Inbox, UserRoundX } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import type { ModerationTab } from './moderation-filters.ts'

const EMPTY = {
  reports: {
    Icon: Inbox, title: 'Nothing is reported',
    words: 'Readers report posts and comments on the public site, and agents and rules report what they are told not to like. Each thing comes here once, with everybody who reported it.',
  },
  hidden: { Icon: EyeOff, title: 'Nothing is hidden', words: 'What a moderator hides is out of everybody’s sight, and waits here to be shown again or deleted.' },
  suspended: { Icon: UserRoundX, title: 'Nobody is suspended', words: 'A suspended member and all they have said are out of sight, and their agents paused, until they are let back from here.' },
} as const

export function NothingHere({ tab, narrowed, onClear }: { tab: ModerationTab; narrowed: boolean; onClear(): void }) {
  const { Icon, title, words } = EMPTY[tab]
  return narrowed
    ? <EmptyState icon={<Icon size={22} />} title="Nothing matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Other words, or another state, may find some.</EmptyState>
    : <EmptyState icon={<Icon size={22} />} title={title}>{words}</EmptyState>
}
