/** Rows of any file as people: each is read by the rules of its own kind, and who could not be read is said by row. */
import type { PersonaDraft } from '@troupe/contract/persona'
import { InvalidError } from '../../base/errors.ts'
import { storable } from '../../base/storable.ts'
import { importPersonas } from '../../persona/exchange/import-personas.ts'
import { cutAtWord } from './cut-at-word.ts'
import type { FileFollows } from './follows.ts'
import type { JsonElement } from './json-elements.ts'
import type { Mappings } from './field-mapping.ts'
import type { Members } from './members.ts'
import { RowNotes, type Oddities } from './oddities.ts'
import type { PersonaMaker } from './persona-of-profile.ts'
import { readProfile, type Profile } from './profile.ts'
import type { Usernames } from './usernames.ts'

/** What the platform takes (SPEC C1). */
export const POST_LONGEST = 1000

export const POSTS_MOST = 10_000_000

/** Something somebody wrote before the world begins; `author` counts personas from 0. */
export interface PreviousPost {
  readonly author: number
  readonly text: string
}

export class ProfileReader {
  readonly members: Members
  readonly posts: PreviousPost[] = []
  readonly #usernames: Usernames
  readonly #maker: PersonaMaker
  readonly #mappings: Mappings
  readonly #oddities: Oddities

  constructor(parts: { readonly members: Members; readonly usernames: Usernames; readonly maker: PersonaMaker; readonly mappings: Mappings; readonly oddities: Oddities }) {
    this.members = parts.members
    this.#usernames = parts.usernames
    this.#maker = parts.maker
    this.#mappings = parts.mappings
    this.#oddities = parts.oddities
  }

  /** A JSON object: a persona of ours where it has a display name, else somebody else's profile. */
  element({ row, line, value, fault }: JsonElement, follows: FileFollows): void {
    const notes = this.notes(follows.file, row, line)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (fault !== null || !isObject) {
      notes.odd(fault ?? 'is no object', 'row left out')
      follows.row(null)
      return
    }
    const fields = value as Record<string, unknown>
    if (Object.hasOwn(fields, 'displayName')) this.#exchanged(fields, notes, follows)
    else this.profile(fields, notes, follows)
  }

  profile(fields: Readonly<Record<string, unknown>>, notes: RowNotes, follows: FileFollows): void {
    for (const column in fields) this.#mappings.column(follows.file, column)
    const profile = readProfile(fields, notes)
    if (profile === null) {
      follows.row(null)
      return
    }
    const member = this.members.add(this.#maker.make(profile, notes), [profile.username || profile.name], profile.id)
    follows.row(member)
    this.#takePosts(profile, member, notes)
    for (const followed of profile.followedRows) follows.followsRow(member, followed, notes.row, notes.line)
    for (const followed of profile.followedNames) follows.followsNamed(member, followed, notes.row, notes.line)
  }

  /** Somebody of whom only a name is known, from an edge. */
  named(name: string, file: string): void {
    const fields: Profile = {
      id: name, name, username: name, bio: '', persona: '', age: null, gender: '', mbti: '', country: '', timezone: '', profession: '',
      interests: [], followedRows: [], followedNames: [], posts: [],
    }
    this.members.add(this.#maker.make(fields, this.notes(file, 0, null)), [name], name)
  }

  /** A persona as Troupe writes it, checked by the exchange's own rules. */
  #exchanged(fields: Record<string, unknown>, notes: RowNotes, follows: FileFollows): void {
    const { drafts, faults } = importPersonas(JSON.stringify([fields]), 'json')
    for (const fault of faults) notes.odd(fault.message, 'row left out', fault.column)
    this.draft(drafts[0]?.draft ?? null, notes, follows)
  }

  /** A finished persona, or nobody; renamed where its username is somebody's. */
  draft(draft: PersonaDraft | null, notes: RowNotes, follows: FileFollows): void {
    if (draft === null) {
      follows.row(null)
      return
    }
    this.#mappings.add(follows.file, '(personas of Troupe)', 'personas', 'taken as they are')
    const username = this.#usernames.give([draft.username])
    if (username !== draft.username) notes.odd(`the username ${JSON.stringify(draft.username)} is taken`, `became ${username}`, 'username')
    follows.row(this.members.add(storable({ ...draft, username }), [draft.username], ''))
  }

  notes(file: string, row: number, line: number | null): RowNotes {
    return new RowNotes(this.#oddities, file, row, line)
  }

  #takePosts({ posts }: Profile, author: number, notes: RowNotes): void {
    if (this.posts.length + posts.length > POSTS_MOST) throw new InvalidError(`The files hold more than ${POSTS_MOST} earlier posts.`, [], 'import-too-large')
    for (const text of posts) {
      if (text.length > POST_LONGEST) notes.odd(`a post of ${text.length} characters, ${POST_LONGEST} are allowed`, 'cut at a word', 'previous_tweets')
      this.posts.push({ author, text: cutAtWord(text, POST_LONGEST) })
    }
  }
}
