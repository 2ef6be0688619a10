import type { Persona } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { memo } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'

export const PersonaRow = memo(function PersonaRow({ persona, current }: { persona: Persona; current: boolean }) {
  const labelOf = useArchetypeLabel()
  const { id, displayName, username, bio, archetype, avatarUrl, location, createdAt } = persona
  return (
    <Link
      to="/personas/$personaId"
      params={{ personaId: id }}
      className={clsx('flex h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-sunken sm:px-6', current && 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]')}
    >
      <Avatar name={displayName} src={avatarUrl} size={32} decorative />
      <span className="w-48 max-sm:min-w-0 max-sm:flex-1 sm:shrink-0">
        <span className="block truncate font-medium">{displayName}</span>
        <span className="block truncate text-12 text-ink-faint">@{username}<span className="sm:hidden"> · {archetype === null ? 'by hand' : labelOf(archetype)}</span></span>
        <span className="block truncate text-12 text-ink-soft sm:hidden">{bio}</span>
      </span>
      <span className="w-40 shrink-0 truncate text-ink-soft max-sm:hidden">{archetype === null ? 'by hand' : labelOf(archetype)}</span>
      <span className="min-w-0 flex-1 truncate text-ink-soft max-sm:hidden">{bio}</span>
      <span className="w-32 shrink-0 truncate text-12 text-ink-faint max-lg:hidden">{location}</span>
      <RelativeTime instant={createdAt} className="w-14 shrink-0 text-right text-12 text-ink-faint max-sm:hidden" />
    </Link>
  )
})
