import type { GallerySort } from '@troupe/contract'
import { Images } from 'lucide-react'
import { useEffect } from 'react'
import { galleryPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { Tabs } from '../../design/Tabs.tsx'
import { useEndless } from '../data/use-answer.ts'
import { HomeTop } from '../member/HomeTop.tsx'
import { MemberCorner } from '../member/MemberCorner.tsx'
import { EndlessList } from '../parts/EndlessList.tsx'
import { ImageCard } from '../parts/ImageCard.tsx'
import { ImageGrid, ImageSkeletons } from '../parts/ImageGrid.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useSite } from '../site-context.ts'
import { useWorld } from '../world.ts'

/** Rows a reader sees without scrolling. */
const EAGER = 8
const HEADINGS: Readonly<Record<GallerySort, string>> = { recent: 'Newest images', popular: 'Most liked images', trending: 'Images that rise' }

export function GalleryPage({ sort }: { sort: GallerySort }) {
  const list = useEndless((cursor) => galleryPath(sort, cursor))
  const { homeHref } = useHrefs()
  const world = useWorld()
  const tabs = [
    { key: 'recent', label: 'Recent', href: homeHref('recent') },
    { key: 'popular', label: 'Popular', href: homeHref('popular') },
    { key: 'trending', label: 'Trending', href: homeHref('trending') },
  ]
  return (
    <>
      <h1 className="sr-only">{HEADINGS[sort]}</h1>
      <header className="sticky top-0 z-20 border-b bg-page/90 backdrop-blur-md">
        <div className="flex items-center px-1 sm:px-2">
          <p className="hidden pr-2 pl-3 text-16 font-bold sm:block">{world?.name ?? 'Gallery'}</p>
          <Tabs label="Order of images" tabs={tabs} current={sort} className="flex-1 [&>a]:h-14" />
          <MemberCorner inviting />
        </div>
      </header>
      <HomeTop gallery />
      <ImageGrid>
        <EndlessList
          list={list}
          what="images"
          render={(post) => <ImageCard key={post.id} post={post} eager={list.items.indexOf(post) < EAGER} />}
          skeleton={<ImageSkeletons />}
          empty={<Hanging sort={sort} />}
        />
      </ImageGrid>
    </>
  )
}

const LOOK_AGAIN_MS = 2_500

/** A gallery that has just been opened: its first images are made within seconds, so look again by itself. */
function Hanging({ sort }: { sort: GallerySort }) {
  const { store } = useSite()
  const live = useWorld()?.kind !== 'simulated'
  useEffect(() => {
    if (!live) return
    const timer = setInterval(() => void store.load(galleryPath(sort)), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [store, sort, live])
  return (
    <div className="col-span-full">
      <EmptyState icon={<Images size={22} />} title={live ? 'The walls are still empty' : 'Nobody showed anything'}>
        {live ? 'The first images appear here by themselves as soon as the members wake up and make some.' : 'In this simulation no image was shown.'}
      </EmptyState>
    </div>
  )
}
