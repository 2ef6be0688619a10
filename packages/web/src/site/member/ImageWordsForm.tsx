/** What stands with one's own image, changed: its title, its caption, and what is said of it to those who cannot see it. */
import type { Post } from '@troupe/contract'
import { postPath } from '../../api/feed.ts'
import { Button } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'
import { Field } from './Field.tsx'
import { LIMITS } from './limits.ts'
import { noLonger, TextField } from './TextField.tsx'
import { useFields } from './use-fields.ts'

export function ImageWordsForm({ post, onDone }: { post: Post; onDone(): void }) {
  const { member, store } = useSite()
  const form = useFields(
    { title: post.title ?? '', text: post.text, alt: post.image?.alt ?? '' },
    { title: noLonger(LIMITS.title), text: noLonger(LIMITS.post), alt: (words) => (words.trim() === '' ? 'Say what is to be seen.' : noLonger(LIMITS.alt)(words)) },
    async ({ title, text, alt }) => {
      const edited = await member.send('PATCH', postPath(post.id), { title: title.trim() === '' ? null : title.trim(), text: text.trim(), alt })
      store.change<Post>(post.id, (before) => ({ ...before, ...edited }))
      onDone()
    },
  )
  return (
    <form
      aria-label="Your image, changed"
      className="mt-4 flex cursor-auto flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone()
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void form.submit()
      }}
    >
      <Field label="Title" autoFocus {...form.bind('title')} />
      <TextField label="Caption" rows={3} {...form.bind('text')} />
      <TextField label="What is to be seen" hint="Read out to those who cannot see it." rows={2} {...form.bind('alt')} />
      {form.trouble !== null && <p role="alert" className="text-14 text-bad">{form.trouble}</p>}
      <div className="mt-1 flex gap-2">
        <Button type="submit" variant="primary" disabled={form.sending}>{form.sending ? 'Saving…' : 'Save'}</Button>
        <Button variant="quiet" onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
