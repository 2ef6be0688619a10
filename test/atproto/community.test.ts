/** Reading a PDS: how much is asked for a look, what hostile members can spoil, and labels that are looked after. */
import { describe, expect, test } from 'vitest'
import { LIKE, POST } from '../../packages/server/src/atproto/records.ts'
import { keyOfAct } from '../../packages/server/src/atproto/record-key.ts'
import type { FarAccount } from '../../packages/server/src/atproto/testing/far-repos.ts'
import { SmallPds } from '../../packages/server/src/atproto/testing/small-pds.ts'
import type { OutsideAccount, OutsideAct } from '../../packages/server/src/platform/outside-platform.ts'
import { ADMIN_PASSWORD, applicantNamed, OPERATOR, Stage } from './stage.ts'

const NEVER = new AbortController().signal

interface Opened extends AsyncDisposable { readonly pds: SmallPds; readonly stage: Stage; readonly mira: OutsideAccount }

async function open(people = 0): Promise<Opened> {
  const pds = await SmallPds.open({ adminPassword: ADMIN_PASSWORD })
  const stage = await Stage.before(pds.origin)
  for (let i = 0; i < people; i++) post(pds, member(pds, `person-${i}`), stage.clock.now() - i * 1_000, { text: `Post ${i}` })
  const mira = await stage.platform.provision(applicantNamed('Mira'), NEVER)
  if (mira.kind !== 'there') throw new Error(mira.reason)
  return { pds, stage, mira: mira.account, [Symbol.asyncDispose]: async () => {
    await stage[Symbol.asyncDispose]()
    await pds[Symbol.asyncDispose]()
  } }
}

function member(pds: SmallPds, name: string): FarAccount {
  return pds.repos.add({ handle: `${name}.test`, email: `${name}@people.example`, password: '' })
}

let posts = 0
function post(pds: SmallPds, by: FarAccount, atMs: number, value: Readonly<Record<string, unknown>>): string {
  return pds.repos.putUnread(by, POST, keyOfAct({ id: String(++posts), intendedMs: atMs }), { createdAt: new Date(atMs).toISOString(), ...value }).uri
}

let acts = 0
function act({ stage, mira }: Opened, action: string, target: string | null = null, input: Readonly<Record<string, unknown>> = {}): OutsideAct {
  return { id: `0190a000-0000-7000-b000-${String(++acts).padStart(12, '0')}`, account: mira, intent: { action, target, input }, generator: 'rehearsal', intendedMs: stage.clock.now(), accountedFor: async () => [] }
}

async function look(opened: Opened) {
  const result = await opened.stage.platform.perform(act(opened, 'refresh_feed'), NEVER)
  if (result.kind !== 'done') throw new Error(`${result.kind}: ${result.reason}`)
  return result.items
}

