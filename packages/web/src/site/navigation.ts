/**
 * Where the reader is. Every link is a plain `<a href>`: one listener on the document follows those that lead
 * to a page of the site without a reload, and leaves alone the rest (other origins, `/console`, feeds, new tabs).
 * "Back" returns to the post that was on top, not to a pixel, because heights are guesses until drawn.
 */
import { matchRoute, worldOf } from './route.ts'

export interface Place {
  /** Path, query and hash. */
  url: string
  /** Of the history entry. */
  key: string
  arrival: 'first' | 'push' | 'replace' | 'pop'
}

interface Spot {
  anchorId: string | null
  /** Of the anchor from the window's top, or of the page where there is no anchor. */
  offset: number
}

const SPOTS_MAX = 100

export class Navigation {
  #place: Place
  readonly #spots = new Map<string, Spot>()
  readonly #listeners = new Set<() => void>()
  #keys = 0

  constructor(url: string) {
    this.#place = { url, key: 'first', arrival: 'first' }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly place = (): Place => this.#place

  push(url: string): void {
    // Another world is another site: its page is loaded anew.
    if (worldOf(url) !== worldOf(this.#place.url)) {
      location.assign(url)
      return
    }
    this.#rememberSpot()
    const key = this.#newKey()
    history.pushState({ key }, '', url)
    this.#arrive({ url, key, arrival: 'push' })
  }

  replace(url: string): void {
    history.replaceState({ key: this.#place.key }, '', url)
    this.#arrive({ url, key: this.#place.key, arrival: 'replace' })
  }

  /** Browser only: takes over links and the back button. */
  start(): void {
    history.scrollRestoration = 'manual'
    const key = keyOf(history.state) ?? this.#newKey()
    history.replaceState({ key }, '')
    this.#place = { ...this.#place, key }
    document.addEventListener('click', (event) => this.#follow(event))
    addEventListener('popstate', (event) => {
      this.#rememberSpot()
      this.#arrive({ url: hereUrl(), key: keyOf(event.state) ?? this.#newKey(), arrival: 'pop' })
    })
    // A reload may restore the position itself: the first page is there before any script runs.
    addEventListener('pagehide', () => (history.scrollRestoration = 'auto'))
  }

  /** Scrolls to where this entry was left; false when it is new. */
  restoreSpot(): boolean {
    const spot = this.#spots.get(this.#place.key)
    if (spot === undefined) return false
    const anchor = spot.anchorId === null ? null : anchors().find((each) => each.dataset.anchor === spot.anchorId)
    const top = anchor ? anchor.getBoundingClientRect().top + scrollY - spot.offset : spot.offset
    scrollTo({ top, behavior: 'instant' })
    return true
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname === location.pathname && link.search === location.search && link.hash !== '') return
    if (matchRoute(link.href).page === 'missing' || worldOf(link.href) !== worldOf(this.#place.url)) return
    event.preventDefault()
    const url = link.pathname + link.search + link.hash
    if (url === hereUrl()) scrollTo({ top: 0 })
    else this.push(url)
  }

  #rememberSpot(): void {
    const anchor = anchors().find((each) => each.getBoundingClientRect().bottom > 64)
    const spot = anchor && scrollY > 0
      ? { anchorId: anchor.dataset.anchor ?? null, offset: anchor.getBoundingClientRect().top }
      : { anchorId: null, offset: scrollY }
    this.#spots.set(this.#place.key, spot)
    if (this.#spots.size > SPOTS_MAX) for (const oldest of this.#spots.keys()) { this.#spots.delete(oldest); break }
  }

  #arrive(place: Place): void {
    this.#place = place
    for (const listener of this.#listeners) listener()
  }

  #newKey(): string {
    this.#keys += 1
    return `${performance.timeOrigin.toString(36)}-${this.#keys}`
  }
}

function anchors(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main [data-anchor]')]
}

function hereUrl(): string {
  return location.pathname + location.search + location.hash
}

function keyOf(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'key' in state && typeof state.key === 'string' ? state.key : null
}
