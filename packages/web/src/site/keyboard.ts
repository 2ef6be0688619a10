/** j and k walk through whatever the page lists, Enter opens, / searches, . shows new posts, ? lists the keys. */
import { useEffect } from 'react'
import { useSite } from './site-context.ts'

export function useKeyboard(showKeys: () => void): void {
  const { navigation, hrefs } = useSite()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      // A dialog has keys of its own.
      if (document.querySelector('dialog[open]') !== null) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (target?.matches('input, textarea, select, [contenteditable]')) {
        if (event.key === 'Escape') target.blur()
        return
      }
      if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1)
      else if (event.key === 'Enter' && target?.dataset.href !== undefined) navigation.push(target.dataset.href)
      else if (event.key === '.') document.querySelector<HTMLElement>('[data-new-posts]')?.click()
      else if (event.key === '?') showKeys()
      else if (event.key === '/') search(() => navigation.push(hrefs.page('/search')))
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [navigation, hrefs, showKeys])
}

/** A click anywhere in a card opens it, unless it meant something else: a link, a button, marking text. */
export function openCard(event: React.MouseEvent, push: (href: string) => void): void {
  if (!(event.target instanceof Element) || event.defaultPrevented || event.button !== 0) return
  if (event.target.closest('a, button, input, summary, form, dialog, details') !== null) return
  if (getSelection()?.isCollapsed === false) return
  const href = event.target.closest<HTMLElement>('[data-href]')?.dataset.href
  if (href === undefined) return
  if (event.metaKey || event.ctrlKey) window.open(href)
  else push(href)
}

const TOP_BAR_PX = 64

function step(by: 1 | -1): void {
  const cards = [...document.querySelectorAll<HTMLElement>('main [data-anchor]')]
  const at = cards.findIndex((card) => card === document.activeElement)
  const next = at === -1 ? cards.find((card) => card.getBoundingClientRect().top >= TOP_BAR_PX - 8) : cards[at + by]
  if (next === undefined) return
  next.focus({ preventScroll: true })
  const { top, bottom } = next.getBoundingClientRect()
  if (top < TOP_BAR_PX || bottom > innerHeight - TOP_BAR_PX) scrollBy({ top: top - TOP_BAR_PX, behavior: 'instant' })
}

function search(open: () => void): void {
  const box = [...document.querySelectorAll<HTMLInputElement>('[data-search]')].find((each) => each.offsetParent !== null)
  if (box) {
    box.focus()
    box.select()
    return
  }
  open()
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('main [data-search]')?.focus())
}
