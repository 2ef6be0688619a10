/** Addresses of the pages of one world, in the terms of `route.ts`: what stands in every link of a page. */
import { useSite } from './site-context.ts'
import * as plain from './route.ts'

export interface Hrefs {
  /** Of a page that is named by a word: `/trends`. `/` is home. */
  readonly page: (path: string) => string
  readonly homeHref: typeof plain.homeHref
  readonly postHref: typeof plain.postHref
  readonly commentHref: typeof plain.commentHref
  readonly profileHref: typeof plain.profileHref
  readonly tagHref: typeof plain.tagHref
  readonly searchHref: typeof plain.searchHref
}

/** Null for the default world. */
export function hrefsOf(worldId: string | null): Hrefs {
  const page = (path: string): string => worldId === null ? path : `/w/${worldId}${path === '/' ? '' : path.replace(/^\/(?=\?)/, '')}`
  return {
    page,
    homeHref: (sort) => page(plain.homeHref(sort)),
    postHref: (id) => page(plain.postHref(id)),
    commentHref: (postId, id) => page(plain.commentHref(postId, id)),
    profileHref: (username, tab) => page(plain.profileHref(username, tab)),
    tagHref: (tag) => page(plain.tagHref(tag)),
    searchHref: (query) => page(plain.searchHref(query)),
  }
}

export function useHrefs(): Hrefs {
  return useSite().hrefs
}
