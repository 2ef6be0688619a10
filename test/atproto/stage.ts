/** The adapter before a PDS on this machine, with a proxy between them that can spoil answers, on a clock that nobody waits for. */
import { AtprotoPlatform, type AtprotoParts } from '../../packages/server/src/atproto/atproto-platform.ts'
import { FaultProxy } from '../../packages/server/src/atproto/testing/fault-proxy.ts'
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import type { Applicant } from '../../packages/server/src/platform/outside-platform.ts'
import type { Picture } from '../../packages/server/src/platform/outside/picture.ts'
import { HastyClock } from '../../packages/server/src/platform/testing/hasty-clock.ts'

export const OPERATOR = 'Northlight'
export const ADMIN_PASSWORD = 'admin-password-of-the-pds'
/** Short enough for silence not to be waited for, long enough for two busy cores. Nothing here is silent to an upload: with twenty acts at once some did not get as far as their record within 2.5 s. */
const SHORT = { readMs: 4_000, writeMs: 4_000, uploadMs: 60_000 }

/** One pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')
const PICTURE: Picture = { bytes: new Uint8Array(GIF), contentType: 'image/gif', alt: 'A cup on a table, in sixteen colours', width: 1, height: 1, generator: 'sprite' }

export class Stage implements AsyncDisposable {
  readonly clock: HastyClock
  readonly proxy: FaultProxy
  readonly asked = { all: 0, writes: 0 }
  readonly platform: AtprotoPlatform
  readonly #options: Partial<AtprotoParts>

  private constructor(proxy: FaultProxy, clock: HastyClock, options: Partial<AtprotoParts>) {
    this.proxy = proxy
    this.clock = clock
    this.#options = options
    this.platform = this.platformAnew()
  }

  static async before(origin: string, options: Partial<AtprotoParts> = {}): Promise<Stage> {
    const clock = new HastyClock()
    return new Stage(await FaultProxy.before(origin, clock), clock, options)
  }

  /** As after a crash; or with something else about it. */
  platformAnew(options: Partial<AtprotoParts> = {}): AtprotoPlatform {
    const guarded = guardedFetch({ privateNetwork: true })
    const counted: typeof fetch = (input, init) => {
      this.asked.all += 1
      if (init?.method !== 'GET') this.asked.writes += 1
      return guarded(input, init)
    }
    return new AtprotoPlatform({
      origin: this.proxy.origin, fetch: counted, clock: this.clock, random: seeded('pauses'), secret: ADMIN_PASSWORD, operator: OPERATOR, showsFlag: false,
      pictureOf: async () => PICTURE, limits: SHORT, ...this.#options, ...options,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]()
  }
}

export function applicantNamed(name: string): Applicant {
  const username = name.toLowerCase()
  return { agentId: `0190a000-0000-7000-9000-${Buffer.from(username).toString('hex').padStart(12, '0').slice(0, 12)}`, personaId: `persona-${username}`, name, username }
}
