/** A thread as it reads: what was said, and among it what was to be said and was held back. */
import type { ConversationDetail, Message, PlannedAction } from '@troupe/contract'

export type ThreadLine = { readonly kind: 'message'; readonly message: Message } | { readonly kind: 'action'; readonly action: PlannedAction }

/** The newest part of a thread on top of what is known of it: earlier messages that were fetched stay. */
export function mergeThread(before: ConversationDetail | undefined, fresh: ConversationDetail): ConversationDetail {
  if (before === undefined) return fresh
  const newest = new Set(fresh.messages.map(({ id }) => id))
  // So much has been said meanwhile that there would be a hole between the two.
  if (fresh.earlier && !before.messages.some(({ id }) => newest.has(id))) return fresh
  const earlier = before.messages.filter(({ id }) => !newest.has(id))
  return { ...fresh, messages: [...earlier, ...fresh.messages], earlier: earlier.length === 0 ? fresh.earlier : before.earlier }
}

export function prependEarlier(known: ConversationDetail, earlier: ConversationDetail): ConversationDetail {
  const ids = new Set(known.messages.map(({ id }) => id))
  return { ...known, messages: [...earlier.messages.filter(({ id }) => !ids.has(id)), ...known.messages], earlier: earlier.earlier }
}

/** What is still to come stands last, in the order in which it is to be sent; what was sent is a message. */
export function threadLines(messages: readonly Message[], actions: readonly PlannedAction[]): ThreadLine[] {
  const said = new Set(messages.map(({ actionId }) => actionId))
  const open = actions.filter((action) => !said.has(action.id) && action.state !== 'executed')
  const ended = open.filter(({ endedAt }) => endedAt !== null)
  const from = messages[0]?.at
  const past = [
    ...messages.map((message) => ({ at: message.at, line: { kind: 'message', message } as const })),
    ...ended.filter(({ endedAt }) => from === undefined || (endedAt ?? '') >= from).map((action) => ({ at: action.endedAt ?? '', line: { kind: 'action', action } as const })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  const coming = open.filter(({ endedAt }) => endedAt === null).sort((one, other) => Date.parse(one.sendAt) - Date.parse(other.sendAt))
  return [...past.map(({ line }) => line), ...coming.map((action) => ({ kind: 'action', action }) as const)]
}
