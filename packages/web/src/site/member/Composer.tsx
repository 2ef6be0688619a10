/** A member's new post, on top of the feed. */
import type { Page, Post } from '@troupe/contract'
import { postsPath } from '../../api/feed.ts'
import { NEW_POST } from '../../api/members.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { useSite } from '../site-context.ts'
import { LIMITS } from './limits.ts'
import { useSelf } from './use-member.ts'
import { WordsForm } from './WordsForm.tsx'

export function Composer() {
  const self = useSelf()
  const { member, store, hrefs, navigation, live } = useSite()
  if (self === null) return null
  async function send(text: string): Promise<void> {
    const post = await member.send('POST', NEW_POST, { text })
    const recent = postsPath('recent')
    const shown = store.peek(recent)
    store.age()
    if (shown.state === 'ready') store.put<Page<Post>>(recent, { ...shown.value, items: [post, ...shown.value.items.filter((each) => each.id !== post.id)] })
    live.shown(post.id)
    // Elsewhere than among the newest, it would not be seen.
    if (!new URL(navigation.place().url, location.origin).search.includes('popular')) return
    navigation.push(hrefs.homeHref('recent'))
  }
  return (
    <div className="flex gap-3 border-b px-4 py-3 sm:px-5">
      <Avatar name={self.displayName} src={self.profile?.avatarUrl ?? null} size={40} automated={false} decorative />
      <WordsForm name="post" label="New post" placeholder={`Say something, ${self.displayName.split(' ')[0] ?? ''}`} send="Post" longest={LIMITS.post} modest onSend={send} />
    </div>
  )
}
