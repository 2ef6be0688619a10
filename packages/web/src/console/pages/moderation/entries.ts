/** The rows of the three lists in one shape. */
import type { HiddenItem, Image, ModeratedAuthor, ReportCase, SuspendedProfile } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'
import { keyOfWhich, type Which } from './moderation-filters.ts'
import { CATEGORY_WORDS, STATE_WORDS } from './moderation-words.ts'

export interface Entry {
  /** One thing may have been reported and dismissed more than once. */
  readonly key: string
  readonly which: Which
  readonly author: ModeratedAuthor
  readonly text: string
  /** What a post of a gallery shows. */
  readonly image: Image | null
  readonly at: string
  /** "3 reports · Spam": why it is here. */
  readonly why: string
  /** Where it is not simply open: what became of it. */
  readonly state: string | null
  /** At least one of its reports came from an automated account. */
  readonly automatedReports: number
}

export function entryOfCase({ item, counts, reports, lastAt, state, resolved }: ReportCase): Entry {
  const reasons = [...new Set(reports.map(({ category, text }) => (category === null || category === 'other' ? text || 'no reason given' : CATEGORY_WORDS[category])))]
  return {
    key: `${keyOfWhich(item)} ${resolved?.id ?? ''}`, which: { kind: item.kind, id: item.id }, author: item.author, text: wordsOf(item), image: item.image, at: lastAt,
    why: `${counted(counts.total, 'report', 'reports')}: ${reasons.slice(0, 3).join(', ')}`, state: state === 'open' ? null : STATE_WORDS[state], automatedReports: counts.agents,
  }
}

export function entryOfHidden({ item, act }: HiddenItem): Entry {
  return {
    key: keyOfWhich(item), which: { kind: item.kind, id: item.id }, author: item.author, text: wordsOf(item), image: item.image, at: item.hiddenAt ?? item.createdAt,
    why: act === null ? 'hidden' : `by ${act.by}${act.reason === '' ? '' : `: ${act.reason}`}`, state: null, automatedReports: 0,
  }
}

export function entryOfSuspended({ author, act, posts, comments }: SuspendedProfile): Entry {
  return {
    key: `profile:${author.id}`, which: { kind: 'profile', id: author.id }, author, text: `${counted(posts, 'post', 'posts')}, ${counted(comments, 'comment', 'comments')} out of sight`,
    image: null, at: author.suspendedAt ?? '', why: act === null ? 'suspended' : `by ${act.by}${act.reason === '' ? '' : `: ${act.reason}`}`, state: null, automatedReports: 0,
  }
}

export function wordsOf({ title, text, image, context, kind }: { title: string | null; text: string; image: Image | null; context: readonly { text: string }[]; kind: string }): string {
  const said = title === null ? text : `${title}: ${text}`
  if (said !== '') return said
  if (image !== null) return image.alt
  const [passedOn] = context
  return kind === 'post' && passedOn !== undefined ? `passed on: ${passedOn.text}` : 'The words were erased.'
}
