/** What was done, in the sorts that people count: posts, comments, likes, follows and looks, whatever a place calls its actions. */

export interface Deeds {
  readonly posts: number
  readonly comments: number
  readonly likes: number
  readonly follows: number
  readonly looks: number
}

/** Journal entries of one sort, counted. */
export interface CountedEntries {
  readonly kind: string
  readonly action: string | null
  readonly result: string | null
  readonly n: number
}

const ACTIONS: Readonly<Record<keyof Deeds, ReadonlySet<string>>> = {
  posts: new Set(['create_image_post', 'create_post', 'quote_post', 'post_to_group']),
  comments: new Set(['comment']),
  likes: new Set(['upvote', 'like_post', 'like_comment']),
  follows: new Set(['follow']),
  looks: new Set(['view_gallery', 'view_image', 'refresh_feed', 'view_comments', 'search_posts', 'search_people', 'view_recent_posts', 'view_followed_posts']),
}

/** Those alone that were done; tried, refused and unknown ones are not. */
export function deedsOf(entries: readonly CountedEntries[]): Deeds {
  const done = (sort: keyof Deeds): number => entries.reduce((total, { kind, action, result, n }) => kind === 'acted' && result === 'done' && ACTIONS[sort].has(action ?? '') ? total + n : total, 0)
  return { posts: done('posts'), comments: done('comments'), likes: done('likes'), follows: done('follows'), looks: done('looks') }
}
