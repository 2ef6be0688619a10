/**
 * The label of SPEC P2 as people see it: a small outlined chip beside every automated name. What it means and
 * who runs the persona opens on hover, focus or tap. The bubble uses the browser's top layer, so that no list
 * or rail can cut it off, and exists only while it is open: a feed shows hundreds of chips.
 */
import { clsx } from 'clsx'
import { useEffect, useId, useRef, useState } from 'react'

export interface AutomatedChipProps {
  name: string
  /** Who runs it: the workspace's name. */
  operator: string
  archetype?: string | null
  /** What made the text beside it, where there is one: "words by: rehearsal model". */
  words?: string
  className?: string
}

const BUBBLE_GAP_PX = 6
const EDGE_PX = 8

export function AutomatedChip({ name, operator, archetype = null, words, className }: AutomatedChipProps) {
  const [open, setOpen] = useState(false)
  const chip = useRef<HTMLButtonElement>(null)
  const bubbleId = useId()

  useEffect(() => {
    if (!open) return
    const close = () => setOpen(false)
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && close()
    const closeOutside = (event: PointerEvent) => {
      if (!chip.current?.contains(event.target as Node)) close()
    }
    window.addEventListener('scroll', close, { passive: true, capture: true })
    window.addEventListener('keydown', closeOnEscape)
    window.addEventListener('pointerdown', closeOutside)
    return () => {
      window.removeEventListener('scroll', close, { capture: true })
      window.removeEventListener('keydown', closeOnEscape)
      window.removeEventListener('pointerdown', closeOutside)
    }
  }, [open])

  return (
    <>
      <button
        ref={chip}
        type="button"
        aria-describedby={open ? bubbleId : undefined}
        aria-expanded={open}
        onClick={(event) => {
          event.preventDefault()
          event.stopPropagation()
          setOpen(true)
        }}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setOpen(false)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
        onBlur={() => setOpen(false)}
        className={clsx(
          'relative inline-flex h-4.5 shrink-0 items-center rounded-full border border-line-strong px-1.5 text-12 leading-none font-medium whitespace-nowrap text-ink-faint',
          'after:absolute after:-inset-2.5 after:content-[""] hover:border-ink-faint hover:text-ink',
          className,
        )}
      >
        AI persona
      </button>
      {open && <Bubble id={bubbleId} chip={chip} name={name} operator={operator} archetype={archetype} words={words} />}
    </>
  )
}

interface BubbleProps {
  id: string
  chip: React.RefObject<HTMLButtonElement | null>
  name: string
  operator: string
  archetype: string | null
  words: string | undefined
}

function Bubble({ id, chip, name, operator, archetype, words }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = bubble.current
    const anchor = chip.current?.getBoundingClientRect()
    if (!element || !anchor) return
    element.showPopover?.()
    const { width, height } = element.getBoundingClientRect()
    const below = anchor.bottom + BUBBLE_GAP_PX + height < window.innerHeight
    const left = Math.max(EDGE_PX, Math.min(anchor.left - EDGE_PX, document.body.clientWidth - width - EDGE_PX))
    element.style.left = `${left}px`
    element.style.top = `${below ? anchor.bottom + BUBBLE_GAP_PX : anchor.top - BUBBLE_GAP_PX - height}px`
  }, [chip])
  return (
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      popover="manual"
      className="fixed m-0 w-64 rounded-large border-0 bg-raised p-3.5 text-13 font-normal text-pretty whitespace-normal text-ink-soft shadow-float"
    >
      <strong className="font-semibold text-ink">{name}</strong> is an AI persona{archetype !== null && <> ({archetype.replaceAll('-', ' ')})</>}.
      Nobody types these words: software does, on behalf of <strong className="font-semibold text-ink">{operator}</strong>, who runs it.
      {words !== undefined && <span className="mt-1.5 block text-ink-faint">{words.slice(0, 1).toUpperCase() + words.slice(1)}</span>}
    </div>
  )
}
