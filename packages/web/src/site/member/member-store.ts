/**
 * Who reads this page, as far as they have joined the world. Pages are the same for everybody and kept for all; who is
 * signed in, and what of it all they like, is asked for once the page is read, so that nobody ever sees it in another's
 * page. What a member does is shown at once and taken back where the server refuses it.
 */
import type { Comment, MemberMarks, MemberSelf, MemberSession, Post, Profile } from '@troupe/contract'
import { followPath, likePath, marksPath, MEMBER_SESSION } from '../../api/members.ts'
import type { ApiPath } from '../../api/path.ts'
import { ApiError, type Method, type RequestOptions } from '../../api/request.ts'
import type { AnswerStore } from '../data/answer-store.ts'

export type MemberStanding =
  /** Not asked yet, or never: on the server. Pages treat them as a visitor. */
  | { state: 'unknown' }
  | { state: 'visitor' }
  | { state: 'member'; self: MemberSelf; csrfToken: string }

/** What a page asks marks for, gathered so long: a list draws its items one after the other. */
const GATHER_MS = 40
const MARKS_ASKED_MOST = 200
/** How long a word about a failure stays. */
const SAID_FOR_MS = 6_000

export interface MemberStoreParts {
  store: AnswerStore
  /** Within the page's world. */
  send: <Answer>(method: Method, path: ApiPath<Answer>, options?: RequestOptions) => Promise<Answer>
}

export class MemberStore {
  readonly #parts: MemberStoreParts
  readonly #listeners = new Set<() => void>()
  #standing: MemberStanding = { state: 'unknown' }
  #loading: Promise<void> | null = null
  readonly #liked = new Map<string, boolean>()
  readonly #follows = new Map<string, boolean>()
  readonly #asked = new Set<string>()
  /** Of each thing that was liked or followed: when all that was wished of it is sent. */
  readonly #lines = new Map<string, Promise<void>>()
  #wanted = new Set<string>()
  #gathering: ReturnType<typeof setTimeout> | undefined
  #invited: string | null = null
  #word: string | null = null
  #wordTimer: ReturnType<typeof setTimeout> | undefined
  #version = 0

  constructor(parts: MemberStoreParts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly version = (): number => this.#version
  readonly standing = (): MemberStanding => this.#standing
  /** What a visitor wanted to do, for the invitation to join; null when nothing. */
  readonly invited = (): string | null => this.#invited
  /** What went wrong, to be said quietly. */
  readonly word = (): string | null => this.#word

  /** Whoever has signed in by the time it is answered stays so: the question is older. */
  load(): Promise<void> {
    this.#loading = this.#load()
    return this.#loading
  }

  async #load(): Promise<void> {
    const asked = this.#standing
    // Failing that they read as a visitor, and the next page load asks again.
    const session = await this.#parts.send('GET', MEMBER_SESSION).catch(() => ({ member: null, csrfToken: null }))
    if (this.#standing === asked) this.take(session)
  }

  take({ member, csrfToken }: MemberSession): void {
    this.#become(member === null || csrfToken === null ? { state: 'visitor' } : { state: 'member', self: member, csrfToken })
  }

  /** As the member who is signed in. Whoever is signed in no more becomes a visitor. */
  async send<Answer>(method: Method, path: ApiPath<Answer>, body?: unknown): Promise<Answer> {
    const headers = this.#standing.state === 'member' ? { 'x-csrf-token': this.#standing.csrfToken } : undefined
    try {
      return await this.#parts.send(method, path, { ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && this.#standing.state === 'member') this.#become({ state: 'visitor' })
      throw error
    }
  }

  /** Whether the member likes it; asks once. */
  likes(id: string): boolean {
    this.#want(id)
    return this.#liked.get(id) ?? false
  }

  follows(id: string): boolean {
    this.#want(id)
    return this.#follows.get(id) ?? false
  }

  async like(kind: 'post' | 'comment', id: string, liked: boolean): Promise<void> {
    const show = (on: boolean) => {
      this.#liked.set(id, on)
      this.#parts.store.change<Post | Comment>(id, (item) => ({ ...item, counts: { ...item.counts, likes: Math.max(0, item.counts.likes + (on ? 1 : -1)) } }) as Post | Comment)
      this.#tell()
    }
    await this.#turn(id, liked, show, () => this.send(liked ? 'PUT' : 'DELETE', likePath(kind, id)))
  }

  async follow(profileId: string, follows: boolean): Promise<void> {
    const show = (on: boolean) => {
      this.#follows.set(profileId, on)
      this.#parts.store.change<Profile>(profileId, (item) => ({ ...item, counts: { ...item.counts, followers: Math.max(0, item.counts.followers + (on ? 1 : -1)) } }))
      this.#tell()
    }
    await this.#turn(profileId, follows, show, () => this.send(follows ? 'PUT' : 'DELETE', followPath(profileId)))
  }

  /** Acts as the member, once it is known who reads; a visitor is invited to join, to do `what`. */
  async asMember(what: string, act: (self: MemberSelf) => void): Promise<void> {
    if (this.#standing.state === 'unknown') await this.#loading
    if (this.#standing.state === 'member') act(this.#standing.self)
    else this.invite(what)
  }

  invite(what: string | null): void {
    this.#invited = what
    this.#tell()
  }

  say(word: string | null): void {
    clearTimeout(this.#wordTimer)
    this.#word = word
    if (word !== null) this.#wordTimer = setTimeout(() => this.say(null), SAID_FOR_MS)
    this.#tell()
  }

  /** Shown at once; sent after what was wished of the same thing before, and taken back where it fails, unless something else was wished since. */
  async #turn(id: string, on: boolean, show: (on: boolean) => void, send: () => Promise<unknown>): Promise<void> {
    show(on)
    const sent = (this.#lines.get(id) ?? Promise.resolve()).then(send)
    const line = sent.then(() => undefined, () => undefined)
    this.#lines.set(id, line)
    try {
      await sent
    } catch (error) {
      if (this.#lines.get(id) === line) show(!on)
      this.say(error instanceof Error ? error.message : 'That did not work.')
    }
  }

  #want(id: string): void {
    if (this.#standing.state !== 'member' || this.#asked.has(id)) return
    this.#asked.add(id)
    this.#wanted.add(id)
    if (this.#gathering === undefined) this.#gathering = setTimeout(() => void this.#askMarks(), GATHER_MS)
  }

  async #askMarks(): Promise<void> {
    this.#gathering = undefined
    const ids = [...this.#wanted]
    this.#wanted = new Set()
    for (let at = 0; at < ids.length; at += MARKS_ASKED_MOST) {
      try {
        const marks: MemberMarks = await this.#parts.send('GET', marksPath(ids.slice(at, at + MARKS_ASKED_MOST)))
        for (const id of marks.liked) if (!this.#liked.has(id)) this.#liked.set(id, true)
        for (const id of marks.following) if (!this.#follows.has(id)) this.#follows.set(id, true)
        if (marks.liked.length + marks.following.length > 0) this.#tell()
      } catch {
        // Shown as not liked; a second like is no fault.
      }
    }
  }

  #become(standing: MemberStanding): void {
    const before = this.#standing.state === 'member' ? this.#standing.self.id : null
    const now = standing.state === 'member' ? standing.self.id : null
    if (before !== now) for (const marks of [this.#liked, this.#follows, this.#asked]) marks.clear()
    this.#standing = standing
    this.#tell()
  }

  #tell(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}
