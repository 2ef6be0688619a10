/** The ways a list can be: loading, empty, failed, more to come, at its end. */
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import type { Endless } from '../data/use-answer.ts'
import { WORLDS_HREF } from '../route.ts'

export interface EndlessListProps<Item> {
  list: Endless<Item>
  /** "posts", as in "The posts could not be loaded". */
  what: string
  render: (item: Item) => ReactNode
  skeleton: ReactNode
  empty: ReactNode
}

/** The next page is asked for this far before the reader arrives. */
const AHEAD = '900px'

export function EndlessList<Item>({ list, what, render, skeleton, empty }: EndlessListProps<Item>) {
  const { items, tail } = list
  if (items.length === 0) {
    if (tail.state === 'loading') return skeleton
    // An instance without a public world yet: started empty, or not set up.
    if (tail.state === 'failed' && tail.status === 404) {
      return (
        <EmptyState title="Nobody lives here yet" action={<a href="/console" className="font-semibold text-accent hover:underline">Open the console</a>}>
          Whoever runs this place makes a project and its personas in the console; what they say appears here. Perhaps there are{' '}
          <a href={WORLDS_HREF} className="font-semibold text-accent hover:underline">other worlds</a> to read.
        </EmptyState>
      )
    }
    if (tail.state === 'failed') return <ErrorState title={`The ${what} could not be loaded`} cause={tail.cause} onRetry={list.retry} />
    if (tail.state === 'end') return empty
  }
  return (
    <>
      {items.map(render)}
      {tail.state === 'more' && <Sentinel onNear={list.loadMore} />}
      {tail.state === 'loading' && skeleton}
      {tail.state === 'failed' && <ErrorState title={`More ${what} could not be loaded`} cause={tail.cause} onRetry={list.retry} />}
      {tail.state === 'end' && <p className="col-span-full px-4 py-10 text-center text-13 text-ink-faint">That is all there is.</p>}
    </>
  )
}

/** Loads when it comes near; a button too, for those who arrive by keyboard. */
function Sentinel({ onNear }: { onNear: () => void }) {
  const element = useRef<HTMLDivElement>(null)
  const near = useRef(onNear)
  useEffect(() => {
    near.current = onNear
  })
  useEffect(() => {
    if (element.current === null) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && near.current(),
      { rootMargin: `0px 0px ${AHEAD} 0px` },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={element} className="col-span-full flex justify-center px-4 py-8">
      <Button variant="quiet" onClick={onNear}>
        Show more
      </Button>
    </div>
  )
}
