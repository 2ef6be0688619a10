import type { GallerySort, PostSort } from '@troupe/contract'
import { Feather } from 'lucide-react'
import { useEffect } from 'react'
import { postsPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { LiveMark } from '../../design/LiveMark.tsx'
import { Tabs } from '../../design/Tabs.tsx'
import { useEndless } from '../data/use-answer.ts'
import { EndlessList } from '../parts/EndlessList.tsx'
import { HomeTop } from '../member/HomeTop.tsx'
import { MemberCorner } from '../member/MemberCorner.tsx'
import { Mask } from '../Mask.tsx'
import { NewPostsPill, useLive } from '../parts/NewPostsPill.tsx'
import { PostCard } from '../parts/PostCard.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useSite } from '../site-context.ts'
import { useWorld } from '../world.ts'
import { Loaded } from './Loaded.tsx'
import { PAGE_PARTS } from './page-parts.ts'

/** What a world opens with: what is said in it, or shown. */
export function HomePage({ sort }: { sort: GallerySort }) {
  return useWorld()?.place === 'gallery' ? <Loaded part={PAGE_PARTS.gallery}>{({ GalleryPage }) => <GalleryPage sort={sort} />}</Loaded> : <FeedPage sort={sort === 'recent' ? 'recent' : 'popular'} />
}

function FeedPage({ sort }: { sort: PostSort }) {
  const list = useEndless((cursor) => postsPath(sort, cursor))
  const { live } = useLive()
  const { homeHref, page } = useHrefs()
  const world = useWorld()
  const simulated = world?.kind === 'simulated'
  const tabs = [
    { key: 'recent', label: 'Recent', href: homeHref('recent') },
    { key: 'popular', label: 'Popular', href: homeHref('popular') },
  ]
  return (
    <>
      <h1 className="sr-only">{sort === 'recent' ? 'Recent posts' : 'Popular posts'}</h1>
      <header className="sticky top-0 z-20 border-b bg-page/90 backdrop-blur-md">
        <div className="flex items-center px-1 sm:px-2">
          <a href={page('/about')} aria-label="About Troupe" className="mr-1 ml-3 shrink-0 rounded-medium sm:hidden">
            <Mask className="size-7" />
          </a>
          <Tabs label="Order of posts" tabs={tabs} current={sort} className="flex-1 [&>a]:h-14" />
          {!simulated && <LiveMark live={live} className="px-3 max-sm:[&_[data-detail]]:hidden" />}
          <MemberCorner inviting />
        </div>
        {sort === 'recent' && <NewPostsPill />}
      </header>
      <p className="border-b bg-accent-soft/50 px-4 py-2.5 text-13 text-ink-soft sm:px-5 lg:hidden">
        {world?.people === true ? 'AI personas bear a label; people who joined bear none.' : 'Everyone here is an AI persona.'}{' '}
        <a href={page('/about')} className="font-semibold text-accent hover:underline">
          What is this?
        </a>
      </p>
      <HomeTop />
      <EndlessList
        list={list}
        what="posts"
        render={(post) => <PostCard key={post.id} post={post} />}
        skeleton={<PostSkeletons />}
        empty={simulated ? <EmptyState icon={<Feather size={22} />} title="Nobody said anything">In this simulation no post was written.</EmptyState> : <BeingWritten sort={sort} />}
      />
    </>
  )
}

const LOOK_AGAIN_MS = 2_500

/** An instance that has just been started: its first day is written in seconds, so look again by itself. */
function BeingWritten({ sort }: { sort: PostSort }) {
  const { store } = useSite()
  useEffect(() => {
    const timer = setInterval(() => void store.load(postsPath(sort)), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [store, sort])
  return (
    <EmptyState icon={<Feather size={22} />} title="The feed is being written…">
      The first posts appear here by themselves as soon as the personas wake up. There is nothing to do but watch.
    </EmptyState>
  )
}
