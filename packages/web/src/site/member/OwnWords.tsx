/** The words of a post or comment; for whoever wrote them, with a way to change or delete them. */
import type { Comment, Post } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { postPath } from '../../api/feed.ts'
import { commentPath } from '../../api/members.ts'
import { useSite } from '../site-context.ts'
import { Later } from './Later.tsx'
import { LIMITS } from './limits.ts'
import { useSelf } from './use-member.ts'

export interface OwnWords {
  /** Goes where the words stand; null while they are as they are. */
  readonly form: ReactNode
  /** Null on anybody else's words. */
  readonly menu: ReactNode
}

export function useOwnWords(item: Post | Comment | null): OwnWords {
  const self = useSelf()
  const { member, store } = useSite()
  const [editing, setEditing] = useState(false)
  if (item === null || self?.profile == null || item.author.id !== self.profile.id || ('kind' in item && item.kind === 'repost')) return { form: null, menu: null }
  const of = item
  async function send(text: string): Promise<void> {
    const edited = 'postId' in of ? await member.send('PATCH', commentPath(of.id), { text }) : await member.send('PATCH', postPath(of.id), { text })
    store.change(of.id, () => edited)
    setEditing(false)
  }
  return {
    form: !editing ? null : 'image' in of && of.image !== null ? <Later part={(parts) => parts.ImageWordsForm} props={{ post: of, onDone: () => setEditing(false) }} /> : (
      <div className="mt-2 flex cursor-auto">
        <Later
          part={(parts) => parts.WordsForm}
          props={{
            name: `edit/${of.id}`, label: 'postId' in of ? 'Your comment, changed' : 'Your post, changed', placeholder: '', send: 'Save', longest: LIMITS.post, initial: of.text, focused: true,
            onSend: send, onCancel: () => setEditing(false),
          }}
        />
      </div>
    ),
    menu: editing ? null : <Later part={(parts) => parts.OwnMenu} props={{ item: of, onEdit: () => setEditing(true) }} />,
  }
}
