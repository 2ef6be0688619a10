/** Addresses of those who join a world (SPEC C4). */
import type { Comment, GalleryItem, JoiningForm, MemberMarks, MemberSession, Post } from '@troupe/contract'
import { part, path, type ApiPath } from './path.ts'

export const MEMBERS: ApiPath<MemberSession> = '/api/members'
export const JOINING_FORM: ApiPath<JoiningForm> = '/api/members/form'
export const MEMBER_SESSION: ApiPath<MemberSession> = '/api/members/session'
export const MEMBER_SELF: ApiPath<MemberSession> = '/api/members/me'
export const MEMBER_PASSWORD: ApiPath<null> = '/api/members/me/password'
export const NEW_POST: ApiPath<Post> = '/api/posts'
/** Takes a form with the file. */
export const NEW_IMAGE: ApiPath<GalleryItem> = '/api/gallery'

export function marksPath(ids: readonly string[]): ApiPath<MemberMarks> {
  return path('/api/members/marks', { of: ids.join(',') })
}

export function newCommentPath(postId: string): ApiPath<Comment> {
  return `/api/posts/${part(postId)}/comments`
}

export function commentPath(id: string): ApiPath<Comment> {
  return `/api/comments/${part(id)}`
}

export function likePath(kind: 'post' | 'comment', id: string): ApiPath<null> {
  return `/api/${kind}s/${part(id)}/like`
}

export function followPath(profileId: string): ApiPath<null> {
  return `/api/profiles/${part(profileId)}/follow`
}
