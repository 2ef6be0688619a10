import { Link, type LinkProps } from '@tanstack/react-router'
import { clsx } from 'clsx'

export interface TabLink { key: string; label: string; to: LinkProps['to']; params?: Record<string, string>; search?: Record<string, string | undefined> }

/** Tabs as links of the router: each has an address. `bare`: in a line with other things, without the room and the line below. */
export function TabLinks({ label, tabs, current, bare = false }: { label: string; tabs: readonly TabLink[]; current: string; bare?: boolean }) {
  return (
    <nav aria-label={label} className={clsx('flex gap-4 overflow-x-auto', !bare && 'mb-3 border-b border-line')}>
      {tabs.map(({ key, label: words, to, params, search }) => (
        <Link
          key={key}
          to={to as '/'}
          {...(params === undefined ? {} : { params: params as never })}
          {...(search === undefined ? {} : { search: search as never })}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          {...(key === current ? { 'aria-current': 'page' as const } : {})}
          className="-mb-px h-9 content-center border-b-2 border-transparent font-medium whitespace-nowrap text-ink-faint -outline-offset-2 hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {words}
        </Link>
      ))}
    </nav>
  )
}
