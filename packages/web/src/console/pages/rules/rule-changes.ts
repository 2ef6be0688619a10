/** What is different between two sets of rules, in words; `looser`: more can be sent afterwards, which is asked about first. */
import type { MessagingPolicy } from '@troupe/contract'
import { channelWord } from '../../parts/engagement/marks.tsx'

export interface RuleChange { readonly words: string; readonly looser: boolean }
type Cap = MessagingPolicy['caps'][number]

export function ruleChanges(before: MessagingPolicy, after: MessagingPolicy): RuleChange[] {
  return [...quietChanges(before, after), ...capChanges(before.caps, after.caps), ...consentChanges(before, after), ...approvalChanges(before.approval, after.approval), ...otherChanges(before, after)]
}

function quietChanges({ quietHours: before }: MessagingPolicy, { quietHours: after }: MessagingPolicy): RuleChange[] {
  if (same(before, after)) return []
  if (after === null) return [{ words: 'No quiet hours: messages go out at night too.', looser: true }]
  return [{ words: `Quiet from ${after.from} to ${after.to}, ${dayWords(after.days)}.`, looser: before !== null && (minutesOf(after) < minutesOf(before) || before.days.some((day) => !after.days.includes(day))) }]
}

function capChanges(before: readonly Cap[], after: readonly Cap[]): RuleChange[] {
  const gone = before.filter((cap) => !after.some((one) => same(one, cap)))
  const fresh = after.filter((cap) => !before.some((one) => same(one, cap)))
  return [
    ...gone.map((cap) => ({ words: `No longer ${capWords(cap)}.`, looser: !fresh.some((one) => atLeastAsStrict(one, cap)) })),
    ...fresh.map((cap) => ({ words: `From now on ${capWords(cap)}.`, looser: false })),
  ]
}

function atLeastAsStrict(one: Cap, other: Cap): boolean {
  return (one.channel === null || one.channel === other.channel) && one.most <= other.most && one.hours >= other.hours
}

function consentChanges({ consentNeeded: before }: MessagingPolicy, { consentNeeded: after }: MessagingPolicy): RuleChange[] {
  const gone = before.filter((channel) => !after.includes(channel)).map(channelWord)
  const fresh = after.filter((channel) => !before.includes(channel)).map(channelWord)
  return [
    ...(gone.length === 0 ? [] : [{ words: `Nobody has to have agreed to ${listed(gone)}. Who took consent back is still not written to.`, looser: true }]),
    ...(fresh.length === 0 ? [] : [{ words: `Only who agreed gets ${listed(fresh)}.`, looser: false }]),
  ]
}

const MODES: Readonly<Record<MessagingPolicy['approval']['mode'], number>> = { never: 0, 'first-to-lead': 1, always: 2 }

function approvalChanges(before: MessagingPolicy['approval'], after: MessagingPolicy['approval']): RuleChange[] {
  const mail = (before.mailReviewers ?? true) === (after.mailReviewers ?? true) ? [] : [{ words: after.mailReviewers === false ? 'Reviewers are not told by mail what waits for a yes.' : 'Reviewers are told by mail what waits for a yes.', looser: false }]
  if (same({ ...before, mailReviewers: true }, { ...after, mailReviewers: true })) return mail
  const looser = MODES[after.mode] < MODES[before.mode] || before.channels.some((channel) => !after.channels.includes(channel)) || (before.generated && !after.generated)
    || (before.aboveMinor !== null && (after.aboveMinor === null || after.aboveMinor > before.aboveMinor))
  return [{ words: approvalWords(after), looser: looser && after.mode !== 'always' }, ...mail]
}

function otherChanges(before: MessagingPolicy, after: MessagingPolicy): RuleChange[] {
  const changes: RuleChange[] = []
  if (before.disclosure !== after.disclosure) changes.push({ words: `The last line reads “${after.disclosure}”`, looser: false })
  if (!same(before.whatsappTemplate, after.whatsappTemplate)) changes.push({ words: after.whatsappTemplate === null ? 'Outside WhatsApp’s 24 hours nothing is sent there.' : `Outside WhatsApp’s 24 hours the template ${after.whatsappTemplate.id} is sent.`, looser: before.whatsappTemplate === null })
  if (before.messagesPerDay !== after.messagesPerDay) changes.push({ words: `At most ${after.messagesPerDay.toLocaleString('en-US')} messages a day in one creator’s name.`, looser: after.messagesPerDay > before.messagesPerDay })
  return changes
}

export function approvalWords({ mode, channels, generated, aboveMinor }: MessagingPolicy['approval']): string {
  if (mode === 'always') return 'A person says yes to every message.'
  const asked = [
    ...(mode === 'first-to-lead' ? ['the first message to a lead'] : []), ...(channels.length === 0 ? [] : [`whatever goes by ${listed(channels.map(channelWord))}`]),
    ...(generated ? ['what a model wrote'] : []), ...(aboveMinor === null ? [] : ['payment links above an amount']),
  ]
  return asked.length === 0 ? 'Nobody has to say yes before a message goes out.' : `A person says yes to ${listed(asked)}.`
}

export function capWords({ channel, most, hours }: Cap): string {
  const span = hours % 24 === 0 ? (hours === 24 ? 'a day' : `${hours / 24} days`) : hours === 1 ? 'an hour' : `${hours} hours`
  return `at most ${most} ${channel === null ? (most === 1 ? 'message' : 'messages') : `by ${channelWord(channel)}`} to a lead in ${span}`
}

function dayWords(days: readonly string[]): string {
  return days.length === 7 ? 'every day' : `on ${listed(days.map((day) => `${day[0]?.toUpperCase()}${day.slice(1)}`))}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** How long a night is, over midnight where it ends before it begins. */
function minutesOf({ from, to }: { from: string; to: string }): number {
  const [begin, end] = [from, to].map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))
  return ((end ?? 0) - (begin ?? 0) + 1440) % 1440
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
