/**
 * The public site's first page, rendered in the server's own process. This bundle knows no HTTP: `get` answers
 * for the API (`/api/posts?…` → status and body), and what comes back is a status and a whole document.
 */
import { renderToString } from 'react-dom/server'
import { inWorld, WORLD } from '../api/feed.ts'
import { answerOf } from '../api/request.ts'
import type { Theme, ThemeChoice } from '../design/theme.ts'
import type { SiteAssets } from './assets.ts'
import { AnswerStore } from './data/answer-store.ts'
import { LivePosts } from './data/live-posts.ts'
import { groupPathOf, loadRoute, mainPathOf, postPathIn, profilePathOf } from './data/load-route.ts'
import { documentHtml } from './document.ts'
import type { HandedState } from './handed-state.ts'
import { headOf } from './head.ts'
import { hrefsOf } from './hrefs.ts'
import { MemberStore } from './member/member-store.ts'
import { Navigation } from './navigation.ts'
import { loadPage, pagePartsOf } from './pages/page-parts.ts'
import { matchRoute, worldOf, type Route } from './route.ts'
import { Site } from './Site.tsx'

export { DEVELOPMENT_ASSETS, siteAssets, type Manifest, type SiteAssets } from './assets.ts'
export { themeFromCookie } from '../design/theme.ts'

export interface SiteRequest {
  /** Path and query; a whole address (TROUPE_PUBLIC_URL's origin) adds canonical links. */
  url: string
  get: (path: string) => Promise<{ status: number; body: unknown }>
  theme: Theme | null
  assets: SiteAssets
  nowMs?: number
}

export interface SiteReply {
  status: number
  html: string
  /** Where the page is instead. */
  location?: string
}

export async function renderSite(request: SiteRequest): Promise<SiteReply> {
  const whole = /^https?:/.test(request.url) ? request.url : null
  const { pathname, search } = new URL(request.url, 'http://site.invalid')
  const url = pathname + search
  const nowMs = request.nowMs ?? Date.now()
  const route = matchRoute(url)
  const worldId = worldOf(url)
  const store = new AnswerStore({
    ask: async (path) => {
      const { status, body } = await request.get(inWorld(path, worldId))
      return answerOf(status, body)
    },
    nowMs: () => nowMs,
  })
  await loadRoute(route, store)
  await loadPage(route, store)

  const home = homeWorldOf(route, store)
  if (worldId === null && home !== null) return { status: 302, html: '', location: `/w/${home}${url}` }

  const parts = { store, navigation: new Navigation(url), live: silentPosts(store), member: anybody(store), theme: request.theme as ThemeChoice, hrefs: hrefsOf(worldId) }
  const body = renderToString(<Site parts={parts} nowMs={nowMs} />)
  const state: HandedState = { nowMs, theme: request.theme, answers: store.snapshot() }
  const html = documentHtml({ head: headOf(route, store), body, state, theme: request.theme, assets: request.assets, parts: pagePartsOf(route, store), worldId, address: whole })
  return { status: statusOf(mainPathOf(route, store), route.page === 'missing', store), html }
}

/** The world of a post, member or group that was asked for by its id, where it is not the default one: there is its page. */
function homeWorldOf(route: Route, store: AnswerStore): string | null {
  const world = store.peek(WORLD)
  const found = foundById(route, store)
  if (found?.state !== 'ready') return null
  return world.state === 'ready' && world.value.id === found.value.worldId ? null : found.value.worldId
}

function foundById(route: Route, store: AnswerStore) {
  switch (route.page) {
    case 'post':
      return store.peek(postPathIn(route.id, store))
    case 'profile':
      return store.peek(profilePathOf(route.who))
    case 'group':
      return store.peek(groupPathOf(route.which))
    default:
      return null
  }
}

function statusOf(mainPath: string | null, missing: boolean, store: AnswerStore): number {
  if (missing) return 404
  const answer = mainPath === null ? null : store.peek(mainPath)
  if (answer?.state !== 'failed') return 200
  // An id that isn't one is, to a reader, a page that isn't there.
  if (answer.status === 410) return 410
  return answer.status === 404 || answer.status === 400 ? 404 : 503
}

/** Pages are made once for all who read them. */
function anybody(store: AnswerStore): MemberStore {
  return new MemberStore({ store, send: () => Promise.reject(new Error('the server asks for nobody')) })
}

/** The first page shows what it has; its reader's browser opens the stream. */
function silentPosts(store: AnswerStore): LivePosts {
  const never = () => {
    throw new Error('the server opens no stream')
  }
  return new LivePosts({ store, open: never, ask: never, nowMs: never })
}
