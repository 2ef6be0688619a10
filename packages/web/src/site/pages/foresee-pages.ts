/** Whoever points at a link will perhaps follow it: the script of the page behind it is here by the time they do. */
import type { AnswerStore } from '../data/answer-store.ts'
import { matchRoute } from '../route.ts'
import { loadPage } from './page-parts.ts'

/** Browser only. */
export function foreseePages(store: AnswerStore): void {
  const point = ({ target }: Event) => {
    const place = target instanceof Element ? target.closest<HTMLElement>('a[href], [data-href]') : null
    if (place === null) return
    const url = new URL(place.dataset.href ?? (place as HTMLAnchorElement).href, location.href)
    // What can't be had now is asked for again when it is needed.
    if (url.origin === location.origin) loadPage(matchRoute(url.pathname + url.search), store).catch(() => {})
  }
  for (const kind of ['pointerover', 'pointerdown', 'focusin']) document.addEventListener(kind, point, { passive: true })
}
