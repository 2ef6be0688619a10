/** What was taken down, taken out of what has been read: in lists, pages of lists, and posts that quote it. */
export interface Withdrawn {
  readonly posts: readonly string[]
  readonly comments: readonly string[]
  readonly profiles: readonly string[]
}

interface Said {
  readonly id?: unknown
  readonly author?: { readonly id?: unknown } | null
  readonly referenced?: Said | null
}

/** A post, comment or profile that is gone, or words of somebody who is. */
export function isWithdrawn(value: unknown, gone: Withdrawn): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { id, author } = value as Said
  return [gone.posts, gone.comments, gone.profiles].some((ids) => ids.includes(id as string)) || gone.profiles.includes(author?.id as string)
}

/** The value itself where nothing in it is gone. */
export function withoutWithdrawn(value: unknown, gone: Withdrawn): unknown {
  if (Array.isArray(value)) {
    const kept = value.filter((each) => !isWithdrawn(each, gone)).map((each: unknown) => withoutWithdrawn(each, gone))
    return kept.length === value.length && kept.every((each, place) => each === value[place]) ? value : kept
  }
  if (typeof value !== 'object' || value === null) return value
  const { referenced } = value as Said
  if (referenced !== undefined && referenced !== null && isWithdrawn(referenced, gone)) {
    return { ...value, referenced: { ...referenced, author: null, title: null, text: null } }
  }
  const lists = (['items', 'posts', 'profiles'] as const).flatMap((name) => {
    const list = (value as Record<string, unknown>)[name]
    const kept = Array.isArray(list) ? withoutWithdrawn(list, gone) : list
    return kept === list ? [] : [[name, kept] as const]
  })
  return lists.length === 0 ? value : { ...value, ...Object.fromEntries(lists) }
}
