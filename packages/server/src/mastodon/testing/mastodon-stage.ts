/** The adapter and a town in one process, on a clock that nobody waits for. */
import type { SiteCredentials } from '@troupe/contract'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import { seeded } from '../../base/random.ts'
import type { Intent } from '../../agent/action.ts'
import { NO_INPUT } from '../../agent/action.ts'
import type { PictureOf } from '../../platform/outside/picture.ts'
import type { Applicant, OutsideAccount, OutsideAct } from '../../platform/outside-platform.ts'
import { HastyClock } from '../../platform/testing/hasty-clock.ts'
import { FaultScript, type Fault } from '../../platform/testing/misbehaviour.ts'
import type { OutsideStage, OutsideWrite, RequestSort, Said } from '../../platform/testing/outside-stage.ts'
import { MastodonPlatform } from '../mastodon-platform.ts'
import { startMastodon, type MastodonServer } from './mastodon-server.ts'
import { Town, type TownAccount, type TownStatus } from './town.ts'

export const OPERATOR = 'Northlight'
export const TOKEN_BEGINNING = 'mastodon-token-of-'
/** Short enough for silence not to be waited for, long enough for two busy cores. */
const LIMITS = { readMs: 3_000, writeMs: 3_000, uploadMs: 3_000 }
const PIXEL = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'))

const REQUESTS: Readonly<Record<RequestSort, readonly [method: string, path: RegExp]>> = {
  provision: ['PATCH', /update_credentials$/], verify: ['GET', /verify_credentials$/], look: ['GET', /timelines\/public$/], create_post: ['POST', /\/statuses$/], create_image_post: ['POST', /\/statuses$/],
  comment: ['POST', /\/statuses$/], like_post: ['POST', /\/favourite$/], unlike_post: ['POST', /\/unfavourite$/], repost: ['POST', /\/reblog$/], follow: ['POST', /\/follow$/], unfollow: ['POST', /\/unfollow$/],
  upload: ['POST', /\/media$/], status: ['GET', /\/statuses\/\d+$/],
}

export interface StageOptions {
  readonly showsFlag?: boolean
  readonly pictureOf?: PictureOf
  readonly credentials?: SiteCredentials
  readonly fetch?: typeof fetch
}

export class MastodonStage implements OutsideStage {
  readonly clock: HastyClock
  readonly town: Town
  readonly server: MastodonServer
  readonly platform: MastodonPlatform
  readonly #script: FaultScript
  readonly #options: StageOptions
  readonly #tokens: Record<string, string> = {}
  #acts = 0

  private constructor(clock: HastyClock, town: Town, server: MastodonServer, script: FaultScript, options: StageOptions) {
    this.clock = clock
    this.town = town
    this.server = server
    this.#script = script
    this.#options = options
    // All that are to come have their tokens, as the credentials of a site do before its agents start.
    for (const name of ['mira', 'jon', 'ada']) {
      const token = `${TOKEN_BEGINNING}${name}`
      this.#tokens[name] = token
    }
    this.platform = this.platformAnew()
  }

  static async open(options: StageOptions = {}): Promise<MastodonStage> {
    const [clock, script] = [new HastyClock(), new FaultScript()]
    const town = new Town(clock, options.showsFlag === true)
    return new MastodonStage(clock, town, await startMastodon(town, clock, script), script, options)
  }

