/**
 * Interventions in YAML. What is no YAML is said by its line while one types; whether the names and times in it exist only
 * the server knows, and says when it is sent. Either way the line is marked in the margin.
 */
import { useEffect, useId, useRef, useState } from 'react'
import { CircleAlert, TextCursorInput } from 'lucide-react'
import { Button } from '../../../../design/Button.tsx'
import { useLatest } from '../../../parts/use-latest.ts'
import { TIMELINE_EXAMPLE, type LineFault } from './timeline-text.ts'

const CHECK_AFTER_MS = 250
const LINE_PX = 20
const LINES_LEAST = 6
const LINES_MOST = 24

export interface TimelineFieldProps {
  label: string
  hint: string
  value: string
  onValue(value: string): void
  /** What the server found. */
  faults: readonly LineFault[]
  example?: string
  /** Told what is wrong with the text itself, as one types. */
  onChecked?: (faults: readonly LineFault[]) => void
}

export function TimelineField({ label, hint, value, onValue, faults: found, example = TIMELINE_EXAMPLE, onChecked }: TimelineFieldProps) {
  const id = useId()
  const gutter = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const [own, setOwn] = useState<readonly LineFault[]>([])
  const tell = useLatest(onChecked)
  useEffect(() => {
    const timer = setTimeout(() => void import('./check-yaml.ts').then(({ checkYaml }) => {
      const faults = checkYaml(value)
      setOwn(faults)
      tell.current?.(faults)
    }), CHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [value, tell])
  const faults = own.length > 0 ? own : found
  const faulty = new Set(faults.map(({ line }) => line))
  const lines = value.split('\n').length
  const rows = Math.min(LINES_MOST, Math.max(LINES_LEAST, lines))
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
        {value.trim() === '' && <Button size="small" variant="quiet" onClick={() => onValue(example)}><TextCursorInput size={13} aria-hidden />Fill in an example</Button>}
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
          onChange={({ target }) => onValue(target.value)}
          onScroll={({ currentTarget }) => gutter.current?.scrollTo({ top: currentTarget.scrollTop })}
          onKeyDown={(event) => {
            if (event.key !== 'Tab' || event.shiftKey) return
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
            {faults.slice(0, 8).map((fault) => (
              <li key={`${fault.line}:${fault.column}:${fault.message}`} className="flex items-start gap-1">
                <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />
                <button type="button" onClick={() => goTo(fault)} className="text-left hover:underline">Line {fault.line}: {fault.message}</button>
              </li>
            ))}
            {faults.length > 8 && <li>… and {faults.length - 8} more</li>}
          </ul>
        )}
      </div>
    </div>
  )
}
