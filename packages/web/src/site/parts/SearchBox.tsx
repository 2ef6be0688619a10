import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useHrefs } from '../hrefs.ts'
import { useSite } from '../site-context.ts'

const TYPING_PAUSE_MS = 300

/** `live` searches while one types, on the search page itself; elsewhere Enter leads there. */
export function SearchBox({ initial = '', live = false }: { initial?: string; live?: boolean }) {
  const { page, searchHref } = useHrefs()
  const { navigation } = useSite()
  const [query, setQuery] = useState(initial)
  const shown = useRef(initial)
  // The address changed under the box: back, or a link to another search.
  useEffect(() => {
    if (shown.current === initial) return
    shown.current = initial
    setQuery(initial)
  }, [initial])
  useEffect(() => {
    if (!live || query.trim() === shown.current) return
    const timer = setTimeout(() => {
      shown.current = query.trim()
      navigation.replace(searchHref(shown.current))
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [live, navigation, query, searchHref])
  return (
    <form
      role="search"
      action={page('/search')}
      onSubmit={(event) => {
        event.preventDefault()
        shown.current = query.trim()
        navigation.push(searchHref(shown.current))
      }}
      className="relative"
    >
      <Search aria-hidden size={16} className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-ink-faint" />
      <input
        type="search"
        name="q"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        maxLength={200}
        placeholder="Search posts and people"
        aria-label="Search posts and people"
        aria-keyshortcuts="/"
        autoComplete="off"
        data-search
        className="h-10 w-full rounded-full bg-sunken pr-9 pl-10 text-16 text-ink placeholder:text-ink-faint sm:text-14"
      />
      <kbd aria-hidden className="absolute top-1/2 right-3 hidden -translate-y-1/2 rounded-small border px-1.5 font-sans text-12 text-ink-faint xl:block">
        /
      </kbd>
    </form>
  )
}
