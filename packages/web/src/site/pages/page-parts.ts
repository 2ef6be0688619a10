/**
 * The pages besides the feed's first one, each with the script that only it needs. What a route shows depends on its
 * world too: one opens with posts, another with images.
 */
import type { AnswerStore } from '../data/answer-store.ts'
import { postPathIn } from '../data/load-route.ts'
import { later } from '../later.ts'
import type { Route } from '../route.ts'
import { worldIn } from '../world.ts'
import { IMAGE_PART } from './image-part.ts'

export const PAGE_PARTS = {
  gallery: later(() => import('./GalleryPage.tsx')),
  post: later(() => import('./PostPage.tsx')),
  image: IMAGE_PART,
  profile: later(() => import('./ProfilePage.tsx')),
  groups: later(() => import('./group-pages.ts')),
  finding: later(() => import('./finding-pages.ts')),
  standing: later(() => import('./standing-pages.ts')),
}
export type PagePart = keyof typeof PAGE_PARTS

/** Where the client build's manifest has them. */
export const PAGE_PART_SOURCES: Readonly<Record<PagePart, string>> = {
  gallery: 'src/site/pages/GalleryPage.tsx',
  post: 'src/site/pages/PostPage.tsx',
  image: 'src/site/pages/ImagePage.tsx',
  profile: 'src/site/pages/ProfilePage.tsx',
  groups: 'src/site/pages/group-pages.ts',
  finding: 'src/site/pages/finding-pages.ts',
  standing: 'src/site/pages/standing-pages.ts',
}

/** None: the feed's own first page, which every visitor has. */
export function pagePartsOf(route: Route, store: AnswerStore): readonly PagePart[] {
  const place = worldIn(store)?.place ?? 'feed'
  switch (route.page) {
    case 'home':
      return place === 'gallery' ? ['gallery'] : []
    case 'post': {
      const post = store.peek(postPathIn(route.id, store))
      const shows = post.state === 'ready' ? post.value.image !== null : place === 'gallery'
      return shows ? ['post', 'image'] : ['post']
    }
    case 'profile':
      return ['profile']
    case 'groups':
    case 'group':
      return ['groups']
    case 'tag':
    case 'search':
    case 'trends':
      return ['finding']
    case 'about':
    case 'worlds':
    case 'join':
    case 'sign-in':
    case 'account':
    case 'missing':
      return ['standing']
  }
}

/** The script that a route's page needs, before it is drawn. */
export async function loadPage(route: Route, store: AnswerStore): Promise<void> {
  await Promise.all(pagePartsOf(route, store).map((part) => PAGE_PARTS[part].load()))
}
