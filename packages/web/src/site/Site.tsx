import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { NowProvider } from '../design/now.tsx'
import { loadRoute } from './data/load-route.ts'
import { Frame } from './Frame.tsx'
import { headOf } from './head.ts'
import { openCard, useKeyboard } from './keyboard.ts'
import { AboutPage } from './pages/AboutPage.tsx'
import { GroupPage } from './pages/GroupPage.tsx'
import { GroupsPage } from './pages/GroupsPage.tsx'
import { HomePage } from './pages/HomePage.tsx'
import { MissingPage } from './pages/MissingPage.tsx'
import { PostPage } from './pages/PostPage.tsx'
import { ProfilePage } from './pages/ProfilePage.tsx'
import { SearchPage } from './pages/SearchPage.tsx'
import { TagPage } from './pages/TagPage.tsx'
import { TrendsPage } from './pages/TrendsPage.tsx'
import { WorldsPage } from './pages/WorldsPage.tsx'
import { MemberPage } from './pages/MemberPage.tsx'
import { MemberLayer } from './member/MemberLayer.tsx'
import { KeysDialog } from './parts/KeysDialog.tsx'
import type { Navigation } from './navigation.ts'
import { matchRoute, type Route } from './route.ts'
import { standsAtMs, worldIn } from './world.ts'
import { SiteContext, useSite, type SiteParts } from './site-context.ts'

/** The server has no layout, and says so loudly when asked for an effect of it. */
const useLayout = typeof document === 'undefined' ? useEffect : useLayoutEffect

export function Site({ parts, nowMs }: { parts: SiteParts; nowMs: number }) {
  return (
    <SiteContext value={parts}>
      <NowProvider initialMs={nowMs} standsAtMs={standsAtMs(worldIn(parts.store))}>
        <Shell />
      </NowProvider>
    </SiteContext>
  )
}

function Shell() {
  const { navigation, store } = useSite()
  const place = useSyncExternalStore(navigation.subscribe, navigation.place, navigation.place)
  const page = place.url.split('#')[0] ?? '/'
  const route = useMemo(() => matchRoute(page), [page])
  const [keys, setKeys] = useState(false)
  const showKeys = useCallback(() => setKeys(true), [])
  useKeyboard(showKeys)

  useEffect(() => {
    if (place.arrival === 'push' || place.arrival === 'replace') void loadRoute(route, store)
  }, [place, route, store])

  useLayout(() => {
    if (place.arrival === 'push') {
      scrollTo({ top: 0, behavior: 'instant' })
      document.getElementById('content')?.focus({ preventScroll: true })
    } else if (place.arrival === 'pop') {
      return restoreUntilStill(navigation)
    }
    return undefined
  }, [place, navigation])

  useEffect(() => {
    const retitle = () => {
      document.title = headOf(route, store).title
    }
    retitle()
    return store.subscribe(retitle)
  }, [route, store])

  return (
    <div onClick={(event) => openCard(event, (href) => navigation.push(href))}>
      <Frame route={route} onKeys={showKeys}>
        <Page route={route} />
      </Frame>
      <MemberLayer />
      {keys && <KeysDialog onClose={() => setKeys(false)} />}
    </div>
  )
}

const RESTORE_FRAMES = 12

/** Cards near the window are measured as they are drawn, which shifts what is above; so hold on for a few frames. */
function restoreUntilStill(navigation: Navigation): () => void {
  let frames = 0
  let handle = 0
  const again = () => {
    if (navigation.restoreSpot() && ++frames < RESTORE_FRAMES) handle = requestAnimationFrame(again)
  }
  again()
  return () => cancelAnimationFrame(handle)
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage key={route.sort} sort={route.sort} />
    case 'post':
      return <PostPage key={route.id} id={route.id} />
    case 'profile':
      return <ProfilePage who={route.who} tab={route.tab} />
    case 'trends':
      return <TrendsPage />
    case 'groups':
      return <GroupsPage />
    case 'group':
      return <GroupPage which={route.which} tab={route.tab} />
    case 'tag':
      return <TagPage tag={route.tag} />
    case 'search':
      return <SearchPage query={route.query} />
    case 'about':
      return <AboutPage />
    case 'join':
    case 'sign-in':
    case 'account':
      return <MemberPage page={route.page} />
    case 'worlds':
      return <WorldsPage />
    case 'missing':
      return <MissingPage />
  }
}
