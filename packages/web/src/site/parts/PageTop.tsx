import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { MemberCorner } from '../member/MemberCorner.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useSite } from '../site-context.ts'

/** The bar that stays on top of a page: a way back, the heading, what else the page puts there. `corner`: whether a phone shows who reads, or how to join. */
export function PageTop({ title, note, back = true, corner = true, children }: { title: string; note?: string; back?: boolean; corner?: boolean; children?: ReactNode }) {
  const { navigation } = useSite()
  const { page } = useHrefs()
  return (
    <header className="sticky top-0 z-20 border-b bg-page/90 backdrop-blur-md">
      <div className="flex min-h-14 items-center gap-2 px-4 sm:px-5">
        {back && (
          <a
            href={page('/')}
            aria-label="Back"
            onClick={(event) => {
              // Back to where one came from; a reader who came from outside gets the home page.
              if (navigation.place().arrival === 'first') return
              event.preventDefault()
              history.back()
            }}
            className="-ml-2 grid size-9 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-sunken hover:text-ink"
          >
            <ArrowLeft aria-hidden size={20} />
          </a>
        )}
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-16 font-bold">{title}</h1>
          {note !== undefined && <p className="tabular truncate text-13 text-ink-faint">{note}</p>}
        </div>
        {corner && <span className="-mr-3 flex sm:hidden"><MemberCorner /></span>}
      </div>
      {children}
    </header>
  )
}
