/** Addresses of the public feed (SPEC C5), typed by the contract's schemas. */
import type {
  Comment, GalleryItem, GallerySort, Group, ListedWorld, Page, Post, PostSort, Profile, relationSchema, SaidKind, SearchResult, ShownWorld, Trend,
} from '@troupe/contract'
import { part, path, type ApiPath } from './path.ts'

export type RelationKind = (typeof relationSchema)['options'][number]
type Cursor = string | null

export const PAGE_SIZE = 20
const COMMENTS_PAGE_SIZE = 50

export function postsPath(sort: PostSort, cursor: Cursor = null): ApiPath<Page<Post>> {
  return path('/api/posts', { limit: PAGE_SIZE, sort, cursor })
}

export const GALLERY_PAGE_SIZE = 24

export function galleryPath(sort: GallerySort, cursor: Cursor = null): ApiPath<Page<GalleryItem>> {
  return path('/api/gallery', { limit: GALLERY_PAGE_SIZE, sort, cursor })
}

export function galleryItemPath(id: string): ApiPath<GalleryItem> {
  return path(`/api/gallery/${part(id)}`)
}

export function galleryVisitsPath(id: string): string {
  return `/api/gallery/${part(id)}/visits`
}

export function postPath(id: string): ApiPath<Post> {
  return path(`/api/posts/${part(id)}`)
}

export function commentsPath(postId: string, cursor: Cursor = null): ApiPath<Page<Comment>> {
  return path(`/api/posts/${part(postId)}/comments`, { limit: COMMENTS_PAGE_SIZE, cursor })
}

export function profilePath(id: string): ApiPath<Profile> {
  return path(`/api/profiles/${part(id)}`)
}

export function profileByUsernamePath(username: string): ApiPath<Profile> {
  return path(`/api/profiles/by-username/${part(username)}`)
}

export function profilePostsPath(id: string, cursor: Cursor = null): ApiPath<Page<Post>> {
  return path(`/api/profiles/${part(id)}/posts`, { limit: PAGE_SIZE, cursor })
}

export function relationsPath(id: string, kind: RelationKind, cursor: Cursor = null): ApiPath<Page<Profile>> {
  return path(`/api/profiles/${part(id)}/relations`, { kind, limit: PAGE_SIZE, cursor })
}

export function groupsPath(cursor: Cursor = null): ApiPath<Page<Group>> {
  return path('/api/groups', { limit: PAGE_SIZE, cursor })
}

export function groupPath(id: string): ApiPath<Group> {
  return path(`/api/groups/${part(id)}`)
}

export function groupByNamePath(name: string): ApiPath<Group> {
  return path(`/api/groups/by-name/${part(name)}`)
}

export function groupPostsPath(id: string, cursor: Cursor = null): ApiPath<Page<Post>> {
  return path(`/api/groups/${part(id)}/posts`, { limit: PAGE_SIZE, cursor })
}

export function groupMembersPath(id: string, cursor: Cursor = null): ApiPath<Page<Profile>> {
  return path(`/api/groups/${part(id)}/members`, { limit: PAGE_SIZE, cursor })
}

export function trendsPath(): ApiPath<{ items: Trend[] }> {
  return path('/api/trends')
}

export function searchPath(query: string): ApiPath<SearchResult> {
  return path('/api/search', { q: query })
}

export const WORLD: ApiPath<ShownWorld> = '/api/world'

/** Of no world in particular. */
export function worldsPath(cursor: Cursor = null): ApiPath<Page<ListedWorld>> {
  return path('/api/worlds/public', { limit: PAGE_SIZE, cursor })
}

/** Where anybody reports a post or comment. */
export function reportPath(kind: SaidKind, id: string): ApiPath<{ received: true }> {
  return `/api/${kind}s/${part(id)}/reports`
}

/** The same of another world than the default one: an id, or `gallery`. */
export function inWorld<Answer>(address: ApiPath<Answer>, worldId: string | null): ApiPath<Answer> {
  return worldId === null ? address : `${address}${address.includes('?') ? '&' : '?'}world=${worldId}`
}

export const POSTS_STREAM = '/api/posts/stream'
