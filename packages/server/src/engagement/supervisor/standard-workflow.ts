/**
 * A workflow made without a model: mark whom it is about, write first to those who are closest to deciding, then to those who had a look,
 * ask once more towards the end, report. Where leads agreed to nothing, no message is planned.
 */
import type { GoalWorkflow } from '@troupe/contract'
import type { GoalBrief } from './goal-brief.ts'
import { standardWords } from './standard-words.ts'

type Stage = GoalWorkflow['stages'][number]
type Task = Stage['tasks'][number]

const PER_DAY = 50
/** The least days in which a second word is no nuisance. */
const AGAIN_FROM_DAYS = 6

export function standardWorkflow(brief: GoalBrief): GoalWorkflow {
  const { goal, funnel, reachable } = brief
  const [tool, count] = reachable.whatsapp > reachable.email ? ['send_whatsapp', reachable.whatsapp] as const : ['send_email', reachable.email] as const
  const words = standardWords(brief, tool === 'send_email' ? 'letter' : 'note')
  const task = (input: Record<string, unknown>, used: string = tool): Task => ({ agent: 'follow-up', tool: used, input, perDayMost: PER_DAY })
  const message = ({ subject, text }: { readonly subject: string; readonly text: string }): Task => task(tool === 'send_email' ? { subject, text } : { text })
  const last = goal.days - 1
  const near: Stage = {
    name: 'Closest to deciding', audience: { stages: ['engaged'], tag: null, quietDays: 1 }, fromDay: 0, toDay: last, tasks: [message(words.near)],
    thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond: 'slow-down' }],
  }
  const warm: Stage = {
    name: 'Had a look', audience: { stages: ['interested'], tag: null, quietDays: 2 }, fromDay: Math.min(1, last), toDay: last, tasks: [message(words.warm)],
    thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond: 'slow-down' }, { metric: 'reply-rate', below: 0.01, above: null, respond: 'switch-channel' }],
  }
  const again: Stage = {
    name: 'Last reminder', audience: { stages: ['interested', 'engaged'], tag: null, quietDays: 4 }, fromDay: Math.floor(last / 2), toDay: last,
    tasks: [message(words.again), task({ text: 'Is there anybody among these leads whom you would rather call yourself?' }, 'ask_person')],
    thresholds: [{ metric: 'progress', below: 0.5, above: null, respond: 'speed-up' }],
  }
  const everybody: Stage = {
    name: 'Everybody this is for', audience: { stages: ['interested', 'engaged'], tag: null, quietDays: 0 }, fromDay: 0, toDay: last, tasks: [task({ tag: 'goal' }, 'segment_audience'), task({}, 'make_report')], thresholds: [],
  }
  const unasked = task({ text: 'None of these leads has agreed to be written to, so no message is planned. Ask them for their consent first, on your page or in person.' }, 'ask_person')
  const stages = count > 0 ? [everybody, near, warm, ...(goal.days >= AGAIN_FROM_DAYS ? [again] : [])] : [{ ...everybody, tasks: [...everybody.tasks, unasked] }]
  const reached = (stage: string): number => funnel.find((step) => step.stage === stage)?.reached ?? 0
  return { stages, reasoning: reasonsFor(reached('engaged') - reached('converted'), reached('interested') - reached('engaged'), count, tool === 'send_email' ? 'e-mail' : 'WhatsApp') }
}

function reasonsFor(engaged: number, interested: number, count: number, channel: string): string {
  const standing = `${leads(engaged, 'is', 'are')} close to deciding, and ${leads(interested, 'has', 'have')} had a look.`
  if (count === 0) return `${standing} None has agreed to be written to, so the first thing to get is consent.`
  return `${standing} ${leads(count, 'has', 'have')} agreed to ${channel}, more than to anything else. Those closest to deciding hear first, everybody at most once from each stage, and at most ${PER_DAY} a day, so that answers can be answered.`
}

function leads(count: number, one: string, many: string): string {
  return count === 1 ? `1 lead ${one}` : `${count === 0 ? 'No' : count} leads ${many}`
}
