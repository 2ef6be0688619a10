import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState, type Ref } from 'react'

const SETTLE_MS = 200

export interface SearchBoxProps { label: string; value: string; onValue(value: string): void; box?: Ref<HTMLInputElement>; className?: string }

/** Says what was typed once the typing rests; follows the address when that changes by other means. */
export function SearchBox({ label, value, onValue, box, className = '' }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const told = useRef(value)
  useEffect(() => {
    if (value !== told.current) setText(value)
    told.current = value
  }, [value])
  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      onValue(text)
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text, onValue])
  return (
    <label className={`relative flex min-w-0 items-center ${className}`}>
      <span className="sr-only">{label}</span>
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-faint" />
      <input
        ref={box}
        type="text"
        role="searchbox"
        enterKeyHint="search"
        value={text}
        placeholder={label}
        onChange={(event) => setText(event.target.value)}
        className="h-8 w-full min-w-0 rounded-full border border-line-strong bg-raised pr-8 pl-8 text-13 placeholder:text-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 max-sm:text-16"
      />
      {text !== '' && (
        <button type="button" aria-label="Clear" onClick={() => setText('')} className="absolute right-1 grid size-6 place-items-center rounded-full text-ink-faint hover:text-ink">
          <X size={13} aria-hidden />
        </button>
      )}
    </label>
  )
}
