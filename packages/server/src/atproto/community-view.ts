/** A look at a community: who answered what, who likes what, who follows whom. Made once, read by everybody who looks. */
import type { PostRecord } from './records.ts'
import type { RepoSnapshot } from './repo-snapshot.ts'

export interface Person {
  readonly did: string
  readonly name: string
  readonly handle: string
}

export class CommunityView {
  readonly #snapshots: ReadonlyMap<string, RepoSnapshot>
  readonly #handleOf: (did: string) => string
  readonly #posts = new Map<string, PostRecord>()
  /** By the first post of the thread, oldest first. */
  readonly #answers = new Map<string, PostRecord[]>()
  readonly #likers = new Map<string, Set<string>>()
  readonly #followers = new Map<string, number>()
  /** The first posts of threads, newest first. */
  readonly #recent: readonly PostRecord[]

  constructor(snapshots: readonly RepoSnapshot[], handleOf: (did: string) => string) {
    this.#snapshots = new Map(snapshots.map((snapshot) => [snapshot.did, snapshot]))
    this.#handleOf = handleOf
    for (const { did, posts, likes, follows } of snapshots) {
      for (const post of posts) this.#posts.set(post.uri, post)
      for (const { subject } of likes) this.#likers.set(subject, (this.#likers.get(subject) ?? new Set()).add(did))
      for (const subject of new Set(follows.map((follow) => follow.subject))) this.#followers.set(subject, (this.#followers.get(subject) ?? 0) + 1)
    }
    const posts = [...this.#posts.values()].sort((a, b) => b.atMs - a.atMs)
    this.#recent = posts.filter(({ reply }) => reply === null)
    for (const post of posts.toReversed()) {
      if (post.reply === null) continue
      const root = post.reply.root.uri
      const answers = this.#answers.get(root)
      if (answers === undefined) this.#answers.set(root, [post])
      else answers.push(post)
    }
  }

  recent(): readonly PostRecord[] {
    return this.#recent
  }

  post(uri: string): PostRecord | null {
    return this.#posts.get(uri) ?? null
  }

  answers(rootUri: string): readonly PostRecord[] {
    return this.#answers.get(rootUri) ?? []
  }

  /** What others wrote that answers somebody or mentions them, oldest first. */
  addressedTo(did: string): readonly PostRecord[] {
    const own = `at://${did}/`
    return [...this.#posts.values()]
      .filter(({ authorId, reply, mentions }) => authorId !== did && (reply?.parent.uri.startsWith(own) === true || mentions.includes(did)))
      .sort((a, b) => a.atMs - b.atMs)
  }

  likes(uri: string): number {
    return this.#likers.get(uri)?.size ?? 0
  }

  hasLiked(did: string, uri: string): boolean {
    return this.#likers.get(uri)?.has(did) === true
  }

  follows(did: string, other: string): boolean {
    return this.#snapshots.get(did)?.follows.some(({ subject }) => subject === other) === true
  }

  followers(did: string): number {
    return this.#followers.get(did) ?? 0
  }

  account(did: string): RepoSnapshot | null {
    return this.#snapshots.get(did) ?? null
  }

  person(did: string): Person {
    const handle = this.#handleOf(did)
    return { did, handle, name: this.#snapshots.get(did)?.name ?? handle }
  }

  didOf(handle: string): string | null {
    for (const did of this.#snapshots.keys()) if (this.#handleOf(did) === handle) return did
    return null
  }
}
