/** A message as the lead will have it before them: every word, the line under it, the template it is put into, what it asks to be paid. */
import type { Channel, PlannedContent } from '@troupe/contract'
import { ArrowUpRight, CreditCard, FileText, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatMinor } from '../../../design/number-format.ts'
import { oneLine } from './one-line.ts'

export interface LeadWordsProps {
  channel: Channel
  /** Null once erased. */
  content: PlannedContent | null
  /** What stands under the words. */
  disclosure?: string | null
  /** How they may hear no more, under that. */
  ending?: string | null
  className?: string
}

export function LeadWords({ channel, content, disclosure = null, ending = null, className }: LeadWordsProps) {
  if (content === null) return <Erased />
  const { subject, text, template, url, amountMinor, currency } = content
  return (
    <div className={`max-w-[65ch] rounded-large border border-line bg-raised px-4 py-3 text-14 ${className ?? ''}`}>
      {subject !== null && <p className="mb-2 border-b border-line pb-2 font-semibold text-balance break-words"><span className="sr-only">Subject: </span>{subject}</p>}
      {template !== null && <TemplateWords template={template} />}
      <p className="break-words whitespace-pre-wrap">{text}</p>
      {amountMinor !== null && (
        <Line icon={<CreditCard aria-hidden size={15} />}>
          <strong className="tabular text-16 font-semibold">{currency === null ? `${amountMinor} of the smallest unit, of a currency nobody named` : formatMinor(amountMinor, currency)}</strong>{currency !== null && <span className="text-ink-faint"> {currency}</span>} to pay{channel === 'payment-link' && ', by a link that is added when it is sent'}
        </Line>
      )}
      {channel === 'call' && <Line icon={<Phone aria-hidden size={15} />}>A request to be called</Line>}
      {url !== null && <Line icon={<ArrowUpRight aria-hidden size={15} />}><span className="font-mono text-12 break-all">{url}</span></Line>}
      {(disclosure !== null || ending !== null) && (
        <p className="mt-3 border-t border-line pt-2 text-13 text-pretty text-ink-soft"><span className="sr-only">Under the words: </span>{disclosure}{disclosure !== null && ending !== null && <br />}{ending}</p>
      )}
    </div>
  )
}

function TemplateWords({ template: { id, variables } }: { template: NonNullable<PlannedContent['template']> }) {
  const entries = Object.entries(variables)
  return (
    <div className="mb-2 border-b border-line pb-2 text-13 text-ink-soft">
      <p className="flex items-center gap-1.5"><FileText aria-hidden size={14} className="shrink-0 text-ink-faint" />Outside WhatsApp’s 24 hours the template <span className="font-mono text-12 break-all">{id}</span> goes in place of the text</p>
      {entries.length > 0 && <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 pl-5">{entries.map(([name, value]) => <div key={name} className="contents"><dt className="font-mono text-12 text-ink-faint">{name}</dt><dd className="break-words">{value}</dd></div>)}</dl>}
    </div>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return <p className="mt-2 flex items-baseline gap-1.5"><span className="self-center text-ink-faint">{icon}</span><span className="min-w-0">{children}</span></p>
}

function Erased() {
  return <p className="text-13 text-ink-faint italic">The words were erased with the lead; what is left says only that there was something.</p>
}

/** The beginning, on one line. */
export function firstWords(content: PlannedContent | null): string {
  if (content === null) return 'erased'
  return oneLine(content.subject, content.text)
}