describe('a look', () => {
  test('reads a bounded number of repositories, those that wrote last first, and the others with the next looks', async () => {
    await using opened = await open(60)
    const { stage, pds } = opened
    const before = stage.asked.all
    await look(opened)
    expect(stage.asked.all - before).toBeLessThanOrEqual(24 * 5 + 3)
    const newest = post(pds, member(pds, 'latest'), stage.clock.now(), { text: 'Just now.' })
    await stage.clock.until(stage.clock.now() + 11_000)
    expect((await look(opened))[0]?.id).toBe(newest)
    await stage.clock.until(stage.clock.now() + 11_000)
    await look(opened)
    const read = stage.asked.all
    await stage.clock.until(stage.clock.now() + 11_000)
    expect((await look(opened)).map(({ text }) => text)).toEqual(['Just now.', ...Array.from({ length: 7 }, (_, i) => `Post ${i}`)])
    // Nothing has changed, so the listing is all that is asked for.
    expect(stage.asked.all - read).toBe(1)
  })

  test('is kept for a moment and shared by all who look meanwhile', async () => {
    await using opened = await open(5)
    const { stage } = opened
    const before = stage.asked.all
    await Promise.all(Array.from({ length: 20 }, async (_, i) => stage.platform.observe({ account: { ...opened.mira, agentId: `agent-${i}` }, sinceMs: 0 }, NEVER)))
    const { all } = stage.asked
    expect(all - before).toBeLessThanOrEqual(6 * 5 + 3)
    await look(opened)
    expect(stage.asked.all).toBe(all)
  })

  test('that one is called off from goes on for the others', async () => {
    await using opened = await open(5)
    const { stage, mira } = opened
    stage.proxy.script.add('GET', /listRepos/, { kind: 'silence', worked: true })
    const stop = new AbortController()
    const looks = [stop.signal, NEVER].map((signal) => stage.platform.observe({ account: mira, sinceMs: 0 }, signal))
    setTimeout(() => stop.abort(), 50)
    const startedMs = performance.now()
    expect((await looks[0])?.kind).toBe('failed')
    expect(performance.now() - startedMs).toBeLessThan(1_000)
    expect((await looks[1])?.kind).toBe('seen')
  })

  test('goes on with what it has, when a repository cannot be read, and comes back to it', async () => {
    await using opened = await open(3)
    const { stage } = opened
    stage.proxy.script.add('GET', /listRecords/, ...Array.from({ length: 4 }, () => ({ kind: 'error', worked: false }) as const))
    await look(opened)
    await stage.clock.until(stage.clock.now() + 11_000)
    expect(await look(opened)).toHaveLength(3)
  })

  test('that meets a limit half way is slept on', async () => {
    await using opened = await open(3)
    const { stage, mira } = opened
    stage.proxy.script.add('GET', /listRecords/, ...Array.from({ length: 12 }, () => ({ kind: 'limit' }) as const))
    expect(await stage.platform.observe({ account: mira, sinceMs: 0 }, NEVER)).toMatchObject({ kind: 'asleep', untilMs: stage.clock.now() + 300_000 })
  })
})

describe('members who write what they like', () => {
  test('spoil nobody else\'s posts', async () => {
    await using opened = await open(2)
    const { pds, stage } = opened
    const mallory = member(pds, 'mallory')
    const at = stage.clock.now()
    post(pds, mallory, at, { text: 5 })
    post(pds, mallory, at, { text: 'Tomorrow', createdAt: 'tomorrow' })
    post(pds, mallory, at, { text: 'An answer to nothing', reply: { root: 'nothing' } })
    const odd = post(pds, mallory, at, { text: 'Odd', facets: { not: 'a list' }, embed: { images: [{ alt: 7 }] }, labels: 'none', troupe: 'x' })
    const late = post(pds, mallory, at - 5_000, { text: 'From the year 9999', createdAt: '9999-01-01T00:00:00Z' })
    pds.repos.putUnread(mallory, 'app.bsky.actor.profile', 'self', { displayName: { not: 'a name' } })
    pds.repos.putUnread(mallory, LIKE, keyOfAct({ id: 'l', intendedMs: at }), { subject: 'nothing' })
    const items = await look(opened)
    expect(items.find(({ id }) => id === odd)).toMatchObject({ text: 'Odd', authorName: 'mallory.test', picture: null })
    expect(items.map(({ text }) => text)).toContain('Post 0')
    expect(items.find(({ id }) => id === late)?.atMs).toBeLessThanOrEqual(at - 4_000)
    // Without a date, it goes by its key.
    expect(items.find(({ text }) => text === 'Tomorrow')?.atMs).toBe(at)
    expect(items.map(({ text }) => text)).not.toContain('An answer to nothing')
  })

  test('like a post once, however many records they make of it', async () => {
    await using opened = await open(1)
    const { pds, stage } = opened
    const eve = member(pds, 'eve')
    const uri = post(pds, eve, stage.clock.now(), { text: 'Look at me.' })
    for (let i = 0; i < 50; i++) pds.repos.putUnread(eve, LIKE, keyOfAct({ id: `l${i}`, intendedMs: stage.clock.now() }), { subject: { uri, cid: 'bafy' } })
    expect((await look(opened)).find(({ id }) => id === uri)?.likes).toBe(1)
  })

  test('fill their repository with megabytes: it is passed over, and asked for no more until it changes', async () => {
    await using opened = await open(2)
    const { pds, stage } = opened
    const bulk = member(pds, 'bulk')
    for (let i = 0; i < 8; i++) post(pds, bulk, stage.clock.now(), { text: 'x', padding: 'x'.repeat(500_000) })
    expect((await look(opened)).map(({ text }) => text)).toEqual(['Post 0', 'Post 1'])
    const { all } = stage.asked
    await stage.clock.until(stage.clock.now() + 11_000)
    await look(opened)
    expect(stage.asked.all - all).toBe(1)
  })

  test('answer from a thread on another server: the reply stays on this one', async () => {
    await using opened = await open()
    const { pds, stage, mira } = opened
    const abroad = { uri: 'at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3lbcdefghij2a', cid: 'bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm' }
    const said = post(pds, member(pds, 'trudy'), stage.clock.now(), { text: 'Come here.', reply: { root: abroad, parent: abroad } })
    const result = await stage.platform.perform(act(opened, 'comment', said, { text: 'No.' }), NEVER)
    const made = result.kind === 'done' ? pds.repos.of(mira.farId).records.get(`${POST}/${result.madeId?.split('/').at(-1) ?? ''}`) : undefined
    expect(made?.value).toMatchObject({ reply: { root: { uri: said }, parent: { uri: said } } })
  })
})

