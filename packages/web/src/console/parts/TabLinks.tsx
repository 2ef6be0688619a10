import { Link, type LinkProps } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'

/** As wide as the fade at its right. */
const FADE_PX = 32

export interface TabLink { key: string; label: string; to: LinkProps['to']; params?: Record<string, string>; search?: Record<string, string | undefined> }

/** Tabs as links of the router: each has an address. `bare`: in a line with other things, without the room and the line below. */
export function TabLinks({ label, tabs, current, bare = false }: { label: string; tabs: readonly TabLink[]; current: string; bare?: boolean }) {
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    const line = nav.current
    const at = [...line?.querySelectorAll('a') ?? []].find(({ dataset }) => dataset['tab'] === current)
    if (line === null || at === undefined) return
    const [{ left, right }, { left: from, right: to }] = [line.getBoundingClientRect(), at.getBoundingClientRect()]
    if (from < left) line.scrollLeft -= left - from
    else if (to > right - FADE_PX) line.scrollLeft += to - right + FADE_PX
  }, [current])
  return (
    // On a phone it fades out to the right, where there may be more to scroll to; at its end the last tab stands clear of that.
    <nav ref={nav} aria-label={label} className={clsx('flex gap-4 overflow-x-auto overflow-y-hidden max-sm:pr-8 max-sm:[mask-image:linear-gradient(to_right,#000_calc(100%-2rem),transparent)]', !bare && 'mb-3 border-b border-line')}>
      {tabs.map(({ key, label: words, to, params, search }) => (
        <Link
          key={key}
          data-tab={key}
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
