import type { KeyMeaning } from '../design/KeyList.tsx'

/** What `keyboard.ts` listens for, in words. */
export const SITE_KEYS: readonly KeyMeaning[] = [
  { keys: ['j', 'k'], does: 'next and previous post' },
  { keys: ['Enter'], does: 'open the post' },
  { keys: ['/'], does: 'search' },
  { keys: ['.'], does: 'show new posts' },
  { keys: ['Esc'], does: 'leave the search box, close this' },
  { keys: ['?'], does: 'show these keys' },
]
