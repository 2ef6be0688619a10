import './site.css'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { inWorld, POSTS_STREAM, postsPath, WORLD } from '../api/feed.ts'
import { get, request } from '../api/request.ts'
import { AnswerStore } from './data/answer-store.ts'
import { LivePosts } from './data/live-posts.ts'
import { STATE_ID } from './document.ts'
import type { HandedState } from './handed-state.ts'
import { hrefsOf } from './hrefs.ts'
import { MemberStore } from './member/member-store.ts'
import { Navigation } from './navigation.ts'
import { foreseePages } from './pages/foresee-pages.ts'
import { loadPage } from './pages/page-parts.ts'
import { matchRoute, worldOf } from './route.ts'
import { Site } from './Site.tsx'

const root = document.getElementById('root')
const handed = document.getElementById(STATE_ID)
if (root === null || handed === null) throw new Error('this script belongs to a page that the server rendered')
const { nowMs, theme, answers } = JSON.parse(handed.textContent) as HandedState

const worldId = worldOf(location.pathname)
const store = new AnswerStore({ ask: (path) => get(inWorld(path, worldId)), nowMs: () => Date.now(), snapshot: answers })
const navigation = new Navigation(location.pathname + location.search + location.hash)
const live = new LivePosts({
  store,
  open: () => new EventSource(inWorld(POSTS_STREAM, worldId)),
  ask: () => get(inWorld(postsPath('recent'), worldId)),
  nowMs: () => Date.now(),
})

const member = new MemberStore({ store, send: (method, path, options) => request(method, inWorld(path, worldId), options) })

/** Pressed before anything could hear it: pressed again once the page is taken over. */
let pressed: HTMLButtonElement | null = null
const remember = ({ target }: MouseEvent) => {
  pressed = target instanceof Element ? target.closest<HTMLButtonElement>('button[type=button]') : null
}
document.addEventListener('click', remember, true)

// Not awaited here: what it loads needs modules of this very script. Where it can't be had the page stays what the
// server drew, whose links work.
void loadPage(matchRoute(navigation.place().url.split('#')[0] ?? '/'), store).then(takeOver)

function takeOver(): void {
  document.removeEventListener('click', remember, true)
  hydrateRoot(
    root as HTMLElement,
    <StrictMode>
      <Site parts={{ store, navigation, live, member, theme, hrefs: hrefsOf(worldId) }} nowMs={nowMs} />
    </StrictMode>,
  )
  navigation.start()
  foreseePages(store)
  if (pressed?.isConnected === true) pressed.click()

  // Of a simulated world nothing new will come.
  const world = store.peek(WORLD)
  if (world.state !== 'ready' || world.value.kind === 'live') {
    void member.load()
    const listenWhileSeen = () => (document.hidden ? live.stop() : live.start())
    document.addEventListener('visibilitychange', listenWhileSeen)
    listenWhileSeen()
  }
}
