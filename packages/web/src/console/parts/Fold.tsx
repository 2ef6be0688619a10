import { ChevronRight, Copy } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'

/** Something long behind one line. What is inside is drawn only once it is opened. */
export function Fold({ label, aside, open: initially = false, children }: { label: ReactNode; aside?: ReactNode; open?: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(initially)
  return (
    <details open={initially} onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)} className="group min-w-0">
      <summary className="flex min-h-7 list-none items-center gap-1 rounded-small text-13 text-ink-soft select-none hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={14} className="shrink-0 transition-transform duration-100 group-open:rotate-90" />
        <span className="truncate">{label}</span>
        {aside !== undefined && <span className="tabular ml-1.5 text-12 text-ink-faint">{aside}</span>}
      </summary>
      {opened && <div className="mt-1 mb-2 ml-1.5 min-w-0 border-l border-line pl-3">{children}</div>}
    </details>
  )
}

export function Verbatim({ text, copies = 'text' }: { text: string; copies?: string }) {
  return (
    <div className="relative min-w-0">
      <button
        type="button"
        aria-label={`Copy ${copies}`}
        title={`Copy ${copies}`}
        onClick={() => void copy(text, copies)}
        className="absolute top-1 right-1 grid size-7 place-items-center rounded-small bg-sunken text-ink-faint hover:text-ink"
      >
        <Copy size={13} aria-hidden />
      </button>
      <pre tabIndex={0} className="max-h-96 overflow-auto rounded-medium bg-sunken px-3 py-2 pr-9 font-mono text-12 leading-[1.125rem] break-words whitespace-pre-wrap text-ink-soft">{text}</pre>
    </div>
  )
}

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(`Copied the ${what}`, { id: `copied ${what}` })
  } catch {
    toast.error('The browser did not allow copying. Select the text and copy it by hand.')
  }
}

/** Names that serve as ids are shown whole. */
const SHORT = 20

/** An id as people need it: short, whole on hover, copied on a click. */
export function IdText({ id, what = 'id' }: { id: string; what?: string }) {
  return (
    <button type="button" title={`${id} – click to copy`} onClick={() => void copy(id, what)} className="font-mono text-12 text-ink-faint hover:text-ink">
      {id.length <= SHORT ? id : `…${id.slice(-8)}`}
    </button>
  )
}
