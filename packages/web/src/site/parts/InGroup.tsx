import type { Post } from '@troupe/contract'
import { UsersRound } from 'lucide-react'
import { useHrefs } from '../use-hrefs.ts'

/** Which group a post stands in; nothing where it stands in none. */
export function InGroup({ group, className = '' }: { group: Post['group']; className?: string }) {
  const { groupHref } = useHrefs()
  if (group === null) return null
  return (
    <p className={`flex min-w-0 items-center gap-1.5 text-13 text-ink-faint ${className}`}>
      <UsersRound aria-hidden size={13} className="shrink-0" />
      <span className="shrink-0">in</span>
      <a href={groupHref(group)} className="min-w-0 truncate font-semibold text-ink-soft hover:text-ink hover:underline">
        {group.name}
      </a>
    </p>
  )
}
