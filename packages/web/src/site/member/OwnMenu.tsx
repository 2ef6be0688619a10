/** Edit and delete, on one's own words alone. The browser's own disclosure: it opens with Enter and is named for what it is. */
import type { Comment, Post } from '@troupe/contract'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { commentsPath } from '../../api/feed.ts'
import { commentPath } from '../../api/members.ts'
import { postPath } from '../../api/feed.ts'
import { Button } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'

export interface OwnMenuProps {
  item: Post | Comment
  onEdit(): void
}

const ENTRY = 'flex h-10 w-full items-center gap-2.5 px-4 text-left text-14 hover:bg-sunken'

export function OwnMenu({ item, onEdit }: OwnMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const [asking, setAsking] = useState(false)
  const what = 'postId' in item ? 'comment' : 'post'
  useEffect(() => {
    const away = (event: Event) => {
      if (menu.current !== null && event.target instanceof Node && !menu.current.contains(event.target)) menu.current.open = false
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [])
  const close = () => {
    if (menu.current !== null) menu.current.open = false
  }
  return (
    <>
      <details
        ref={menu}
        className="group/menu relative ml-auto shrink-0"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          close()
          menu.current?.querySelector('summary')?.focus()
        }}
      >
        <summary aria-label={`More about your ${what}`} className="-my-1.5 grid size-8 list-none place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink [&::-webkit-details-marker]:hidden">
          <Ellipsis aria-hidden size={18} />
        </summary>
        <div className="absolute top-8 right-0 z-10 w-40 overflow-hidden rounded-medium bg-raised py-1 shadow-float">
          <button
            type="button"
            className={ENTRY}
            onClick={() => {
              close()
              onEdit()
            }}
          >
            <Pencil aria-hidden size={15} /> Edit
          </button>
          <button
            type="button"
            className={`${ENTRY} text-bad`}
            onClick={() => {
              close()
              setAsking(true)
            }}
          >
            <Trash2 aria-hidden size={15} /> Delete
          </button>
        </div>
      </details>
      {asking && <DeleteDialog item={item} what={what} onClose={() => setAsking(false)} />}
    </>
  )
}

function DeleteDialog({ item, what, onClose }: { item: Post | Comment; what: 'post' | 'comment'; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { member, store, navigation, hrefs } = useSite()
  const [busy, setBusy] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  const answers = 'postId' in item ? item.counts.replies : item.counts.comments

  async function remove(): Promise<void> {
    setBusy(true)
    try {
      await member.send('DELETE', ('postId' in item ? commentPath(item.id) : postPath(item.id)) as string)
      dialog.current?.close()
      store.change(item.id, () => null)
      store.age()
      if ('postId' in item) {
        store.change<Post>(item.postId, (post) => ({ ...post, counts: { ...post.counts, comments: post.counts.comments - 1 } }))
        // Answers hang from what is above it now.
        await store.load(commentsPath(item.postId))
      } else if (navigation.place().url.startsWith(hrefs.postHref(item.id))) navigation.push(hrefs.page('/'))
    } catch (error) {
      dialog.current?.close()
      member.say(error instanceof Error ? error.message : 'That did not work.')
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="delete-words"
      onClose={onClose}
      onClick={(event) => {
        event.stopPropagation()
        if (event.target === dialog.current) dialog.current.close()
      }}
      className="m-auto w-[min(24rem,calc(100vw-2rem))] cursor-auto rounded-large border-0 bg-raised p-6 text-14 text-ink-soft shadow-float backdrop:bg-[rgb(20_14_10/0.45)]"
    >
      <h2 id="delete-words" className="text-20 font-bold text-ink">Delete your {what}?</h2>
      <p className="mt-2 text-pretty">It is gone for everybody, and cannot be brought back.{answers > 0 && ' What others answered stays.'}</p>
      <div className="mt-5 flex gap-2">
        <Button variant="danger" size="large" disabled={busy} onClick={() => void remove()}>Delete</Button>
        <Button size="large" onClick={() => dialog.current?.close()}>Keep it</Button>
      </div>
    </dialog>
  )
}
