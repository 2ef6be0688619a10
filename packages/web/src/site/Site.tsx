import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { NowProvider } from '../design/now.tsx'
import { loadRoute } from './data/load-route.ts'
import { Frame } from './Frame.tsx'
import { headOf } from './head.ts'
import { openCard, useKeyboard } from './keyboard.ts'
import { MemberLayer } from './member/MemberLayer.tsx'
import { later, useLater } from './later.ts'
import { PageBody } from './pages/PageBody.tsx'
import type { Navigation } from './navigation.ts'
import { matchRoute } from './route.ts'
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
        <PageBody route={route} />
      </Frame>
      <MemberLayer />
      {keys && <Keys onClose={() => setKeys(false)} />}
    </div>
  )
}

const KEYS = later(() => import('./parts/KeysDialog.tsx'))

function Keys({ onClose }: { onClose(): void }) {
  const part = useLater(KEYS, onClose)
  return part === null ? null : <part.KeysDialog onClose={onClose} />
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
