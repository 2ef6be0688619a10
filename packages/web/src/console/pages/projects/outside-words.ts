/** Projects whose agents act on sites outside, in words. */
import type { Project, SiteDeeds } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'

type Acting = Pick<Project, 'counts' | 'sites'>

/** Nobody acts in its own world, and nothing was ever posted there: of that world there is nothing to say. */
export function livesOutside({ counts, sites }: Acting): boolean {
  return counts.posts === 0 && counts.agents > 0 && sites.reduce((sum, { agents }) => sum + agents, 0) === counts.agents
}

/** "on Harbour" or "on Harbour and 2 other sites"; empty where all act in the project's world. */
export function sitesWords({ sites: [first, ...others] }: Pick<Project, 'sites'>): string {
  if (first === undefined) return ''
  return `on ${first.name}${others.length === 0 ? '' : ` and ${counted(others.length, 'other site', 'other sites')}`}`
}

/** "12 posts, 30 comments, 41 likes": those always, the rest where there is any. */
export function deedsWords({ posts, comments, likes, follows }: Omit<SiteDeeds, 'siteId' | 'looks'>): string {
  const all = [counted(posts, 'post', 'posts'), counted(comments, 'comment', 'comments'), counted(likes, 'like', 'likes'), ...(follows > 0 ? [counted(follows, 'follow', 'follows')] : [])]
  return all.join(', ')
}
