/**
 * An address of the API that remembers, for the type checker only, what it answers. Being a plain string, it is
 * also the key under which an answer is kept, rendered on the server and handed to the browser.
 */
export type ApiPath<Answer> = string & { readonly __answer?: Answer }

type QueryValue = string | number | boolean | null | undefined

/** `path('/api/posts', { sort: 'recent', cursor: null })` → `/api/posts?sort=recent`; nothing empty is written. */
export function path<Answer>(base: string, query: Record<string, QueryValue> = {}): ApiPath<Answer> {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return parts.length === 0 ? base : `${base}?${parts.join('&')}`
}

/** One part of a path, made safe: what a reader types must not climb out of its place. */
export function part(value: string): string {
  return encodeURIComponent(value)
}
