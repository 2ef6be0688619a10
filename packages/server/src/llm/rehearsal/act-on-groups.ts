/** Groups among the tools a speaker plays: which of those in view a call is for, and what a new one is called. */
import type { Random } from '../../base/random.ts'
import type { HeardText, Speaker } from './brief.ts'

const NAME_LONGEST = 60

export function isForGroup(required: readonly string[]): boolean {
  return required.includes('groupId')
}

/** One joins what one is not in, and leaves or posts to what one is in. */
export function fitsGroup(tool: string, item: HeardText): boolean {
  if (item.kind !== 'group') return false
  return tool === 'view_group_posts' || (item.isMember === true) !== tool.startsWith('join')
}

/** Name and description of a new group: something the speaker has a view of; what it likes, where it has no views. */
export function newGroupFor(speaker: Speaker, random: Random): { readonly name: string; readonly description: string } {
  const views = Object.keys(speaker.speech?.views ?? {}).map((id) => speaker.speech?.subjects[id]?.names[0]).filter((name) => name !== undefined)
  const subjects = (views.length > 0 ? views : speaker.interests).filter((subject) => subject.length <= NAME_LONGEST && /^[\p{L}\p{N} '’()-]+$/u.test(subject))
  const subject = subjects.length === 0 ? 'small things' : random.pick(subjects)
  return { name: subject.charAt(0).toUpperCase() + subject.slice(1), description: `For everybody with something to say about ${subject}.` }
}
