/**
 * A Mastodon server's people and what they say, in memory, with its rules as docs.joinmastodon.org has them. Beside it, a list of
 * what agents should never have done here. It knows nothing of HTTP.
 */
import type { Clock } from '../../base/clock.ts'

export interface TownAccount {
  readonly id: string
  readonly username: string
  /** Null for this server's own people. */
  readonly host: string | null
  readonly token: string | null
  displayName: string
  note: string
  fields: { name: string; value: string }[]
  bot: boolean
  readonly followed: Set<string>
  locked: boolean
}

export interface TownStatus {
  readonly id: string
  readonly account: TownAccount
  readonly text: string
  readonly html: string | null
  readonly visibility: string
  readonly inReplyToId: string | null
  readonly media: readonly TownMedia[]
  readonly reblogOf: TownStatus | null
  readonly spoilerText: string
  readonly atMs: number
  readonly favouritedBy: Set<string>
}

export interface TownMedia {
  readonly id: string
  readonly type: string
  readonly bytes: number
  readonly description: string
  /** Looks that find the server still at work on it. */
  looksLeft: number
}

export interface Mention { readonly id: string; readonly status: TownStatus; readonly toId: string }

export type Wrong = { readonly status: number; readonly error: string }

export class Town {
  readonly accounts = new Map<string, TownAccount>()
  readonly statuses = new Map<string, TownStatus>()
  readonly media = new Map<string, TownMedia>()
  readonly mentions: Mention[] = []
  /** What should never have been done. */
  readonly violations: string[] = []
  readonly #clock: Clock
  readonly #showsFlag: boolean
  readonly #byKey = new Map<string, TownStatus>()
  statusLongest = 500
  processingLooks = 0
  #ids = 0

  constructor(clock: Clock, showsFlag: boolean) {
    this.#clock = clock
    this.#showsFlag = showsFlag
  }

  settle(username: string, more: Partial<Pick<TownAccount, 'host' | 'token' | 'bot' | 'note' | 'locked' | 'displayName'>> = {}): TownAccount {
    const account: TownAccount = { id: this.#id(), username, host: null, token: null, displayName: '', note: '', fields: [], bot: false, followed: new Set(), locked: false, ...more }
    this.accounts.set(account.id, account)
    return account
  }

  named(username: string, host: string | null = null): TownAccount | null {
    return this.accounts.values().find((account) => account.username === username && account.host === host) ?? null
  }

  /** The same key by the same account within the hour is the same status. */
  say(account: TownAccount, said: Partial<Pick<TownStatus, 'inReplyToId' | 'visibility' | 'spoilerText' | 'html'>> & { text: string; mediaIds?: readonly string[] }, key: string | null = null): TownStatus | Wrong {
    const earlier = key === null ? undefined : this.#byKey.get(`${account.id}/${key}`)
    if (earlier !== undefined) return earlier
    const media = (said.mediaIds ?? []).map((id) => this.media.get(id))
    if (media.some((one) => one === undefined)) return { status: 422, error: 'Validation failed: Media attachments do not exist' }
    if (media.some((one) => one !== undefined && one.looksLeft > 0)) return { status: 422, error: 'Cannot attach files that have not finished processing. Try again in a moment!' }
    if (said.text.trim() === '' && media.length === 0) return { status: 422, error: 'Validation failed: Text can\'t be blank' }
    if (said.html === undefined && said.text.length > this.statusLongest) return { status: 422, error: `Validation failed: Text character limit of ${this.statusLongest} exceeded` }
    const inReplyToId = said.inReplyToId ?? null
    if (inReplyToId !== null && !this.statuses.has(inReplyToId)) return { status: 404, error: 'The post you are trying to reply to does not appear to exist.' }
    const status = this.#add(account, { ...said, inReplyToId, media: media.filter((one) => one !== undefined) })
    if (key !== null) this.#byKey.set(`${account.id}/${key}`, status)
    if (account.token !== null) this.#judge(status)
    for (const [, name] of said.text.matchAll(/(?<![=/\w])@(\w+)(?![\w@])/g)) {
      const mentioned = this.named(name ?? '')
      if (mentioned !== null && mentioned !== account) this.mentions.push({ id: this.#id(), status, toId: mentioned.id })
    }
    return status
  }

  favourite(account: TownAccount, status: TownStatus, wanted: boolean): void {
    this.#touch(account, status.account, wanted ? 'favourited' : 'unfavourited')
    if (wanted) status.favouritedBy.add(account.id)
    else status.favouritedBy.delete(account.id)
  }

  /** A boost of what is boosted already is that boost. */
  boost(account: TownAccount, status: TownStatus): TownStatus {
    this.#touch(account, status.account, 'boosted')
    return this.boostOf(account, status) ?? this.#add(account, { text: '', inReplyToId: null, media: [], reblogOf: status })
  }

  boostOf(account: TownAccount, status: TownStatus): TownStatus | null {
    return this.statuses.values().find(({ reblogOf, account: { id } }) => reblogOf === status && id === account.id) ?? null
  }

  follow(account: TownAccount, other: TownAccount, wanted: boolean): void {
    this.#touch(account, other, wanted ? 'followed' : 'unfollowed')
    if (wanted) account.followed.add(other.id)
    else account.followed.delete(other.id)
  }

  keep(media: Omit<TownMedia, 'id' | 'looksLeft'>): TownMedia {
    const kept = { ...media, id: this.#id(), looksLeft: this.processingLooks }
    this.media.set(kept.id, kept)
    return kept
  }

  newest(): TownStatus[] {
    return Array.from(this.statuses.values()).toReversed()
  }

  #add(account: TownAccount, said: Partial<TownStatus> & Pick<TownStatus, 'text' | 'inReplyToId' | 'media'>): TownStatus {
    const status: TownStatus = { html: null, visibility: 'public', reblogOf: null, spoilerText: '', ...said, id: this.#id(), account, atMs: this.#clock.now(), favouritedBy: new Set() }
    this.statuses.set(status.id, status)
    return status
  }

  #judge({ account, text, media }: TownStatus): void {
    if (!account.bot || !account.fields.some(({ name }) => name === 'Automated')) this.violations.push(`@${account.username} wrote before it was labelled`)
    if (!this.#showsFlag && !/\n\nAutomated: .+ is an AI persona run by .+\.$/.test(text)) this.violations.push(`unlabelled: ${text}`)
    if (/(?<![=/\w])@\w+@\w+/.test(text)) this.violations.push(`addresses another server: ${text}`)
    if (media.some(({ description }) => !description.includes('Generated image'))) this.violations.push('an image without its label')
  }

  #touch(account: TownAccount, other: TownAccount, what: string): void {
    if (account.token !== null && other.host !== null) this.violations.push(`@${account.username} ${what} @${other.username} of another server`)
    if (account.token !== null && !account.bot) this.violations.push(`@${account.username} ${what} before it was labelled`)
  }

  /** They grow, as Mastodon's do. */
  #id(): string {
    return String(110_000_000_000_000_000n + BigInt(++this.#ids))
  }
}