describe('the label of an account', () => {
  test('that somebody takes off is put back before the agent writes, and what else they changed stays', async () => {
    await using opened = await open()
    const { pds, stage, mira } = opened
    const far = pds.repos.of(mira.farId)
    pds.repos.putUnread(far, 'app.bsky.actor.profile', 'self', { displayName: 'Mira of the weir', description: 'I like herons.', labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: '!no-unauthenticated' }] } })
    await stage.clock.until(stage.clock.now() + 3_600_000)
    expect(await stage.platform.perform(act(opened, 'create_post', null, { text: 'A heron.' }), NEVER)).toMatchObject({ kind: 'done' })
    expect(far.records.get('app.bsky.actor.profile/self')?.value).toMatchObject({
      displayName: 'Mira of the weir', description: `Automated account, run by ${OPERATOR}.\n\nI like herons.`,
      labels: { values: [{ val: 'bot' }, { val: '!no-unauthenticated' }] },
    })
  })

  test('that can\'t be put on keeps the agent from writing', async () => {
    await using opened = await open()
    const { pds, stage, mira } = opened
    pds.repos.remove(pds.repos.of(mira.farId), 'app.bsky.actor.profile', 'self')
    stage.proxy.script.add('POST', /putRecord/, { kind: 'error', worked: false })
    expect((await stage.platformAnew().perform(act(opened, 'create_post', null, { text: 'A heron.' }), NEVER)).kind).toBe('failed')
    expect(pds.repos.list(pds.repos.of(mira.farId), POST, 10, null)).toEqual([])
  })

  test('in words is left to pages that show the flag, the others stay', async () => {
    await using opened = await open()
    const { pds, stage, mira } = opened
    const result = await stage.platformAnew({ showsFlag: true }).perform(act(opened, 'create_post', null, { text: 'A heron.' }), NEVER)
    expect(result.kind).toBe('done')
    expect(pds.repos.list(pds.repos.of(mira.farId), POST, 10, null)).toMatchObject([{ value: { text: 'A heron.', labels: { values: [{ val: 'bot' }] }, troupe: { automated: true } } }])
  })
})

test('a token that has run out is renewed, and the act done once', async () => {
  await using opened = await open()
  const { pds, stage, mira } = opened
  pds.expireTokens()
  expect((await stage.platform.perform(act(opened, 'create_post', null, { text: 'A heron.' }), NEVER)).kind).toBe('done')
  expect(pds.repos.commits.filter(({ did, collection }) => did === mira.farId && collection === POST)).toHaveLength(1)
})
