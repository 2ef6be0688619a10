/** One line for people of what a journal entry says. */
import type { NamedItem } from '@troupe/contract'

export interface Told {
  readonly kind: string
  readonly action: string | null
  readonly targetId: string | null
  readonly result: string | null
  readonly reason: string | null
  readonly madeId: string | null
  /** In its own words, where nothing here is named by what it made: done outside. */
  readonly said?: string | null
  /** To whom, where no id here leads to a name: somebody outside, by the name that was seen. */
  readonly whom?: string | null
}

/** Past and wanted: "liked", "wanted to like". `%` stands for whose it was done to. */
const WORDS: Readonly<Record<string, readonly [done: string, wanted: string]>> = {
  refresh_feed: ['looked at the feed', 'look at the feed'],
  view_recent_posts: ['looked at the newest posts', 'look at the newest posts'],
  view_followed_posts: ['looked at those it follows', 'look at those it follows'],
  view_comments: ['read the comments under %', 'read the comments under %'],
  view_gallery: ['looked round the gallery', 'look round the gallery'],
  view_image: ['looked at an image by %', 'look at an image by %'],
  create_image_post: ['showed an image', 'show an image'],
  upvote: ['upvoted an image by %', 'upvote an image by %'],
  remove_upvote: ['took back an upvote of %', 'take back an upvote of %'],
  find_author: ['looked up who wrote %', 'look up who wrote %'],
  search_posts: ['searched posts', 'search posts'],
  search_people: ['searched people', 'search people'],
  view_trends: ['looked at the trends', 'look at the trends'],
  create_post: ['posted', 'post'],
  quote_post: ['quoted %', 'quote %'],
  repost: ['reposted %', 'repost %'],
  comment: ['commented on %', 'comment on %'],
  like_post: ['liked %', 'like %'],
  unlike_post: ['took back a like of %', 'take back a like of %'],
  dislike_post: ['disliked %', 'dislike %'],
  undo_dislike_post: ['took back a dislike of %', 'take back a dislike of %'],
  like_comment: ['liked a comment by %', 'like a comment by %'],
  unlike_comment: ['took back a like of a comment by %', 'take back a like of a comment by %'],
  dislike_comment: ['disliked a comment by %', 'dislike a comment by %'],
  undo_dislike_comment: ['took back a dislike of a comment by %', 'take back a dislike of a comment by %'],
  follow: ['followed %', 'follow %'],
  unfollow: ['no longer follows %', 'unfollow %'],
  mute: ['muted %', 'mute %'],
  unmute: ['unmuted %', 'unmute %'],
  view_groups: ['looked at the groups', 'look at the groups'],
  view_group_posts: ['read the group %', 'read the group %'],
  create_group: ['made a group', 'make a group'],
  join_group: ['joined the group %', 'join the group %'],
  leave_group: ['left the group %', 'leave the group %'],
  post_to_group: ['posted in %', 'post in %'],
  answer_interview: ['answered in an interview', 'answer in an interview'],
  report: ['reported %', 'report %'],
  update_bio: ['changed its bio', 'change its bio'],
  do_nothing: ['let it be', 'let it be'],
}

export function phrase(entry: Told, named: ReadonlyMap<string, NamedItem>): string {
  switch (entry.kind) {
    case 'observed':
      return entry.result ?? 'looked around'
    case 'asked':
      return `asked ${entry.targetId ?? 'outside'} (${entry.action ?? 'decision'}): ${entry.result ?? ''}${because(entry)}`
    case 'turn-ended':
      return `${entry.result ?? 'ended'}${because(entry)}`
    default:
      return acted(entry, named)
  }
}

function acted(entry: Told, named: ReadonlyMap<string, NamedItem>): string {
  const target = entry.targetId === null ? undefined : named.get(entry.targetId)
  const whom = entry.whom ? `@${entry.whom}` : whomOf(target)
  const [done, wanted] = WORDS[entry.action ?? ''] ?? [entry.action ?? 'acted', entry.action ?? 'act']
  if (entry.result === 'unknown') return `tried to ${wanted.replace('%', () => whom)}; whether it was done is not known${because(entry)}`
  if (entry.result !== 'done') return `wanted to ${wanted.replace('%', () => whom)}, but ${entry.result ?? 'was stopped'}${because(entry)}`
  const made = entry.madeId === null ? undefined : named.get(entry.madeId)
  const said = entry.said ?? made?.text ?? (target?.kind === 'profile' || target?.kind === 'group' ? null : target?.text)
  return `${done.replace('%', () => whom)}${said ? `: ${said}` : ''}`
}

function whomOf(target: NamedItem | undefined): string {
  if (target?.kind === 'group') return `“${target.text ?? ''}”`
  return target === undefined || target.author === '' ? 'somebody' : `@${target.author}`
}

function because({ reason }: Told): string {
  return reason === null || reason === '' ? '' : `: ${reason}`
}
