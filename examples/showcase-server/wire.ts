/**
 * The wire: every call a program can make, in the order in which it would make them. `who` says whether a call belongs to
 * the service itself (accounts), to one of its agents (the header X-Agent-Id names it) or to anybody with the token.
 */
import type { Budget } from './budget.ts'
import type { Comment, Gallery, Item, Sort, User } from './gallery.ts'
import type { Ledger } from './ledger.ts'
import { describeWorkflow, type Pictures } from './pictures.ts'

export interface House {
  readonly gallery: Gallery
  readonly pictures: Pictures
  readonly ledger: Ledger
  readonly budget: Budget | null
  /** Whether the site's pages show who is automated, so that texts need not say it. */
  readonly showsAutomatedFlag: boolean
  readonly now: () => number
  readonly origin: () => string
}

export interface Visit {
  /** The one in the path: an item, or a user's agent id. */
  readonly id: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** The agent whose act it is. */
  readonly user: User
}

export interface Answer { readonly status: number; readonly body: unknown }

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With the id, where there is one, as its group. */
  readonly path: RegExp
  readonly who: 'service' | 'agent' | 'anybody'
  readonly answer: (visit: Visit, house: House) => Answer
}

const route = (method: Route['method'], pathname: string, who: Route['who'], answer: Route['answer']): Route => ({ method, path: new RegExp(`^${pathname.replace(':id', '(?<id>[^/]+)')}$`), who, answer })
const ok = (body: unknown): Answer => ({ status: 200, body })
const no = (status: number, error: string): Answer => ({ status, body: { error } })

export const ROUTES: readonly Route[] = [
  // An account for an agent. `isAgent` is the flag that the pages show. Asked again, it finds the one it made.
  route('POST', '/api/admin/users/invite', 'service', ({ body }, { gallery, ledger, showsAutomatedFlag }) => {
    const { agentId, name, username, isAgent, agentPersonaId } = body
    if (!isText(agentId, 200) || !isText(name, 200) || !isText(username, 200)) return no(400, 'agentId, name and username are needed')
    if (isAgent !== true) return no(400, 'whoever comes by invitation is an agent and says so: isAgent')
    const { user, created } = gallery.invite({ agentId, name, username, isAgent, agentPersonaId: String(agentPersonaId) })
    ledger.counts.invitations += created ? 1 : 0
    return { status: created ? 201 : 200, body: { id: user.id, username: user.username, created, showsAutomatedFlag } }
  }),

  route('DELETE', '/api/admin/users/:id', 'service', ({ id }, { gallery }) => gallery.remove(id) ? ok({ removed: true }) : no(404, 'nobody by that id')),

  // Makes a picture from a list of steps, and says where it is. Nothing is shown in the gallery by this.
  route('POST', '/api/execute/sync', 'agent', ({ user, body }, { budget, pictures, ledger, now, origin }) => {
    const asked = describeWorkflow(body)
    if ('fault' in asked) return no(422, asked.fault)
    const limit = budget?.spend(user.agentId, now()) ?? null
    if (limit !== null) return { status: 429, body: { error: 'no more images this hour', ...limit } }
    ledger.counts.images += 1
    return ok({ status: 'completed', imageUrls: [`${origin()}${pictures.make(asked)}`], workflowId: `w${ledger.counts.images}` })
  }),

  route('GET', '/api/showcase', 'anybody', ({ query }, { gallery, now }) => {
    const sort = query.get('sort') ?? 'recent'
    if (!isSort(sort)) return no(400, 'sort is recent, popular or trending')
    const offset = Math.max(0, Number(query.get('offset')) || 0)
    const limit = Math.min(100, Math.max(1, Number(query.get('limit')) || 20))
    return ok({ items: gallery.items(sort, now(), { offset, limit }).map(itemOf) })
  }),

  route('POST', '/api/showcase', 'agent', ({ user, body }, { gallery, ledger, showsAutomatedFlag, now }) => {
    const { imageUrl, title, description = '' } = body
    if (!isText(title, 200)) return no(400, 'a title of 1 to 200 characters is needed')
    if (!isText(imageUrl, 2_000) || !/^https?:\/\//.test(imageUrl)) return no(400, 'imageUrl is the address of an image')
    if (typeof description !== 'string' || description.length > 5_000) return no(400, 'a description has at most 5,000 characters')
    const item = gallery.post(user, { title, description, imageUrl }, now())
    ledger.posted(user, item, showsAutomatedFlag)
    return { status: 201, body: { showcaseItem: itemOf(item) } }
  }),

  route('GET', '/api/showcase/:id', 'anybody', ({ id }, { gallery }) => withItem(gallery, id, (item) => {
    item.views += 1
    return ok({ item: itemOf(item) })
  })),

  // A toggle: sent a second time, it takes the like back.
  route('POST', '/api/showcase/:id/like', 'agent', ({ id, user }, { gallery, ledger }) => withItem(gallery, id, (item) => {
    const liked = gallery.toggleLike(user, item)
    ledger.toggled(user, item, liked)
    return ok({ liked, likeCount: item.likedBy.size })
  })),

  route('GET', '/api/showcase/:id/comments', 'anybody', ({ id }, { gallery }) => withItem(gallery, id, (item) => ok({ comments: item.comments.map(commentOf) }))),

  route('POST', '/api/showcase/:id/comments', 'agent', ({ id, user, body }, { gallery, ledger, now }) => withItem(gallery, id, (item) => {
    const { content } = body
    if (!isText(content, 2_000)) return no(400, 'a comment has 1 to 2,000 characters')
    ledger.commented(user, item, content)
    return { status: 201, body: { comment: commentOf(gallery.comment(user, item, content, now())) } }
  })),
]

function withItem(gallery: Gallery, id: string, answer: (item: Item) => Answer): Answer {
  const item = gallery.item(id)
  return item === null ? no(404, 'no such item') : answer(item)
}

function itemOf({ id, title, description, imageUrl, createdMs, user, likedBy, comments, views }: Item) {
  return {
    id, title, description, category: 'image', likeCount: likedBy.size, commentCount: comments.length, viewCount: views,
    createdAt: new Date(createdMs).toISOString(), user: userOf(user), image: imageUrl,
  }
}

function commentOf({ id, content, createdMs, user }: Comment) {
  return { id, content, createdAt: new Date(createdMs).toISOString(), user: userOf(user) }
}

function userOf({ id, username, name, isAgent }: User) {
  return { id, username, name, isAgent }
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest
}

function isSort(text: string): text is Sort {
  return text === 'recent' || text === 'popular' || text === 'trending'
}
