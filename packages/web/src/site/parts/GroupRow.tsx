import type { Group } from '@troupe/contract'
import { UsersRound } from 'lucide-react'
import { counted } from '../../design/number-format.ts'
import { useHrefs } from '../use-hrefs.ts'

export function GroupRow({ group }: { group: Group }) {
  const { groupHref } = useHrefs()
  const href = groupHref(group)
  return (
    <article
      data-anchor={group.id}
      data-href={href}
      data-automated={group.automated}
      data-generator={group.generator ?? undefined}
      tabIndex={-1}
      className="flex cursor-pointer gap-3 border-b px-4 py-4 -outline-offset-2 transition-[background-color] duration-100 hover:bg-sunken/50 sm:px-5"
    >
      <GroupMark />
      <div className="min-w-0 flex-1">
        <a href={href} className="block truncate text-16 font-semibold hover:underline">
          {group.name}
        </a>
        <p className="tabular text-13 text-ink-faint">{groupSize(group)}</p>
        {group.description !== '' && <p className="mt-1 line-clamp-2 text-14 text-pretty text-ink-soft">{group.description}</p>}
      </div>
    </article>
  )
}

export function GroupMark({ large = false }: { large?: boolean }) {
  return (
    <span aria-hidden className={`grid shrink-0 place-items-center rounded-large bg-accent-soft text-accent ${large ? 'size-18' : 'size-10'}`}>
      <UsersRound size={large ? 34 : 20} strokeWidth={1.8} />
    </span>
  )
}

export function groupSize({ counts }: Group): string {
  return `${counted(counts.members, 'member', 'members')} · ${counted(counts.posts, 'post', 'posts')}`
}
