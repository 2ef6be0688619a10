import { ArrowUp } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { counted } from '../../design/number-format.ts'
import { useSite } from '../site-context.ts'

export function useLive() {
  const { live } = useSite()
  return useSyncExternalStore(live.subscribe, live.snapshot, live.snapshot)
}

/** "3 new posts": they wait until the reader asks. Takes no room in the list, so that nothing moves. */
export function NewPostsPill() {
  const { live } = useSite()
  const { waiting, complete } = useLive()
  const [failed, setFailed] = useState(false)
  if (waiting.length === 0) return null
  const faces = [...new Map(waiting.map((post) => [post.author.id, post.author])).values()].slice(0, 3)
  const reveal = () => {
    setFailed(false)
    live.reveal().then(
      () => scrollTo({ top: 0, behavior: 'instant' }),
      () => setFailed(true),
    )
  }
  return (
    <div className="pointer-events-none absolute inset-x-0 top-full z-10 flex justify-center pt-3">
      <button
        type="button"
        data-new-posts
        onClick={reveal}
        className="tabular pointer-events-auto flex h-9 items-center gap-2 rounded-full bg-accent pr-4 pl-2.5 text-14 font-semibold text-on-accent shadow-float hover:bg-accent-strong"
      >
        <ArrowUp aria-hidden size={16} />
        <span aria-hidden className="flex -space-x-1.5">
          {faces.map((author) => (
            <Avatar key={author.id} name={author.displayName} src={author.avatarUrl} size={20} decorative className="ring-2 ring-accent" />
          ))}
        </span>
        <span role="status">{failed ? 'Try again' : complete ? counted(waiting.length, 'new post', 'new posts') : `${waiting.length}+ new posts`}</span>
      </button>
    </div>
  )
}
