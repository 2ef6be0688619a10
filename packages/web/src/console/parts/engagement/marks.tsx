/** Marks of leads and messages: a shape and a word, the colour only beside them. */
import type { Channel, Consent, OnboardingJob, Stage } from '@troupe/contract'
import { clsx } from 'clsx'
import {
  Ban, BadgeCheck, Bell, Check, CircleDashed, CircleOff, CircleQuestionMark, CircleX, CreditCard, Eye, Inbox, LoaderCircle, Mail, MessageCircle, MessageSquareText, MessagesSquare, Phone, ShieldX, Webhook, type LucideIcon,
} from 'lucide-react'

interface Looks { Icon: LucideIcon; colour: string; word: string; spin?: boolean }

function Mark({ looks: { Icon, colour, word, spin = false }, className, title, bare = false }: { looks: Looks; className?: string | undefined; title?: string | undefined; bare?: boolean }) {
  return (
    <span title={title ?? (bare ? word : undefined)} className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <Icon aria-hidden size={13} strokeWidth={2.25} className={clsx('shrink-0', colour, spin && 'animate-spin')} />
      {bare ? <span className="sr-only">{word}</span> : word}
    </span>
  )
}

const STAGES: Readonly<Record<Stage, Looks>> = {
  new: { Icon: CircleDashed, colour: 'text-ink-faint', word: 'new' },
  interested: { Icon: Eye, colour: 'text-busy', word: 'interested' },
  engaged: { Icon: MessagesSquare, colour: 'text-wait', word: 'engaged' },
  converted: { Icon: BadgeCheck, colour: 'text-good', word: 'converted' },
  churned: { Icon: CircleOff, colour: 'text-ink-faint', word: 'churned' },
}

export function StageMark({ stage, className }: { stage: Stage; className?: string }) {
  return <Mark looks={STAGES[stage]} className={className} />
}

const CHANNELS: Readonly<Record<Channel, Looks>> = {
  console: { Icon: Inbox, colour: 'text-ink-faint', word: 'console' },
  email: { Icon: Mail, colour: 'text-ink-faint', word: 'e-mail' },
  whatsapp: { Icon: MessageCircle, colour: 'text-ink-faint', word: 'WhatsApp' },
  sms: { Icon: MessageSquareText, colour: 'text-ink-faint', word: 'SMS' },
  'in-app': { Icon: Bell, colour: 'text-ink-faint', word: 'in-app' },
  webhook: { Icon: Webhook, colour: 'text-ink-faint', word: 'webhook' },
  call: { Icon: Phone, colour: 'text-ink-faint', word: 'call' },
  'payment-link': { Icon: CreditCard, colour: 'text-ink-faint', word: 'payment link' },
}

export function channelWord(channel: string): string {
  return channel in CHANNELS ? CHANNELS[channel as Channel].word : channel
}

/** `bare`: the shape alone, its word for those who listen and on hover. */
export function ChannelMark({ channel, className, bare = false }: { channel: Channel; className?: string; bare?: boolean }) {
  return <Mark looks={CHANNELS[channel]} className={className} bare={bare} />
}

const CONSENTS: Readonly<Record<Consent['status'], Looks>> = {
  granted: { Icon: Check, colour: 'text-good', word: 'granted' },
  withdrawn: { Icon: Ban, colour: 'text-bad', word: 'withdrawn' },
  unknown: { Icon: CircleQuestionMark, colour: 'text-ink-faint', word: 'not asked' },
}

export function ConsentMark({ status, className }: { status: Consent['status']; className?: string }) {
  return <Mark looks={CONSENTS[status]} className={className} />
}

export function SuppressedMark({ why, className }: { why: string; className?: string }) {
  return <Mark looks={{ Icon: ShieldX, colour: 'text-bad', word: 'suppressed' }} title={`Never written to on this channel: ${why}`} className={className} />
}

export function JobMark({ step, className }: { step: OnboardingJob['step']; className?: string }) {
  const looks = step === 'done' ? { Icon: Check, colour: 'text-good', word: 'done' } : step === 'failed' ? { Icon: CircleX, colour: 'text-bad', word: 'failed' } : { Icon: LoaderCircle, colour: 'text-busy', word: step, spin: true }
  return <Mark looks={looks} className={className} />
}
