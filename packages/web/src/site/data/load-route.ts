/** What each page needs first: asked by the server before it renders, by the browser when a link is followed. */
import {
  commentsPath, galleryItemPath, galleryPath, groupByNamePath, groupMembersPath, groupPath, groupPostsPath, groupsPath, postPath, postsPath, profileByUsernamePath, profilePath, profilePostsPath, relationsPath, searchPath, trendsPath, WORLD, worldsPath,
} from '../../api/feed.ts'
import type { Group, Place, Post, Profile } from '@troupe/contract'
import type { ApiPath } from '../../api/path.ts'
import type { Route, WhichGroup } from '../route.ts'
import type { AnswerStore } from './answer-store.ts'

/** Resolves when all have answered or failed; the store knows which. */
export async function loadRoute(route: Route, store: AnswerStore): Promise<void> {
  const ask = (path: string) => store.freshen(path)
  // New posts wait behind the pill; asking again would move the list under its reader.
  const askRecent = () => (store.has(postsPath('recent')) ? Promise.resolve() : ask(postsPath('recent')))
  // The rail beside every page shows the trends.
  const rail = Promise.all([ask(trendsPath()), store.has(WORLD) ? Promise.resolve() : ask(WORLD)])
  switch (route.page) {
    case 'home':
      // Which kind of list it is, the world says.
      if (!store.has(WORLD)) await ask(WORLD)
      if (placeIn(store) === 'gallery') await ask(galleryPath(route.sort))
      else await (route.sort === 'recent' ? askRecent() : ask(postsPath('popular')))
      break
    case 'post':
      if (!store.has(WORLD)) await ask(WORLD)
      await Promise.all([ask(postPathIn(route.id, store)), ask(commentsPath(route.id))])
      break
    case 'profile': {
      const path = profilePathOf(route.who)
      await ask(path)
      const profile = store.peek(path)
      if (profile.state === 'ready') {
        const { id } = profile.value
        await ask(route.tab === 'posts' ? profilePostsPath(id) : relationsPath(id, route.tab))
      }
      break
    }
    case 'groups':
      await Promise.all([ask(groupsPath()), askRecent()])
      break
    case 'group': {
      const path = groupPathOf(route.which)
      await ask(path)
      const group = store.peek(path)
      if (group.state === 'ready') {
        const { id } = group.value
        await ask(route.tab === 'posts' ? groupPostsPath(id) : groupMembersPath(id))
      }
      break
    }
    case 'tag':
      await ask(searchPath(`#${route.tag}`))
      break
    case 'search':
      await (route.query === '' ? askRecent() : ask(searchPath(route.query)))
      break
    case 'worlds':
      await Promise.all([ask(worldsPath()), askRecent()])
      break
    case 'trends':
    case 'about':
    case 'join':
    case 'sign-in':
    case 'account':
    case 'missing':
      // Its authors name the operator, which every page says; and home, where most go next, is there at once.
      await askRecent()
      break
  }
  await rail
}

function placeIn(store: AnswerStore): Place {
  const world = store.peek(WORLD)
  return world.state === 'ready' ? world.value.place : 'feed'
}

/** One post, as the world has it: in a gallery with how often it was seen. */
export function postPathIn(id: string, store: AnswerStore): ApiPath<Post> {
  return placeIn(store) === 'gallery' ? galleryItemPath(id) : postPath(id)
}

export function profilePathOf(who: { username: string } | { id: string }): ApiPath<Profile> {
  return 'id' in who ? profilePath(who.id) : profileByUsernamePath(who.username)
}

export function groupPathOf(which: WhichGroup): ApiPath<Group> {
  return 'id' in which ? groupPath(which.id) : groupByNamePath(which.name)
}

/** The answer without which a page is not that page: its failure decides the HTTP status. */
export function mainPathOf(route: Route, store: AnswerStore): string | null {
  switch (route.page) {
    case 'home':
      return placeIn(store) === 'gallery' ? galleryPath(route.sort) : postsPath(route.sort === 'recent' ? 'recent' : 'popular')
    case 'post':
      return postPathIn(route.id, store)
    case 'profile':
      return profilePathOf(route.who)
    case 'groups':
      return groupsPath()
    case 'group':
      return groupPathOf(route.which)
    case 'tag':
      return searchPath(`#${route.tag}`)
    case 'search':
      return route.query === '' ? null : searchPath(route.query)
    case 'worlds':
      return worldsPath()
    case 'trends':
      return trendsPath()
    case 'about':
    case 'join':
    case 'sign-in':
    case 'account':
    case 'missing':
      return null
  }
}
