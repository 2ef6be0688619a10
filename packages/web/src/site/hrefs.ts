/** Addresses of the pages of one world, in the terms of `route.ts`: what stands in every link of a page. */
import * as plain from './route.ts'

export interface Hrefs {
  /** Of a page that is named by a word: `/trends`. `/` is home. */
  readonly page: (path: string) => string
  readonly homeHref: typeof plain.homeHref
  readonly postHref: typeof plain.postHref
  readonly commentHref: typeof plain.commentHref
  readonly profileHref: typeof plain.profileHref
  readonly groupHref: typeof plain.groupHref
  readonly tagHref: typeof plain.tagHref
  readonly searchHref: typeof plain.searchHref
}

/** What `worldOf` says of the gallery's addresses. */
const OWN_GALLERY = 'gallery'

/** Null for the default world. */
export function hrefsOf(worldId: string | null): Hrefs {
  const world = worldId === null ? '' : worldId === OWN_GALLERY ? plain.GALLERY_HREF : `/w/${worldId}`
  const page = (path: string): string => worldId === null ? path : `${world}${path === '/' ? '' : path.replace(/^\/(?=\?)/, '')}`
  return {
    page,
    homeHref: (sort) => page(plain.homeHref(sort)),
    postHref: (id) => page(plain.postHref(id)),
    commentHref: (postId, id) => page(plain.commentHref(postId, id)),
    profileHref: (username, tab) => page(plain.profileHref(username, tab)),
    groupHref: (group, tab) => page(plain.groupHref(group, tab)),
    tagHref: (tag) => page(plain.tagHref(tag)),
    searchHref: (query) => page(plain.searchHref(query)),
  }
}
