/** The adapter for AT Protocol keeps to what every outside place keeps to, against the small PDS. */
import { vi } from 'vitest'
import { FOLLOW, LIKE, POST, REPOST } from '../../packages/server/src/atproto/records.ts'
import { keyOfAct } from '../../packages/server/src/atproto/record-key.ts'
import type { FarAccount } from '../../packages/server/src/atproto/testing/far-repos.ts'
import { SmallPds } from '../../packages/server/src/atproto/testing/small-pds.ts'
import type { OutsideAccount } from '../../packages/server/src/platform/outside-platform.ts'
import type { OutsideHarness, OutsideStage, OutsideWrite, RequestSort } from '../../packages/server/src/platform/testing/outside-stage.ts'
import { outsideSuite } from '../../packages/server/src/platform/testing/outside-suite.ts'
import { ADMIN_PASSWORD, applicantNamed, OPERATOR, Stage } from './stage.ts'

const PUT = ['POST', /repo\.putRecord$/] as const
const DELETE = ['POST', /repo\.deleteRecord$/] as const
const REQUESTS: Readonly<Record<RequestSort, readonly [method: string, path: RegExp]>> = {
  provision: ['POST', /server\.createAccount$/], look: ['GET', /sync\.listRepos/],
  create_post: PUT, create_image_post: PUT, comment: PUT, like_post: PUT, repost: PUT, follow: PUT, unlike_post: DELETE, unfollow: DELETE,
}
const words = (text: string) => ({ text })

const harness: OutsideHarness = {
  name: 'a PDS',
  look: { action: 'refresh_feed', target: null, input: {} },
  thread: (itemId) => ({ action: 'view_comments', target: itemId, input: {} }),
  writes: [
    { name: 'create_post', on: 'nothing', words },
    { name: 'create_image_post', on: 'nothing', words: (text) => ({ text, imageId: 'image' }) },
    { name: 'comment', on: 'item', words },
    { name: 'like_post', on: 'item', words: null },
    { name: 'unlike_post', on: 'item', words: null, after: 'like_post' },
    { name: 'repost', on: 'item', words: null },
    { name: 'follow', on: 'author', words: null },
    { name: 'unfollow', on: 'author', words: null, after: 'follow' },
  ],
  retires: true,
  secrets: [ADMIN_PASSWORD],
  open,
}

async function open(): Promise<OutsideStage> {
  const pds = await SmallPds.open({ adminPassword: ADMIN_PASSWORD })
  const stage = await Stage.before(pds.origin)
  const { clock, proxy } = stage
  const { repos } = pds
  let said = 0

  const person = (name: string): FarAccount => {
    const handle = `${name.toLowerCase().replace(/\W+/g, '-')}.test`
    return [...repos.accounts.values()].find((account) => account.handle === handle) ?? repos.add({ handle, email: `${handle}@people.example`, password: '' })
  }
  const say = (name: string, text: string, more: Readonly<Record<string, unknown>> = {}) => {
    const account = person(name)
    const rkey = keyOfAct({ id: String(++said), intendedMs: clock.now() })
    return { ...repos.putUnread(account, POST, rkey, { text, createdAt: new Date(clock.now()).toISOString(), ...more }), account }
  }
  const recordsOf = (did: string, collection: string) => [...repos.accounts.get(did)?.records ?? []].flatMap(([place, { value }]) => place.startsWith(`${collection}/`) ? [value] : [])
  const marks = (account: OutsideAccount, collection: string, target: string | null): number => recordsOf(account.farId, collection)
    .filter(({ subject }) => subject === target || (subject as { uri?: string }).uri === target).length
  const effects = ({ name }: OutsideWrite, account: OutsideAccount, target: string | null): number => {
    switch (name) {
      case 'like_post': return marks(account, LIKE, target)
      case 'unlike_post': return 1 - marks(account, LIKE, target)
      case 'repost': return marks(account, REPOST, target)
      case 'follow': return marks(account, FOLLOW, target)
      case 'unfollow': return 1 - marks(account, FOLLOW, target)
      default: return recordsOf(account.farId, POST).length
    }
  }
  const agents = () => [...repos.accounts.values()].filter(({ email }) => email.endsWith('@agents.invalid'))

  return {
    clock, effects, platform: stage.platform, platformAnew: () => stage.platformAnew(),
    applicant: async (name) => applicantNamed(name),
    itemBy: async (name, text) => {
      const { uri, account } = say(name, text)
      return { id: uri, authorId: account.did }
    },
    answerBy: async (name, itemId, text) => {
      const [, , did = '', collection = '', rkey = ''] = itemId.split('/')
      const cid = repos.of(did).records.get(`${collection}/${rkey}`)?.cid
      const { uri, account } = say(name, text, { reply: { root: { uri: itemId, cid }, parent: { uri: itemId, cid } } })
      return { id: uri, authorId: account.did }
    },
    breaks: (sort, ...faults) => {
      const [method, path] = REQUESTS[sort] ?? []
      if (method === undefined || path === undefined) throw new Error(`nothing is asked for ${sort}`)
      proxy.script.add(method, path, ...faults)
    },
    unspent: () => proxy.script.unspent,
    asked: () => ({ ...stage.asked }),
    accounts: () => agents().length,
    isLabelled: ({ farId }) => isLabelled(recordsOf(farId, 'app.bsky.actor.profile')[0]),
    violations: () => agents().flatMap(({ did, handle }) => {
      const unlabelled = recordsOf(did, POST).filter((post) => !saysSo(post))
      const doubled = [LIKE, REPOST, FOLLOW].filter((collection) => {
        const subjects = recordsOf(did, collection).map(({ subject }) => JSON.stringify(subject))
        return new Set(subjects).size < subjects.length
      })
      return [...unlabelled.map(() => `${handle}: a post without its label`), ...doubled.map((collection) => `${handle}: ${collection} twice`)]
    }),
    leave: () => proxy[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: async () => {
      await stage[Symbol.asyncDispose]().catch(() => {})
      await pds[Symbol.asyncDispose]()
    },
  }
}

function isLabelled(record: Readonly<Record<string, unknown>> | undefined): boolean {
  return hasBotLabel(record) && String(record?.['description']).includes(`Automated account, run by ${OPERATOR}.`)
}

function saysSo(post: Readonly<Record<string, unknown>>): boolean {
  const { automated, generator } = (post['troupe'] ?? {}) as { automated?: boolean; generator?: string }
  return hasBotLabel(post) && automated === true && generator === 'rehearsal' && String(post['text']).includes(`Automated: an AI persona run by ${OPERATOR} (rehearsal).`)
}

function hasBotLabel(record: Readonly<Record<string, unknown>> | undefined): boolean {
  return JSON.stringify(record?.['labels']) === '{"$type":"com.atproto.label.defs#selfLabels","values":[{"val":"bot"}]}'
}

/** Twenty at a time, on two cores that others use too. */
vi.setConfig({ testTimeout: 40_000 })
outsideSuite(harness)
