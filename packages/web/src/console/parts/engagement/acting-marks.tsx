/** Marks of what is said to leads: a shape and a word, the colour only beside them. */
import type { ActionState, Approval, ConversationState, Delivery } from '@troupe/contract'
import { clsx } from 'clsx'
import {
  Ban, Bot, Check, CheckCheck, CircleDashed, CircleQuestionMark, CircleX, Eye, Hand, LoaderCircle, MailX, MousePointerClick, Reply, Send, ShieldX, ThumbsUp, TimerOff, TriangleAlert, Undo2, UserRound, UserRoundPlus, type LucideIcon,
} from 'lucide-react'

interface Looks { Icon: LucideIcon; colour: string; word: string; title?: string; spin?: boolean }

function Mark({ looks: { Icon, colour, word, title, spin = false }, className, bare = false }: { looks: Looks; className?: string | undefined; bare?: boolean }) {
  return (
    <span title={title ?? (bare ? word : undefined)} className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <Icon aria-hidden size={13} strokeWidth={2.25} className={clsx('shrink-0', colour, spin && 'animate-spin')} />
      {bare ? <span className="sr-only">{word}</span> : word}
    </span>
  )
}

const ACTIONS: Readonly<Record<ActionState, Looks>> = {
  planned: { Icon: CircleDashed, colour: 'text-ink-faint', word: 'planned' },
  'awaiting-approval': { Icon: Hand, colour: 'text-wait', word: 'waits for a yes' },
  approved: { Icon: ThumbsUp, colour: 'text-busy', word: 'approved' },
  executing: { Icon: LoaderCircle, colour: 'text-busy', word: 'under way', spin: true },
  executed: { Icon: Check, colour: 'text-good', word: 'done' },
  failed: { Icon: CircleX, colour: 'text-bad', word: 'failed' },
  cancelled: { Icon: Ban, colour: 'text-ink-faint', word: 'cancelled' },
  suppressed: { Icon: ShieldX, colour: 'text-bad', word: 'suppressed' },
  unknown: { Icon: CircleQuestionMark, colour: 'text-wait', word: 'unknown', title: 'The vendor’s answer was lost. It is looked for there and never sent twice.' },
}

export function actionWord(state: ActionState): string {
  return ACTIONS[state].word
}

/** `dead`: no further try is made by itself. */
export function ActionMark({ state, dead = false, className }: { state: ActionState; dead?: boolean; className?: string }) {
  return <Mark looks={dead ? { Icon: MailX, colour: 'text-bad', word: 'dead letter', title: 'No further try is made by itself; it can be replayed.' } : ACTIONS[state]} className={className} />
}

const APPROVALS: Readonly<Record<Approval['state'], Looks>> = {
  waiting: { Icon: Hand, colour: 'text-wait', word: 'waits' },
  approved: { Icon: Check, colour: 'text-good', word: 'approved' },
  rejected: { Icon: CircleX, colour: 'text-bad', word: 'rejected' },
  expired: { Icon: TimerOff, colour: 'text-ink-faint', word: 'expired' },
  withdrawn: { Icon: Undo2, colour: 'text-ink-faint', word: 'withdrawn' },
}

export function approvalWord(state: Approval['state']): string {
  return APPROVALS[state].word
}

export function ApprovalMark({ state, className }: { state: Approval['state']; className?: string }) {
  return <Mark looks={APPROVALS[state]} className={className} />
}

const CONVERSATIONS: Readonly<Record<ConversationState, Looks>> = {
  'with-agent': { Icon: Bot, colour: 'text-ink-faint', word: 'with an agent' },
  escalated: { Icon: UserRoundPlus, colour: 'text-wait', word: 'waits for a person' },
  'with-person': { Icon: UserRound, colour: 'text-busy', word: 'with a person' },
  resolved: { Icon: Check, colour: 'text-good', word: 'resolved' },
}

export function conversationWord(state: ConversationState): string {
  return CONVERSATIONS[state].word
}

export function ConversationMark({ state, className }: { state: ConversationState; className?: string }) {
  return <Mark looks={CONVERSATIONS[state]} className={className} />
}

/** Beside the state of a thread: nothing that is answered there is sent. */
export function OptedOutMark({ className }: { className?: string }) {
  return <Mark looks={{ Icon: Ban, colour: 'text-bad', word: 'asked for no more messages' }} className={className} />
}

const DELIVERIES: Readonly<Record<Delivery, Looks>> = {
  queued: { Icon: CircleDashed, colour: 'text-ink-faint', word: 'queued' },
  sent: { Icon: Send, colour: 'text-ink-faint', word: 'sent' },
  delivered: { Icon: CheckCheck, colour: 'text-ink-faint', word: 'delivered' },
  opened: { Icon: Eye, colour: 'text-busy', word: 'opened' },
  clicked: { Icon: MousePointerClick, colour: 'text-good', word: 'clicked' },
  replied: { Icon: Reply, colour: 'text-good', word: 'answered' },
  undelivered: { Icon: CircleX, colour: 'text-bad', word: 'not delivered' },
  bounced: { Icon: MailX, colour: 'text-bad', word: 'bounced' },
  complained: { Icon: TriangleAlert, colour: 'text-bad', word: 'reported as spam' },
}

export function DeliveryMark({ delivery, className, bare = false }: { delivery: Delivery; className?: string; bare?: boolean }) {
  return <Mark looks={DELIVERIES[delivery]} className={className} bare={bare} />
}
