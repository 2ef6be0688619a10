import { useEffect, type CSSProperties } from 'react'
import { toast, Toaster, useSonner } from 'sonner'

/** Older ones go when another comes: a pile of notices is read by nobody, and its undo buttons are missed. */
const MOST = 3

/** The toaster brings colours of its own; ours follow the theme. */
const LOOKS = {
  '--normal-bg': 'var(--color-raised)', '--normal-text': 'var(--color-ink)', '--normal-border': 'var(--color-line-strong)',
  '--border-radius': 'var(--radius-large)', fontFamily: 'var(--font-sans)',
} as CSSProperties

/** Below the top line in the middle, over the page's title (on a phone over its buttons, too): what decides, answers and acts on what is chosen stands at the bottom. */
const BELOW_TOP_LINE = { top: 56 }

export function Toasts() {
  const { toasts } = useSonner()
  useEffect(() => {
    for (const { id } of toasts.slice(MOST)) toast.dismiss(id)
  }, [toasts])
  return <Toaster position="top-center" offset={BELOW_TOP_LINE} mobileOffset={BELOW_TOP_LINE} gap={8} duration={6_000} visibleToasts={MOST} style={LOOKS} toastOptions={{ classNames: { description: 'text-ink-soft!' } }} />
}
