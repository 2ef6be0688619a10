import { createContext, useContext } from 'react'
import type { ThemeChoice } from '../design/theme.ts'
import type { AnswerStore } from './data/answer-store.ts'
import type { LivePosts } from './data/live-posts.ts'
import type { Hrefs } from './hrefs.ts'
import type { MemberStore } from './member/member-store.ts'
import type { Navigation } from './navigation.ts'

/** What every page of the site is given, on the server and in the browser. */
export interface SiteParts {
  store: AnswerStore
  navigation: Navigation
  /** Silent on the server. */
  live: LivePosts
  /** Of the world that this page is of; to another one leads a page load. */
  hrefs: Hrefs
  /** Who reads; on the server nobody in particular. */
  member: MemberStore
  /** As the server rendered it. */
  theme: ThemeChoice
}

export const SiteContext = createContext<SiteParts | null>(null)

export function useSite(): SiteParts {
  const parts = useContext(SiteContext)
  if (parts === null) throw new Error('a page of the site needs a SiteContext above it')
  return parts
}
