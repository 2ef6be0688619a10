/**
 * A workflow made without a model: mark whom it is about, write first to those who are near, then to those who are not, ask once
 * more towards the end, report. Words come from what the creator's profile says; where leads agreed to nothing, no message is planned.
 */
import type { GoalWorkflow } from '@troupe/contract'
import type { GoalBrief } from './goal-brief.ts'

type Stage = GoalWorkflow['stages'][number]
type Task = Stage['tasks'][number]

const PER_DAY = 50

export function standardWorkflow({ goal, creator, funnel, reachable }: GoalBrief): GoalWorkflow {
  const [tool, count] = reachable.whatsapp > reachable.email ? ['send_whatsapp', reachable.whatsapp] as const : ['send_email', reachable.email] as const
  const offer = creator.products[0]?.name ?? 'what I offer'
  const value = sentence(creator.profile?.valuePropositions[0] ?? creator.profile?.summary.split(/(?<=[.!?])\s/)[0] ?? '')
  const task = (input: Record<string, unknown>, used: string = tool): Task => ({ agent: 'follow-up', tool: used, input, perDayMost: PER_DAY })
  const message = (subject: string, text: string): Task => task(tool === 'send_email' ? { subject, text } : { text })
  const last = goal.days - 1
  const half = Math.floor(last / 2)
  const near: Stage = {
    name: 'those who are near', audience: { stages: ['engaged'], tag: null, quietDays: 1 }, fromDay: 0, toDay: last,
    tasks: [message(`About ${offer}`, `Hello {name}, a word on ${offer}, in case you are weighing it up. ${value} If you have a question, just answer this message. {url}`.trim())],
    thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond: 'slow-down' }],
  }
  const warm: Stage = {
    name: 'those who have looked', audience: { stages: ['interested'], tag: null, quietDays: 2 }, fromDay: Math.min(1, last), toDay: last,
    tasks: [message(`${creator.name}: ${offer}`, `Hello {name}, thank you for your interest in ${offer}. ${value} Here is more: {url}`.trim())],
    thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond: 'slow-down' }, { metric: 'reply-rate', below: 0.01, above: null, respond: 'switch-channel' }],
  }
  const again: Stage = {
    name: 'once more', audience: { stages: ['interested', 'engaged'], tag: null, quietDays: 4 }, fromDay: half, toDay: last,
    tasks: [message(`One more word about ${offer}`, `Hello {name}, in case it got lost: ${offer} is still there for you. {url}`), task({ text: `${goal.title}: is there somebody we should call ourselves?` }, 'ask_person')],
    thresholds: [{ metric: 'progress', below: 0.5, above: null, respond: 'speed-up' }],
  }
  const mark: Stage = { name: 'whom it is about', audience: { stages: ['interested', 'engaged'], tag: null, quietDays: 0 }, fromDay: 0, toDay: last, tasks: [task({ tag: 'goal' }, 'segment_audience'), task({}, 'make_report')], thresholds: [] }
  const stages = count > 0 ? [mark, near, warm, ...(goal.days >= 6 ? [again] : [])] : [{ ...mark, tasks: [...mark.tasks, task({ text: 'No lead has agreed to be written to, so nothing is planned. Ask them for consent first.' }, 'ask_person')] }]
  const of = (stage: string): number => funnel.find((step) => step.stage === stage)?.reached ?? 0
  return {
    stages,
    reasoning: `${of('engaged') - of('converted')} leads are engaged and ${of('interested') - of('engaged')} interested; ${count} agreed to ${tool === 'send_email' ? 'mail' : 'WhatsApp'}, which most of them did. Whoever is nearest is written to first, each lead once a stage, at most ${PER_DAY} a day.`,
  }
}

/** Reasons stand in profiles as they were written, often without a full stop. */
function sentence(words: string): string {
  return words === '' || /[.!?…]$/.test(words) ? words : `${words}.`
}
