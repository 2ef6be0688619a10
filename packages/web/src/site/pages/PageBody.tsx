/** What a route shows, inside the frame that stands round every page. */
import type { Route } from '../route.ts'
import { HomePage } from './HomePage.tsx'
import { Loaded } from './Loaded.tsx'
import { PAGE_PARTS } from './page-parts.ts'

export function PageBody({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage key={route.sort} sort={route.sort} />
    case 'post':
      return <Loaded part={PAGE_PARTS.post}>{({ PostPage }) => <PostPage key={route.id} id={route.id} />}</Loaded>
    case 'profile':
      return <Loaded part={PAGE_PARTS.profile}>{({ ProfilePage }) => <ProfilePage who={route.who} tab={route.tab} />}</Loaded>
    case 'trends':
      return <Loaded part={PAGE_PARTS.finding}>{({ TrendsPage }) => <TrendsPage />}</Loaded>
    case 'tag':
      return <Loaded part={PAGE_PARTS.finding}>{({ TagPage }) => <TagPage tag={route.tag} />}</Loaded>
    case 'search':
      return <Loaded part={PAGE_PARTS.finding}>{({ SearchPage }) => <SearchPage query={route.query} />}</Loaded>
    case 'groups':
      return <Loaded part={PAGE_PARTS.groups}>{({ GroupsPage }) => <GroupsPage />}</Loaded>
    case 'group':
      return <Loaded part={PAGE_PARTS.groups}>{({ GroupPage }) => <GroupPage which={route.which} tab={route.tab} />}</Loaded>
    case 'about':
      return <Loaded part={PAGE_PARTS.standing}>{({ AboutPage }) => <AboutPage />}</Loaded>
    case 'join':
    case 'sign-in':
    case 'account':
      return <Loaded part={PAGE_PARTS.standing}>{({ MemberPage }) => <MemberPage page={route.page} />}</Loaded>
    case 'worlds':
      return <Loaded part={PAGE_PARTS.standing}>{({ WorldsPage }) => <WorldsPage />}</Loaded>
    case 'missing':
      return <Loaded part={PAGE_PARTS.standing}>{({ MissingPage }) => <MissingPage />}</Loaded>
  }
}
