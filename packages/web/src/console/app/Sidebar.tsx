import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ArrowUpRight, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { formatWhole } from '../../design/number-format.ts'
import { useMay, useMe } from '../data/queries.ts'
import { pickedWorkspace } from '../data/session.ts'
import type { NavigationPlace } from './navigation.ts'
import { usePlaceCounts, type PlaceCount } from './use-place-counts.ts'
import { useGroups } from './use-places.ts'
import { Wordmark } from './Wordmark.tsx'

/** Beside the page where there is room; a drawer on narrow screens. */
export function Sidebar({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  return (
    <>
      <aside className="hidden w-52 shrink-0 flex-col border-r border-line bg-sunken/50 lg:flex">
        <div className="flex h-12 items-center px-4"><Wordmark /></div>
        <Places />
      </aside>
      <Radix.Root open={open} onOpenChange={onOpenChange}>
        <Radix.Portal>
          <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(20_14_10/0.45)] lg:hidden" />
          <Radix.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-50 flex w-64 flex-col bg-page shadow-float outline-none lg:hidden">
            <div className="flex h-12 items-center justify-between pr-2 pl-4">
              <Radix.Title asChild><div><Wordmark /></div></Radix.Title>
              <Radix.Close aria-label="Close" className="grid size-9 place-items-center rounded-full text-ink-faint hover:bg-sunken"><X size={18} aria-hidden /></Radix.Close>
            </div>
            <Places onGo={() => onOpenChange(false)} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </>
  )
}

function Places({ onGo }: { onGo?: () => void }) {
  const groups = useGroups()
  const counts = usePlaceCounts()
  const operator = useMay('operator')
  const me = useMe()
  const workspace = me?.workspaces.find(({ id }) => id === pickedWorkspace()) ?? me?.workspaces[0]
  return (
    <>
      <nav aria-label="Console" className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 pt-1 pb-2 low:gap-2.5">
        {groups.map(({ title, places }) => (
          <div key={title ?? ''} role={title === null ? undefined : 'group'} aria-label={title ?? undefined} className="flex flex-col gap-px">
            {title !== null && <p aria-hidden className="px-2.5 pb-1 text-12 low:pb-0.5 text-ink-faint">{title}</p>}
            {places.map((place) => <PlaceLink key={place.to} place={place} count={counts[place.to]} onGo={onGo} />)}
          </div>
        ))}
      </nav>
      <div className="flex flex-col gap-1 border-t border-line px-4 pt-2.5 pb-3 text-12 text-ink-faint">
        <span className="flex flex-wrap gap-x-3 gap-y-1">
          <a href="/" className="inline-flex items-center gap-1 hover:text-ink">Public site <ArrowUpRight size={13} aria-hidden /></a>
          <a href="/api/docs" className="inline-flex items-center gap-1 hover:text-ink">API reference <ArrowUpRight size={13} aria-hidden /></a>
        </span>
        {workspace !== undefined && <span className="truncate" title="Workspace">{workspace.name}</span>}
        {me?.creator != null ? <span className="text-pretty">You see what is {me.creator.name}’s, and nothing else.</span>
          : !operator && me !== undefined && <span className="text-pretty">You are a {me.role}: you see everything here and change nothing.</span>}
      </div>
    </>
  )
}

function PlaceLink({ place: { to, label, Icon }, count, onGo }: { place: NavigationPlace; count: PlaceCount | undefined; onGo: (() => void) | undefined }) {
  return (
    <Link
      to={to}
      {...(onGo === undefined ? {} : { onClick: onGo })}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      className={clsx(
        'group flex h-8 shrink-0 items-center gap-2.5 rounded-medium px-2.5 text-13 font-medium text-ink-soft -outline-offset-2 hover:bg-sunken hover:text-ink low:h-7 max-lg:h-10 max-lg:text-14',
        'data-[status=active]:bg-pressed data-[status=active]:text-ink',
      )}
    >
      <Icon size={16} aria-hidden className="shrink-0 text-ink-faint group-data-[status=active]:text-accent" />
      <span className="flex-1 truncate">{label}</span>
      {count !== undefined && (count.waiting === null
        ? <span className="tabular text-12 font-normal text-ink-faint">{formatWhole(count.count)}</span>
        : <span title={`${formatWhole(count.count)}${count.more === true ? ' or more' : ''} ${count.waiting}`} className="tabular rounded-full bg-accent px-1.5 text-12 leading-5 font-semibold text-on-accent">{formatWhole(count.count)}{count.more === true && '+'}<span className="sr-only"> {count.waiting}</span></span>)}
    </Link>
  )
}
