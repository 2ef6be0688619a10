import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { CHORD_MS, isBusyElsewhere, isTyping } from '../parts/keyboard.ts'
import { useLatest } from '../parts/use-latest.ts'
import { usePlaces } from './use-places.ts'

/** Cmd-K or Ctrl-K for the palette; `?` for the list of keys; `g` and a letter to go to a place; Escape leaves a field, so that keys are keys again. */
export function useShellKeys(togglePalette: () => void, showKeys: () => void): void {
  const navigate = useNavigate()
  const places = useLatest(usePlaces())
  const toggle = useLatest(togglePalette)
  const show = useLatest(showKeys)
  useEffect(() => {
    let begunAt = -Infinity
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        toggle.current()
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey) return
      if (isTyping(event.target)) {
        if (event.key === 'Escape' && !isBusyElsewhere()) (event.target as HTMLElement).blur()
        return
      }
      if (event.key === '?' && !isBusyElsewhere()) {
        event.preventDefault()
        show.current()
      } else if (event.key === 'g') begunAt = event.timeStamp
      else if (event.timeStamp - begunAt < CHORD_MS) {
        const place = places.current.find(({ key }) => key === event.key)
        begunAt = -Infinity
        if (place) void navigate({ to: place.to })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate, places, toggle, show])
}
