/** Keys of lists. They rest while somebody types, and while a dialog or menu is open, which has keys of its own. */
import { useEffect } from 'react'
import { useLatest } from './use-latest.ts'

/** In a box that one ticks nobody types. */
const TICKED = /^(checkbox|radio|button|submit)$/

export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && TICKED.test(target.type)) return false
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** A dialog or a menu is open. */
export function isBusyElsewhere(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null
}

/** Keys that a list answered: two lists of a page may have a key in common. */
const ofLists = new WeakSet<Event>()

/** Something answered already: the Escape that closes a popover, by now closed, does nothing to the list behind it. */
function isDoneElsewhere(event: KeyboardEvent): boolean {
  return event.defaultPrevented && !ofLists.has(event)
}

/** Between `g` and the letter of a place. */
export const CHORD_MS = 1_000

export type KeyActs = Partial<Record<'j' | 'k' | 'x' | 'Enter' | '/' | 'Escape' | 'a' | ' ' | 'h' | 'd' | 's' | 'u' | 'r' | 'e' | 'c' | 'A' | 'R', () => void>>

export function useListKeys(acts: KeyActs): void {
  const latest = useLatest(acts)
  useEffect(() => {
    let chordAt = -Infinity
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isBusyElsewhere() || isDoneElsewhere(event)) return
      // After `g` a letter names a place to go to, and does nothing to the list.
      const inChord = event.timeStamp - chordAt < CHORD_MS
      chordAt = event.key === 'g' ? event.timeStamp : -Infinity
      if (inChord) return
      const key = event.key === 'ArrowDown' ? 'j' : event.key === 'ArrowUp' ? 'k' : event.key
      if (isTyping(event.target)) return
      // Enter and Space on a focused button, box or link are that control's own.
      if ((key === 'Enter' || key === ' ') && event.target instanceof HTMLElement && event.target.closest('a, button, summary, input')) return
      const act = latest.current[key as keyof KeyActs]
      if (act === undefined) return
      event.preventDefault()
      ofLists.add(event)
      // Who goes on to another row has done with the button left focused behind: Enter is the row's again.
      if ((key === 'j' || key === 'k') && event.target instanceof HTMLElement) event.target.blur()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [latest])
}