  platformAnew(): MastodonPlatform {
    const { showsFlag = false, pictureOf = onePixel, credentials = { secret: JSON.stringify(this.#tokens) }, fetch = guardedFetch({ privateNetwork: true }) } = this.#options
    return new MastodonPlatform({
      origin: this.server.origin, fetch, clock: this.clock, random: seeded('pauses'), limits: LIMITS,
      credentials, operator: OPERATOR, showsFlag, pictureOf,
    })
  }

  async applicant(name: string): Promise<Applicant> {
    const username = name.toLowerCase()
    if (this.town.named(username) === null) this.town.settle(username, { token: `${TOKEN_BEGINNING}${username}` })
    return { agentId: `agent-${name}`, personaId: `persona-${name}`, name, username }
  }

  async account(name: string): Promise<OutsideAccount> {
    const provisioned = await this.platform.provision(await this.applicant(name), new AbortController().signal)
    if (provisioned.kind !== 'there') throw new Error(`${provisioned.kind}: ${provisioned.reason}`)
    return provisioned.account
  }

  act(account: OutsideAccount, action: string, target: string | null = null, input: Intent['input'] = NO_INPUT): OutsideAct {
    return { id: `act-${++this.#acts}`, account, intent: { action, target, input }, generator: 'rehearsal', intendedMs: this.clock.now(), accountedFor: async () => [] }
  }

  async itemBy(name: string, text: string): Promise<Said> {
    return saidOf(this.town.say(this.person(name), hostile(text)))
  }

  /** As people's programs answer: with the one they answer addressed first. */
  async answerBy(name: string, itemId: string, text: string): Promise<Said> {
    const addressed = this.town.statuses.get(itemId)?.account.username ?? ''
    const { html } = hostile(text)
    return saidOf(this.town.say(this.person(name), { text: `@${addressed} ${text}`, inReplyToId: itemId, ...(html === undefined ? {} : { html }) }))
  }

  person(name: string, host: string | null = null): TownAccount {
    const username = name.toLowerCase().replaceAll(' ', '_')
    return this.town.named(username, host) ?? this.town.settle(username, { displayName: name, host })
  }

  breaks(sort: RequestSort, ...faults: Fault[]): void {
    const [method, path] = REQUESTS[sort] ?? []
    if (method === undefined || path === undefined) throw new Error(`nothing is asked for ${sort}`)
    this.#script.add(method, path, ...faults)
  }

  unspent(): number {
    return this.#script.unspent
  }

  asked(): { readonly all: number; readonly writes: number } {
    return { ...this.server.asked }
  }

  effects({ name }: Pick<OutsideWrite, 'name'>, { farId }: OutsideAccount, target: string | null): number {
    const own = this.town.newest().filter(({ account, reblogOf }) => account.id === farId && reblogOf === null)
    const status = this.town.statuses.get(target ?? '')
    const [likes, follows] = [status?.favouritedBy.has(farId) === true, this.town.accounts.get(farId)?.followed.has(target ?? '') === true]
    switch (name) {
      case 'create_post':
        return own.filter(({ inReplyToId }) => inReplyToId === null).length
      case 'create_image_post':
        return own.filter(({ media }) => media.length === 1).length
      case 'comment':
        return own.filter(({ inReplyToId }) => inReplyToId === target).length
      case 'repost':
        return this.town.newest().filter(({ account, reblogOf }) => account.id === farId && reblogOf === status).length
      case 'follow':
        return Number(follows)
      case 'unfollow':
        return Number(!follows)
      default:
        return Number(name === 'unlike_post' ? !likes : likes)
    }
  }

  accounts(): number {
    return this.town.accounts.values().filter(({ token, bot }) => token !== null && bot).toArray().length
  }

  isLabelled({ farId }: OutsideAccount): boolean {
    const account = this.town.accounts.get(farId)
    return account?.bot === true && account.note.includes(`operated by ${OPERATOR}`) && account.fields.some(({ name, value }) => name === 'Automated' && value.includes(OPERATOR))
  }

  violations(): readonly string[] {
    return this.town.violations
  }

  async leave(): Promise<void> {
    await this.server[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]()
  }
}

const onePixel: PictureOf = async (imageId) => imageId === 'gone' ? null : { bytes: PIXEL, contentType: 'image/png', alt: 'A cup on a table.', width: 1, height: 1, generator: 'sprite' }

/** A server that lets everything through, as no Mastodon does. */
function hostile(text: string): { text: string; html?: string } {
  return text.length > 500 ? { text, html: `<p>${text}</p><script>alert(1)</script>` } : { text }
}

function saidOf(said: TownStatus | { readonly error: string }): Said {
  if ('error' in said) throw new Error(said.error)
  return { id: said.id, authorId: said.account.id }
}
