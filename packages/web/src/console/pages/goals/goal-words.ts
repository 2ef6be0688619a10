/** Goals and their workflows as people read them. */
import type { Goal, GoalDetail, GoalWorkflow } from '@troupe/contract'
import { formatWhole } from '../../../design/number-format.ts'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { capital, plainName } from '../../parts/action-words.ts'

export type Stage = GoalWorkflow['stages'][number]
export type GoalTask = GoalDetail['tasks'][number]
export type Threshold = Stage['thresholds'][number]

const METRIC_OF_ONE: Readonly<Record<Goal['metric'], string>> = { bookings: 'booking', payments: 'payment', revenue: 'revenue', replies: 'reply', 'engaged-leads': 'engaged lead' }
export const METRIC_WORDS: Readonly<Record<Goal['metric'], string>> = { bookings: 'bookings', payments: 'payments', revenue: 'revenue', replies: 'replies', 'engaged-leads': 'engaged leads' }
export const STATE_WORDS: Readonly<Record<Goal['state'], string>> = { planning: 'being planned', draft: 'waits for you', running: 'running', paused: 'paused', done: 'done', failed: 'not reached' }
export const TASK_WORDS: Readonly<Record<GoalTask['state'], string>> = { waiting: 'waits', running: 'under way', done: 'done', failed: 'failed', 'missing-tool': 'tool missing', cancelled: 'taken back' }

/** `€1,200` or `40 bookings`. */
export function amountWords(metric: Goal['metric'], amount: number, currency: string): string {
  return metric === 'revenue'
    ? new Intl.NumberFormat('en-US', { style: 'currency', currency, ...(Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {}) }).format(amount)
    : `${formatWhole(amount)} ${(amount === 1 ? METRIC_OF_ONE : METRIC_WORDS)[metric]}`
}

/** How far it is, 0 to 1 and beyond, and how much of its time has passed, 0 to 1. */
export function progressOf({ current, target, from, to }: Pick<Goal, 'current' | 'target' | 'from' | 'to'>, nowMs: number): { share: number; elapsed: number } {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  return { share: current / target, elapsed: Math.min(1, Math.max(0, (nowMs - begin) / (end - begin))) }
}

const TOOLS: Readonly<Record<string, string>> = {
  send_email: channelWord('email'), send_whatsapp: channelWord('whatsapp'), send_sms: channelWord('sms'), send_in_app: 'message in the creator’s app', request_call: 'request for a call', send_payment_link: 'payment link', tag_lead: 'tag on leads', segment_audience: 'tag on leads',
  ask_person: 'question to the team', make_report: 'progress report',
}
/** Once a day each, whoever does it. */
const FOR_THE_TEAM: ReadonlySet<string> = new Set(['ask_person', 'make_report'])
const TAGS: ReadonlySet<string> = new Set(['tag_lead', 'segment_audience'])

export function toolWords(tool: string): string {
  return TOOLS[tool] ?? plainName(tool)
}

const METRICS: Readonly<Record<string, string>> = { 'reply-rate': 'the share of answers', 'unsubscribe-rate': 'the share that unsubscribes', progress: 'progress over time passed' }
const RESPONSES: Readonly<Record<Threshold['respond'], string>> = { 'slow-down': 'it slows down', 'speed-up': 'it speeds up', 'switch-channel': 'it tries another channel', 'ask-person': 'it asks a person', stop: 'the stage ends' }

export function thresholdWords({ metric, below, above, respond }: Threshold): string {
  const bounds = [...(below === null ? [] : [`falls below ${shareWords(below)}`]), ...(above === null ? [] : [`rises above ${shareWords(above)}`])]
  return `When ${METRICS[metric] ?? plainName(metric)} ${bounds.join(' or ') || 'is looked at'}, ${RESPONSES[respond]}`
}

function shareWords(share: number): string {
  return `${Number((share * 100).toFixed(1))}\u202f%`
}

export function audienceWords({ stages, tag, quietDays }: Stage['audience']): string {
  return `Leads who are ${stages.length < 2 ? stages.join('') : `${stages.slice(0, -1).join(', ')} or ${stages.at(-1)}`}${tag === null ? '' : `, tagged ${tag}`}${quietDays === 0 ? '' : `, and have been quiet for ${quietDays === 1 ? 'a day' : `${quietDays} days`}`}`
}

export function daysWords({ fromDay, toDay }: Pick<Stage, 'fromDay' | 'toDay'>): string {
  return fromDay === toDay ? `day ${fromDay + 1}` : `days ${fromDay + 1} to ${toDay + 1}`
}

export function taskWords({ agent, tool, perDayMost }: Stage['tasks'][number]): string {
  // Agents are found by their names, so a name stands as it was given.
  if (FOR_THE_TEAM.has(tool)) return `${toolWords(tool)}, once a day`
  return `${toolWords(tool)}${TAGS.has(tool) ? ',' : ' to'} at most ${formatWhole(perDayMost)} a day, by ${capital(agent)}`
}

/** What a task says to a lead or does with it: its text where it has one, else its input as it is. */
export function inputWords(input: Readonly<Record<string, unknown>>): string | null {
  const { subject, text, ...rest } = input
  const said = [subject, text].filter((one) => typeof one === 'string' && one !== '').join('\n')
  const others = Object.entries(rest).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [said, ...others].filter((one) => one !== '').join('\n') || null
}
