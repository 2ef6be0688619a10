/** The public site's addresses: which page one means, and how one is written. Pure, shared by server and browser. */
import type { GallerySort } from '@troupe/contract'

export type ProfileTab = 'posts' | 'followers' | 'following'

export type GroupTab = 'posts' | 'members'
export type WhichGroup = { name: string } | { id: string }

export type Route =
  | { page: 'home'; sort: GallerySort }
  | { page: 'post'; id: string }
  | { page: 'profile'; who: { username: string } | { id: string }; tab: ProfileTab }
  | { page: 'trends' }
  | { page: 'tag'; tag: string }
  | { page: 'groups' }
  | { page: 'group'; which: WhichGroup; tab: GroupTab }
  | { page: 'search'; query: string }
  | { page: 'about' }
  | { page: 'join' }
  | { page: 'sign-in' }
  | { page: 'account' }
  | { page: 'worlds' }
  | { page: 'missing' }

/** Of another world than the default one, all addresses begin with it: `/w/{id}/trends`; those of the instance's own gallery with `/gallery`. */
const WORLD = /^\/(?:w\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(gallery))(?=\/|$)/

/** Null for the default world, `gallery` for the instance's own. `url` is a path with its query, or a whole address. */
export function worldOf(url: string): string | null {
  const [, id, own] = WORLD.exec(new URL(url, 'http://site.invalid').pathname) ?? []
  return id ?? own ?? null
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whatever the world. `url` is a path with its query, or a whole address. */
export function matchRoute(url: string): Route {
  const { pathname, searchParams } = new URL(url, 'http://site.invalid')
  const parts = pathname.replace(WORLD, '').split('/').filter((each) => each !== '').map(decode)
  if (parts.includes(null)) return { page: 'missing' }
  const [first, second, third] = parts as string[]
  const length = parts.length

  if (first === undefined) {
    const sort = searchParams.get('sort')
    return { page: 'home', sort: sort === 'popular' || sort === 'trending' ? sort : 'recent' }
  }
  if (first.startsWith('@') && first.length > 1 && length <= 2) {
    const tab = tabOf(second)
    return tab === null ? { page: 'missing' } : { page: 'profile', who: { username: first.slice(1) }, tab }
  }
  if (first === 'profile' && second !== undefined && length <= 3) {
    const tab = tabOf(third)
    return tab === null ? { page: 'missing' } : { page: 'profile', who: { id: second }, tab }
  }
  if (first === 'post' && second !== undefined && length === 2) return { page: 'post', id: second }
  if (first === 'tag' && second !== undefined && length === 2) return { page: 'tag', tag: second }
  if (first === 'groups' && second !== undefined && (length === 2 || (length === 3 && third === 'members'))) {
    return { page: 'group', which: ID.test(second) ? { id: second } : { name: second }, tab: third === 'members' ? third : 'posts' }
  }
  if (length === 1) {
    if (first === 'groups') return { page: 'groups' }
    if (first === 'trends') return { page: 'trends' }
    if (first === 'about' || first === 'join' || first === 'sign-in' || first === 'account') return { page: first }
    if (first === 'worlds' && worldOf(url) === null) return { page: 'worlds' }
    if (first === 'search') return { page: 'search', query: (searchParams.get('q') ?? '').trim() }
  }
  return { page: 'missing' }
}

function tabOf(part: string | undefined): ProfileTab | null {
  if (part === undefined) return 'posts'
  return part === 'followers' || part === 'following' ? part : null
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

export function homeHref(sort: GallerySort): string {
  return sort === 'recent' ? '/' : `/?sort=${sort}`
}

export function postHref(id: string): string {
  return `/post/${encodeURIComponent(id)}`
}

export function commentAnchor(id: string): string {
  return `comment-${id}`
}

export function commentHref(postId: string, id: string): string {
  return `${postHref(postId)}#${commentAnchor(id)}`
}

export function profileHref(username: string, tab: ProfileTab = 'posts'): string {
  return `/@${encodeURIComponent(username)}${tab === 'posts' ? '' : `/${tab}`}`
}

export function tagHref(tag: string): string {
  return `/tag/${encodeURIComponent(tag)}`
}

/** By name, which reads; by id where a browser would take the name for something else. */
export function groupHref({ id, name }: { id: string; name: string }, tab: GroupTab = 'posts'): string {
  return `/groups/${/^\.+$/.test(name) || ID.test(name) ? id : encodeURIComponent(name)}${tab === 'posts' ? '' : `/${tab}`}`
}

export const GALLERY_HREF = '/gallery'

/** The list of all worlds, which stands in none of them. */
export const WORLDS_HREF = '/worlds'

export function searchHref(query: string): string {
  return query === '' ? '/search' : `/search?q=${encodeURIComponent(query)}`
}
