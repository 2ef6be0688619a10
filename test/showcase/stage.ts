/** The adapter and the reference server in one process, on a clock that nobody waits for. */
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import type { OutsideAccount, OutsideAct } from '../../packages/server/src/platform/outside-platform.ts'
import { HastyClock } from '../../packages/server/src/platform/testing/hasty-clock.ts'
import { LikesInMemory, type LikeMemory } from '../../packages/server/src/showcase/like-memory.ts'
import type { PlaceholderUrl } from '../../packages/server/src/showcase/picture.ts'
import type { TimeLimits } from '../../packages/server/src/showcase/showcase-client.ts'
import { ShowcasePlatform, type ShowcaseParts } from '../../packages/server/src/showcase/showcase-platform.ts'
import type { Fault, Faults } from '../../examples/showcase-server/faults.ts'
import { startShowcase, type Showcase, type ShowcaseOptions } from '../../examples/showcase-server/server.ts'

export const NEVER = new AbortController().signal
export const OPERATOR = 'Northlight'
export const TOKEN = 'service-token'

export interface StageOptions {
  readonly showcase?: Omit<ShowcaseOptions, 'token' | 'faults' | 'now'>
  readonly faults?: Faults
  readonly placeholderUrl?: PlaceholderUrl
  readonly privateNetwork?: boolean
  readonly limits?: TimeLimits
}

interface Line { readonly method: string; readonly path: PathTest; readonly fault: Fault }
/** Such as a regular expression. */
interface PathTest { test(path: string): boolean }

/** Short enough for silence not to be waited for, long enough for two busy cores. */
const SHORT: TimeLimits = { readMs: 3_000, writeMs: 3_000, workflowMs: 3_000 }

export class Stage implements AsyncDisposable {
  readonly clock = new HastyClock()
  readonly memory: LikeMemory = new LikesInMemory()
  readonly showcase: Showcase
  platform: ShowcasePlatform
  readonly #options: StageOptions
  readonly #script: Line[]
  #acts = 0

  private constructor(showcase: Showcase, clock: HastyClock, script: Line[], options: StageOptions) {
    this.showcase = showcase
    this.clock = clock
    this.#script = script
    this.#options = options
    this.platform = this.platformAnew()
  }

  static async open(options: StageOptions = {}): Promise<Stage> {
    const script: Line[] = []
    const clock = new HastyClock()
    const scripted: Faults = ({ method, path }) => {
      const place = script.findIndex((line) => line.method === method && line.path.test(path))
      return place === -1 ? null : script.splice(place, 1)[0]?.fault ?? null
    }
    const showcase = await startShowcase({ ...options.showcase, token: TOKEN, faults: options.faults ?? scripted, now: () => clock.now() })
    return new Stage(showcase, clock, script, options)
  }

  /** As after a crash: what was only in mind is gone, the memory of likes is not. */
  platformAnew(): ShowcasePlatform {
    return this.platformAt(this.showcase.origin)
  }

  platformAt(origin: string, token = TOKEN, other: Partial<Pick<ShowcaseParts, 'fetch' | 'likes'>> = {}): ShowcasePlatform {
    const { privateNetwork = true, placeholderUrl = () => null, limits = SHORT } = this.#options
    return new ShowcasePlatform({
      origin, token, fetch: guardedFetch({ privateNetwork }), clock: this.clock, random: seeded('pauses'),
      likes: this.memory, operator: OPERATOR, placeholderUrl, limits, ...other,
    })
  }

  /** What has not gone wrong yet. */
  get script(): readonly Line[] {
    return this.#script
  }

  /** The next request like this one goes wrong; of several for the same one, each once. */
  breaks(method: string, path: PathTest, ...faults: Fault[]): void {
    this.#script.push(...faults.map((fault) => ({ method, path, fault })))
  }

  async account(name: string): Promise<OutsideAccount> {
    const provisioned = await this.platform.provision({ agentId: `agent-${name}`, personaId: `persona-${name}`, name, username: name.toLowerCase() }, NEVER)
    if (provisioned.kind !== 'there') throw new Error(provisioned.reason)
    return provisioned.account
  }

  act(account: OutsideAccount, action: string, target: string | null = null, input: Readonly<Record<string, unknown>> = {}): OutsideAct {
    return { id: `act-${++this.#acts}`, account, intent: { action, target, input }, generator: 'rehearsal', intendedMs: this.clock.now(), accountedFor: async () => [] }
  }

  postAct(account: OutsideAccount, text: string, input: Readonly<Record<string, unknown>> = {}): OutsideAct {
    return this.act(account, 'create_image_post', null, { text, generator: 'sprite', prompt: `${text}, in sixteen colours`, ...input })
  }

  /** An item by somebody else, made without the adapter. */
  itemBy(name: string): string {
    const { gallery } = this.showcase
    const { user } = gallery.invite({ agentId: `other-${name}`, name, username: name, agentPersonaId: '', isAgent: false })
    return gallery.post(user, { title: `By ${name}`, description: '', imageUrl: 'https://images.example/a.png' }, this.clock.now()).id
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.showcase.close()
  }
}
