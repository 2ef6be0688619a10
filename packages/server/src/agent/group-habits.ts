/**
 * What habit does with groups: joins those that are about something it cares for, posts where it has something to say on
 * the subject, leaves one now and then, and seldom makes one for a subject that has none yet.
 */
import type { Random } from '../base/random.ts'
import { NO_INPUT, type Action, type Intent } from './action.ts'
import type { AgentView, Situation } from './brain.ts'
import type { SeenItem } from './seen-item.ts'

/** Acts for which one looks at the groups there are first. */
const ABOUT_GROUPS: ReadonlySet<string> = new Set(['create_group', 'join_group', 'leave_group', 'post_to_group', 'view_group_posts'])
const NAME_LONGEST = 60

export function isAboutGroups(action: Action): boolean {
  return ABOUT_GROUPS.has(action.name)
}

/** One's own groups to leave them or to post there, all to join one or to see what is missing. */
export function lookAtGroups(action: Action): Intent {
  const own = action.name === 'leave_group' || action.name === 'post_to_group'
  return { action: 'view_groups', target: null, input: own ? { own: true } : NO_INPUT }
}

export function chooseGroup(action: Action, groups: readonly SeenItem[], { agent, random }: Situation): SeenItem | null {
  const fit = groups.filter((item) => item.kind === 'group' && (action.name === 'view_group_posts' || (item.group?.isMember === true) !== (action.name === 'join_group')))
  const wanted = action.name === 'leave_group' ? fit : fit.filter((item) => caresFor(agent, item.text))
  return wanted.length === 0 ? null : random.pick(wanted)
}

/** A group of one's own for a subject that none of these is about; null where all have theirs. */
export function newGroup(groups: readonly SeenItem[], { agent, random }: Situation): Intent['input'] | null {
  const names = new Set(groups.map((item) => item.group?.name.toLowerCase()))
  const free = subjectsOf(agent).filter((subject) => subject.length <= NAME_LONGEST && !names.has(subject.toLowerCase()))
  if (free.length === 0) return null
  const subject = random.pick(free)
  return { name: subject.charAt(0).toUpperCase() + subject.slice(1), description: describe(subject, random) }
}

function describe(subject: string, random: Random): string {
  return random.pick([`For everybody with something to say about ${subject}.`, `All about ${subject}, in one place.`, `Sightings, questions and opinions: ${subject}.`])
}

function caresFor(agent: AgentView, text: string): boolean {
  const low = text.toLowerCase()
  return subjectsOf(agent).some((subject) => low.includes(subject.toLowerCase()))
}

/** What an agent has a view of, as one says it: "the roundabout"; what it likes, where it has no views. */
function subjectsOf({ speech, persona }: AgentView): readonly string[] {
  const views = Object.keys(speech?.views ?? {}).map((id) => speech?.subjects[id]?.names[0]).filter((name) => name !== undefined && /^[\p{L}\p{N} '’-]+$/u.test(name))
  return views.length > 0 ? views as string[] : persona?.interests ?? []
}
