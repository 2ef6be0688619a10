/** The adapter of SPEC D4 keeps to what every outside place keeps to, against the reference server. */
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import type { OutsideAccount } from '../../packages/server/src/platform/outside-platform.ts'
import { HastyClock } from '../../packages/server/src/platform/testing/hasty-clock.ts'
import { FaultScript } from '../../packages/server/src/platform/testing/misbehaviour.ts'
import type { OutsideHarness, OutsideStage, OutsideWrite, RequestSort } from '../../packages/server/src/platform/testing/outside-stage.ts'
import { outsideSuite } from '../../packages/server/src/platform/testing/outside-suite.ts'
import { LikesInMemory } from '../../packages/server/src/showcase/like-memory.ts'
import { ShowcasePlatform } from '../../packages/server/src/showcase/showcase-platform.ts'
import { startShowcase } from '../../examples/showcase-server/server.ts'

const TOKEN = 'service-token-of-the-showcase'
/** Short enough for silence not to be waited for, long enough for two busy cores. */
const LIMITS = { readMs: 3_000, writeMs: 3_000, workflowMs: 3_000 }

const REQUESTS: Readonly<Record<RequestSort, readonly [method: string, path: RegExp]>> = {
  provision: ['POST', /invite$/], look: ['GET', /showcase$/], create_image_post: ['POST', /showcase$/], comment: ['POST', /comments$/], upvote: ['POST', /like$/],
}

const harness: OutsideHarness = {
  name: 'the showcase',
  look: { action: 'view_gallery', target: null, input: {} },
  thread: (itemId) => ({ action: 'view_image', target: itemId, input: {} }),
  writes: [
    { name: 'create_image_post', on: 'nothing', words: (text) => ({ text, generator: 'sprite', prompt: 'a cup on a table' }) },
    { name: 'comment', on: 'item', words: (text) => ({ text }) },
    { name: 'upvote', on: 'item', words: null, blind: true },
  ],
  retires: true,
  secrets: [TOKEN],
  open,
}

async function open(): Promise<OutsideStage> {
  const [clock, script, likes] = [new HastyClock(), new FaultScript(), new LikesInMemory()]
  const showcase = await startShowcase({ token: TOKEN, showsAutomatedFlag: false, now: () => clock.now(), faults: ({ method, path }) => script.take(method, path) })
  const { gallery, ledger, origin } = showcase
  const asked = { all: 0, writes: 0 }
  const guarded = guardedFetch({ privateNetwork: true })
  const counted: typeof fetch = (input, init) => {
    asked.all += 1
    if (init?.method !== 'GET') asked.writes += 1
    return guarded(input, init)
  }
  const platformAnew = () => new ShowcasePlatform({
    origin, token: TOKEN, fetch: counted, clock, random: seeded('pauses'), likes, operator: 'Northlight', placeholderUrl: () => null, limits: LIMITS,
  })
  const applicants = new Set<string>()
  const person = (name: string) => gallery.invite({ agentId: `person-${name}`, name, username: name, agentPersonaId: '', isAgent: false }).user
  const texts = (account: OutsideAccount) => gallery.items('recent', clock.now()).filter(({ user }) => user.id === account.farId)
  const effects = ({ name }: OutsideWrite, account: OutsideAccount, target: string | null): number => {
    if (name === 'create_image_post') return texts(account).length
    const item = gallery.item(target ?? '')
    return name === 'comment'
      ? item?.comments.filter(({ user }) => user.id === account.farId).length ?? 0
      : [...item?.likedBy ?? []].filter(({ id }) => id === account.farId).length
  }
  return {
    clock, platform: platformAnew(), platformAnew, effects,
    applicant: async (name) => {
      applicants.add(`agent-${name}`)
      return { agentId: `agent-${name}`, personaId: `persona-${name}`, name, username: name.toLowerCase() }
    },
    itemBy: async (name, text) => {
      const { id, user } = gallery.post(person(name), { title: `By ${name}`, description: text, imageUrl: 'https://images.example/a.png' }, clock.now())
      return { id, authorId: user.id }
    },
    answerBy: async (name, itemId, text) => {
      const item = gallery.item(itemId)
      if (item === null) throw new Error(`there is no ${itemId}`)
      const { id, user } = gallery.comment(person(name), item, text, clock.now())
      return { id, authorId: user.id }
    },
    breaks: (sort, ...faults) => {
      const [method, path] = REQUESTS[sort] ?? []
      if (method === undefined || path === undefined) throw new Error(`nothing is asked for ${sort}`)
      script.add(method, path, ...faults)
    },
    unspent: () => script.unspent,
    asked: () => ({ ...asked }),
    accounts: () => [...applicants].filter((agentId) => gallery.user(agentId) !== null).length,
    isLabelled: ({ agentId }) => gallery.user(agentId)?.isAgent === true,
    violations: () => Object.entries(ledger.violations).filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`),
    leave: () => showcase.close(),
    [Symbol.asyncDispose]: () => showcase.close().catch(() => {}),
  }
}

outsideSuite(harness)
