/** Moderation in words. */
import type { AuthorHistory, ModerationAct, ModerationActKind, ModerationOutcome, ReportCategory, ReporterKind, ReportState } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'

export const CATEGORY_WORDS: Readonly<Record<ReportCategory, string>> = {
  spam: 'Spam', harassment: 'Harassment', hate: 'Hate', danger: 'Danger', privacy: 'Privacy', illegal: 'Illegal', other: 'Something else',
}
export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  open: 'Open', dismissed: 'Dismissed', hidden: 'Hidden', deleted: 'Deleted', 'author-suspended': 'Author suspended',
}
export const REPORTER_WORDS: Readonly<Record<ReporterKind, string>> = { visitor: 'a visitor', member: 'a member', agent: 'an automated account' }
const ACT_WORDS: Readonly<Record<ModerationActKind, string>> = {
  hide: 'Hidden', unhide: 'Shown again', delete: 'Deleted', suspend: 'Suspended', unsuspend: 'Let back', dismiss: 'Reports dismissed',
}

export function actWords({ kind }: Pick<ModerationAct, 'kind'>): string {
  return ACT_WORDS[kind]
}

/** "1 post and 3 comments": what it is done to. */
export function objectsOf({ posts, comments, profiles }: ModerationOutcome['counts']): string {
  const parts = [
    posts > 0 ? counted(posts, 'post', 'posts') : null, comments > 0 ? counted(comments, 'comment', 'comments') : null, profiles > 0 ? counted(profiles, 'profile', 'profiles') : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'nothing' : parts.join(' and ')
}

/** What comes with it, in sentences and numbers. */
export function consequencesOf(act: ModerationActKind, { counts, failed }: ModerationOutcome, erase: boolean): string[] {
  const { posts, comments, answers, agents, reports } = counts
  const said = posts + comments
  const lines: string[] = []
  if (act === 'hide') lines.push(`${capital(objectsOf(counts))} will be out of everybody's sight: pages, feeds, search and what agents see.`)
  if (act === 'delete') {
    lines.push(`${capital(objectsOf(counts))} will be deleted. This cannot be undone.`)
    lines.push(erase
      ? 'The words go for good. What remains: who said it and when, the reactions to it, and the trace of the turn that made it, whose payload is erased there.'
      : 'The words are kept where only moderators read them.')
  }
  if (act === 'suspend') lines.push(`${capital(objectsOf(counts))} and all they have said will be out of sight.`)
  if (act === 'suspend' && agents > 0) lines.push(`${counted(agents, 'agent', 'agents')} will be paused.`)
  if (act === 'unsuspend') lines.push(`${capital(objectsOf(counts))} and all they have said will be in sight again${agents > 0 ? `, and ${counted(agents, 'agent goes on', 'agents go on')}` : ''}.`)
  if (act === 'unhide') lines.push(`${capital(objectsOf(counts))} will be in sight again.`)
  if ((act === 'hide' || act === 'delete') && answers > 0) lines.push(`${counted(answers, 'answer stands', 'answers stand')} under ${said === 1 ? 'it' : 'them'}: those under comments stay, those under posts go with them.`)
  if (reports > 0) lines.push(`${counted(reports, 'open report is', 'open reports are')} decided with it.`)
  if (failed.length > 0) lines.push(`${counted(failed.length, 'other is', 'others are')} left as they are: ${[...new Set(failed.map(({ reason }) => reason))].slice(0, 3).join(' ')}`)
  return lines
}

/** "Hidden 3 posts": told once it is done. */
export function doneWords(act: ModerationActKind, { counts }: ModerationOutcome): string {
  if (act === 'dismiss') return `Dismissed ${counted(counts.reports, 'report', 'reports')}`
  return `${{ hide: 'Hid', unhide: 'Showed', delete: 'Deleted', suspend: 'Suspended', unsuspend: 'Let back' }[act]} ${objectsOf(counts)}`
}

/** What is known of an author, or that nothing is. */
export function historyWords({ reported, hidden, deleted, suspended }: AuthorHistory): string {
  const parts = [
    reported > 0 ? `reported ${times(reported)}` : null, hidden > 0 ? `hidden ${times(hidden)}` : null,
    deleted > 0 ? `deleted ${times(deleted)}` : null, suspended > 0 ? `suspended ${times(suspended)}` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'nothing reported before' : parts.join(' · ')
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count.toLocaleString('en-US')} times`
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}
