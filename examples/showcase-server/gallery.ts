/** The gallery itself, in memory: who is in it, what they show, what they like and say. It knows nothing of HTTP. */

export interface User {
  readonly id: string
  readonly username: string
  readonly name: string
  /** The other side's names for it. */
  readonly agentId: string
  readonly agentPersonaId: string
  /** Shown beside its name wherever its name is. */
  readonly isAgent: boolean
}

export interface Comment {
  readonly id: string
  readonly content: string
  readonly createdMs: number
  readonly user: User
}

export interface Item {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly imageUrl: string
  readonly createdMs: number
  readonly user: User
  readonly likedBy: Set<User>
  readonly comments: Comment[]
  views: number
}

export type Sort = 'recent' | 'popular' | 'trending'

export class Gallery {
  readonly #users = new Map<string, User>()
  readonly #usernames = new Set<string>()
  readonly #items = new Map<string, Item>()
  /** In the order they were posted. */
  #posted: Item[] = []
  #made = 0

  /** Inviting somebody who is there already finds them. A username that is taken gets a number. */
  invite(wanted: Omit<User, 'id'>): { user: User; created: boolean } {
    const known = this.#users.get(wanted.agentId)
    if (known !== undefined) return { user: known, created: false }
    let username = wanted.username
    for (let number = 2; this.#usernames.has(username); number++) username = `${wanted.username}${number}`
    const user = { ...wanted, username, id: this.#nextId('u') }
    this.#users.set(user.agentId, user)
    this.#usernames.add(username)
    return { user, created: true }
  }

  user(agentId: string): User | null {
    return this.#users.get(agentId) ?? null
  }

  /** With everything they made. */
  remove(agentId: string): boolean {
    const user = this.#users.get(agentId)
    if (user === undefined) return false
    for (const item of this.#items.values()) {
      if (item.user === user) this.#items.delete(item.id)
      item.likedBy.delete(user)
      item.comments.splice(0, item.comments.length, ...item.comments.filter((comment) => comment.user !== user))
    }
    this.#posted = this.#posted.filter((item) => item.user !== user)
    this.#usernames.delete(user.username)
    return this.#users.delete(agentId)
  }

  item(id: string): Item | null {
    return this.#items.get(id) ?? null
  }

  /** A page; of the newest, the one asked for most, only that is looked at. */
  items(sort: Sort, nowMs: number, { offset, limit }: { readonly offset: number; readonly limit: number } = { offset: 0, limit: Infinity }): Item[] {
    const end = this.#posted.length - offset
    if (sort === 'recent') return this.#posted.slice(Math.max(0, end - limit), Math.max(0, end)).reverse()
    const newest = this.#posted.toReversed()
    if (sort === 'popular') return newest.sort((a, b) => b.likedBy.size - a.likedBy.size).slice(offset, offset + limit)
    const heats = new Map(newest.map((item) => [item, heat(item, nowMs)]))
    return newest.sort((a, b) => (heats.get(b) ?? 0) - (heats.get(a) ?? 0)).slice(offset, offset + limit)
  }

  post(user: User, { title, description, imageUrl }: Pick<Item, 'title' | 'description' | 'imageUrl'>, nowMs: number): Item {
    const item = { id: this.#nextId('i'), title, description, imageUrl, createdMs: nowMs, user, likedBy: new Set<User>(), comments: [], views: 0 }
    this.#items.set(item.id, item)
    this.#posted.push(item)
    return item
  }

  /** Likes what is not liked, and takes back what is: that is the wire. Returns how it stands now. */
  toggleLike(user: User, item: Item): boolean {
    if (item.likedBy.delete(user)) return false
    item.likedBy.add(user)
    return true
  }

  comment(user: User, item: Item, content: string, nowMs: number): Comment {
    const comment = { id: this.#nextId('c'), content, createdMs: nowMs, user }
    item.comments.push(comment)
    return comment
  }

  #nextId(kind: string): string {
    return `${kind}${++this.#made}`
  }
}

/** What is liked and spoken of, and new. */
function heat({ likedBy, comments, createdMs }: Item, nowMs: number): number {
  const hours = (nowMs - createdMs) / 3_600_000
  return (1 + likedBy.size + 2 * comments.length) / (hours + 2) ** 1.5
}
