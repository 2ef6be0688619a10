/** A text in lines that are numbered, with the faulty ones marked, and below it what is wrong; a click goes there. */
import { CircleAlert } from 'lucide-react'
import { useId, useRef, type ReactNode } from 'react'

const LINE_PX = 20
const LINES_LEAST = 6
const FAULTS_SHOWN = 8

export interface LineFault {
  /** From 1. */
  line: number
  column: number
  message: string
}

export interface YamlAreaProps {
  label: string
  hint: ReactNode
  value: string
  onValue(value: string): void
  faults: readonly LineFault[]
  /** Beside the label. */
  aside?: ReactNode
  linesMost?: number
  /** Whether the column is worth telling. */
  columns?: boolean
  readOnly?: boolean
}

export function YamlArea({ label, hint, value, onValue, faults, aside, linesMost = 24, columns = false, readOnly = false }: YamlAreaProps) {
  const id = useId()
  const gutter = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const faulty = new Set(faults.map(({ line }) => line))
  const lines = value.split('\n').length
  const rows = Math.min(linesMost, Math.max(LINES_LEAST, lines))
  const goTo = ({ line, column }: LineFault) => {
    const element = area.current
    if (element === null) return
    const at = value.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + Math.max(0, column - 1)
    element.focus()
    element.setSelectionRange(at, at)
    element.scrollTop = Math.max(0, (line - 3) * LINE_PX)
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-13 font-medium">{label}</label>
        {aside}
      </div>
      <div className={`flex overflow-hidden rounded-medium border bg-raised font-mono text-12 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent ${faults.length > 0 ? 'border-bad' : 'border-line-strong'}`}>
        <div ref={gutter} aria-hidden className="w-10 shrink-0 overflow-hidden bg-sunken py-1.5 text-right text-ink-faint select-none" style={{ height: rows * LINE_PX + 12 }}>
          {Array.from({ length: lines }, (_, place) => (
            <div key={place} style={{ height: LINE_PX, lineHeight: `${LINE_PX}px` }} className={faulty.has(place + 1) ? 'bg-bad-soft pr-1.5 font-semibold text-bad' : 'pr-1.5'}>
              {faulty.has(place + 1) ? '!' : ''}{place + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          value={value}
          readOnly={readOnly}
          onChange={({ target }) => onValue(target.value)}
          onScroll={({ currentTarget }) => gutter.current?.scrollTo({ top: currentTarget.scrollTop })}
          onKeyDown={(event) => {
            if (event.key !== 'Tab' || event.shiftKey || readOnly) return
            const { selectionStart, selectionEnd } = event.currentTarget
            // At a line's very beginning Tab leaves the field, so that nobody is caught in it.
            if (value[selectionStart - 1] === '\n' || selectionStart === 0) return
            event.preventDefault()
            onValue(`${value.slice(0, selectionStart)}  ${value.slice(selectionEnd)}`)
            requestAnimationFrame(() => area.current?.setSelectionRange(selectionStart + 2, selectionStart + 2))
          }}
          aria-invalid={faults.length > 0 || undefined}
          aria-describedby={`${id}-note`}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          className="min-w-0 flex-1 resize-none overflow-auto bg-transparent px-2.5 py-1.5 outline-none max-sm:text-16"
          style={{ height: rows * LINE_PX + 12, lineHeight: `${LINE_PX}px` }}
        />
      </div>
      <div id={`${id}-note`} className="text-12">
        {faults.length === 0 ? <p className="text-pretty text-ink-faint">{hint}</p> : (
          <ul role="alert" className="flex flex-col gap-0.5 text-bad">
            {faults.slice(0, FAULTS_SHOWN).map((fault) => (
              <li key={`${fault.line}:${fault.column}:${fault.message}`} className="flex items-start gap-1">
                <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />
                <button type="button" onClick={() => goTo(fault)} className="text-left hover:underline">Line {fault.line}{columns ? `, column ${fault.column}` : ''}: {fault.message}</button>
              </li>
            ))}
            {faults.length > FAULTS_SHOWN && <li>… and {faults.length - FAULTS_SHOWN} more</li>}
          </ul>
        )}
      </div>
    </div>
  )
}
