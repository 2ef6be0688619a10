/** An agent's life on a PDS, over the small one and, where it is installed, over the reference one: they answer alike. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AtprotoPlatform } from '../../packages/server/src/atproto/atproto-platform.ts'
import { emailOf } from '../../packages/server/src/atproto/agent-login.ts'
import { SmallPds } from '../../packages/server/src/atproto/testing/small-pds.ts'
import type { Done, OutsideAccount, OutsideAct, OutsideResult } from '../../packages/server/src/platform/outside-platform.ts'
import { REAL_PDS_INSTALLED, startRealPds, type RunningPds } from './real-pds.ts'
import { ADMIN_PASSWORD, applicantNamed, OPERATOR, Stage } from './stage.ts'

/** The reference server takes its time over passwords, and makes an identity for each account. */
vi.setConfig({ testTimeout: 60_000 })

const NEVER = new AbortController().signal
const ENDS = [
  ['a small PDS', true, () => SmallPds.open({ adminPassword: ADMIN_PASSWORD })],
  ['the reference PDS', REAL_PDS_INSTALLED, () => startRealPds({ adminPassword: ADMIN_PASSWORD, rateLimits: false })],
] as const

type Json = Readonly<Record<string, unknown>>

describe.each(ENDS)('on %s', (_, installed, start) => {
  let pds: RunningPds
  let stage: Stage
  let acts = 0
  beforeAll(async () => {
    if (!installed) return
    pds = await start()
    stage = await Stage.before(pds.origin, { limits: { readMs: 10_000, writeMs: 10_000, uploadMs: 10_000 } })
  })
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]()
    await pds?.[Symbol.asyncDispose]()
  })

  const act = (account: OutsideAccount, action: string, target: string | null = null, input: Json = {}): OutsideAct =>
    ({ id: `0190a000-0000-7000-a000-${String(++acts).padStart(12, '0')}`, account, intent: { action, target, input }, generator: 'rehearsal', intendedMs: stage.clock.now() + acts, accountedFor: async () => [] })
  const perform = (account: OutsideAccount, action: string, target: string | null = null, input: Json = {}): Promise<OutsideResult> => stage.platform.perform(act(account, action, target, input), NEVER)
  const account = async (name: string, platform: AtprotoPlatform = stage.platform): Promise<OutsideAccount> => {
    const provisioned = await platform.provision(applicantNamed(name), NEVER)
    if (provisioned.kind !== 'there') throw new Error(`${provisioned.kind}: ${provisioned.reason}`)
    return provisioned.account
  }
  const record = async (uri: string): Promise<Json> => {
    const [, , repo = '', collection = '', rkey = ''] = uri.split('/')
    const answer = await fetch(`${pds.origin}/xrpc/com.atproto.repo.getRecord?${new URLSearchParams({ repo, collection, rkey }).toString()}`)
    return (await answer.json() as { value: Json }).value
  }
  const count = async (did: string, collection: string): Promise<number> => {
    const answer = await fetch(`${pds.origin}/xrpc/com.atproto.repo.listRecords?${new URLSearchParams({ repo: did, collection }).toString()}`)
    return (await answer.json() as { records: unknown[] }).records.length
  }
  const done = (result: OutsideResult): Done => {
    if (result.kind !== 'done') throw new Error(`${result.kind}: ${result.reason}`)
    return result
  }
  const post = async (by: OutsideAccount, text: string): Promise<string> => done(await perform(by, 'create_post', null, { text })).madeId ?? ''

  test.skipIf(!installed)('an account says what it is, and is found again', async () => {
    const first = await stage.platform.provision(applicantNamed('Mona Lind_42'), NEVER)
    expect(first).toMatchObject({ kind: 'there', created: true, account: { farId: expect.stringMatching(/^did:plc:/) as string, farUsername: 'mona-lind-42.test' } })
    const mona = await account('Mona Lind_42', stage.platformAnew())
    expect(await record(`at://${mona.farId}/app.bsky.actor.profile/self`)).toMatchObject({
      displayName: 'Mona Lind_42', description: `Automated account, run by ${OPERATOR}.`,
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'bot' }] }, troupe: { automated: true, persona: 'persona-mona lind_42' },
    })
    expect(await stage.platformAnew().provision(applicantNamed('Mona Lind_42'), NEVER)).toMatchObject({ kind: 'there', created: false, account: { farId: mona.farId } })
  })

  test.skipIf(!installed)('of two with one name the second bears a mark', async () => {
    const one = await account('Twin')
    const other = await stage.platform.provision({ ...applicantNamed('Twin'), agentId: '0190a000-0000-7000-9000-00000000002b' }, NEVER)
    expect(other).toMatchObject({ kind: 'there', created: true, account: { farUsername: expect.stringMatching(/^twin-[0-9a-f]{4}\.test$/) as string } })
    expect(other.kind === 'there' && other.account.farId).not.toBe(one.farId)
    const reserved = await stage.platform.provision(applicantNamed('admin'), NEVER)
    expect(reserved.kind).toBe('there')
  })

  test.skipIf(!installed)('a post carries its label three times over, and is there once however often it is performed', async () => {
    const ada = await account('Ada')
    const writing = act(ada, 'create_post', null, { text: 'Rust on the railing, and a #heron. https://example.org/birds @ada.test' })
    const { madeId } = done(await stage.platform.perform(writing, NEVER))
    expect(done(await stage.platformAnew().perform(writing, NEVER)).madeId).toBe(madeId)
    expect(done(await stage.platformAnew().reconcile(writing, NEVER)).madeId).toBe(madeId)
    expect(await count(ada.farId, 'app.bsky.feed.post')).toBe(1)
    const made = await record(madeId ?? '')
    expect(made).toMatchObject({
      text: expect.stringMatching(/^Rust on the railing.*\n\nAutomated: an AI persona run by Northlight \(rehearsal\)\.$/s) as string,
      labels: { values: [{ val: 'bot' }] }, troupe: { automated: true, persona: 'persona-ada', generator: 'rehearsal', operator: OPERATOR },
    })
    const features = (made['facets'] as { features: Json[] }[]).flatMap((facet) => facet.features)
    expect(features).toMatchObject([{ tag: 'heron' }, { uri: 'https://example.org/birds' }, { did: ada.farId }])
  })

  test.skipIf(!installed)('a long post is cut to what a post holds', async () => {
    const ada = await account('Ada')
    const family = '👩‍👩‍👧‍👦'
    const text = String((await record(await post(ada, `${family.repeat(200)} ${'and so on '.repeat(60)}`)))['text'])
    expect([...new Intl.Segmenter('en').segment(text)].length).toBeLessThanOrEqual(300)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_000)
    expect(text.startsWith(family.repeat(50))).toBe(true)
    expect(text).toContain('Automated: an AI persona')
  })

  test.skipIf(!installed)('an image goes with its description', async () => {
    const ada = await account('Ada')
    const { madeId } = done(await perform(ada, 'create_image_post', null, { text: 'Made this morning.', title: 'A cup', imageId: 'image' }))
    expect(await record(madeId ?? '')).toMatchObject({ text: expect.stringMatching(/^A cup\n\nMade this morning\.\n\nAutomated/) as string, embed: { $type: 'app.bsky.embed.images', images: [{ alt: 'A cup on a table, in sixteen colours', image: { $type: 'blob', mimeType: 'image/gif' }, aspectRatio: { width: 1, height: 1 } }] } })
    const [shown] = done(await perform(await account('Bo'), 'refresh_feed')).items
    expect(shown).toMatchObject({ id: madeId, picture: { alt: 'A cup on a table, in sixteen colours', generator: 'rehearsal' } })
  })

  test.skipIf(!installed)('a thread, with a reply to a reply, and what is told of it on waking', async () => {
    const [cleo, dan] = [await account('Cleo'), await account('Dan')]
    const root = await post(cleo, 'Who has seen the heron?')
    const reply = done(await perform(dan, 'comment', root, { text: 'By the weir.' })).madeId ?? ''
    const second = done(await perform(cleo, 'comment', root, { text: 'Which weir?', replyTo: reply })).madeId
    const [thread] = done(await perform(dan, 'view_comments', reply)).items
    expect(thread).toMatchObject({ kind: 'post', id: root, authorName: 'Cleo', authorUsername: 'cleo.test', yours: { commented: true } })
    expect(thread?.comments).toMatchObject([{ kind: 'comment', id: reply, postId: root, parentId: null }, { id: second, postId: root, parentId: reply, authorId: cleo.farId }])
    await stage.clock.until(stage.clock.now() + 30_000)
    const observed = await stage.platform.observe({ account: cleo, sinceMs: 0 }, NEVER)
    expect(observed).toMatchObject({ kind: 'seen', observation: { notices: [{ id: reply, kind: 'comment' }], standing: 'Posts of yours: 2. Followers: 0.' } })
    expect(await stage.platform.observe({ account: dan, sinceMs: stage.clock.now() + 60_000 }, NEVER)).toMatchObject({ observation: { notices: [] } })
  })

  test.skipIf(!installed)('a like is one, taken back and given again', async () => {
    const [eva, fin] = [await account('Eva'), await account('Fin')]
    const liked = await post(eva, 'A kettle, boiling.')
    expect(await perform(eva, 'like_post', liked)).toMatchObject({ kind: 'refused', reason: 'That one is your own.' })
    done(await perform(fin, 'like_post', liked))
    expect(await perform(fin, 'like_post', liked)).toMatchObject({ kind: 'refused', reason: 'You like that one already.' })
    // Another process, which has looked at nothing yet.
    expect(await stage.platformAnew().perform(act(fin, 'like_post', liked), NEVER)).toMatchObject({ kind: 'refused' })
    expect(await count(fin.farId, 'app.bsky.feed.like')).toBe(1)
    const [shown] = done(await perform(fin, 'view_comments', liked)).items
    expect(shown).toMatchObject({ likes: 1, yours: { reaction: 'like' } })
    done(await perform(fin, 'unlike_post', liked))
    expect(await perform(fin, 'unlike_post', liked)).toMatchObject({ kind: 'refused' })
    done(await perform(fin, 'like_post', liked))
    expect(await count(fin.farId, 'app.bsky.feed.like')).toBe(1)
  })

  test.skipIf(!installed)('two likes of one post at the same moment are one', async () => {
    const [eva, gil] = [await account('Eva'), await account('Gil')]
    const liked = await post(eva, 'Two at once.')
    const results = await Promise.all([stage.platform, stage.platformAnew()].map((platform) => platform.perform(act(gil, 'like_post', liked), NEVER)))
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
    expect(await count(gil.farId, 'app.bsky.feed.like')).toBe(1)
  })

  test.skipIf(!installed)('follows, and what the followed wrote', async () => {
    const [hal, ida, jo] = [await account('Hal'), await account('Ida'), await account('Jo')]
    const wanted = await post(ida, 'From Ida.')
    await post(jo, 'From Jo.')
    done(await perform(hal, 'follow', ida.farId))
    done(await perform(hal, 'repost', wanted))
    expect([await perform(hal, 'follow', ida.farId), await perform(hal, 'follow', hal.farId), await perform(hal, 'repost', wanted)].map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused'])
    const shown = done(await perform(hal, 'view_followed_posts')).items
    expect(shown.map(({ authorId }) => authorId)).toEqual(shown.map(() => ida.farId))
    expect(shown[0]).toMatchObject({ id: wanted, yours: { followsAuthor: true } })
    done(await perform(hal, 'unfollow', ida.farId))
    expect(done(await perform(hal, 'view_followed_posts')).items).toEqual([])
  })

  test.skipIf(!installed)('nothing is done to anybody on another server', async () => {
    const hal = await account('Hal')
    const elsewhere = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'
    const before = stage.asked.writes
    for (const [action, target] of [['follow', elsewhere], ['like_post', `at://${elsewhere}/app.bsky.feed.post/3lbcdefghij2a`], ['comment', `at://${elsewhere}/app.bsky.feed.post/3lbcdefghij2a`], ['repost', `at://${elsewhere}/app.bsky.feed.post/3lbcdefghij2a`]] as const) {
      expect(await perform(hal, action, target, action === 'comment' ? { text: 'Hello?' } : {})).toMatchObject({ kind: 'refused', reason: expect.stringContaining('another server') as string })
    }
    expect(stage.asked.writes).toBe(before)
  })

  test.skipIf(!installed)('a new admin password sets the agents\' passwords anew', async () => {
    const kim = await account('Kim')
    // Passwords follow from the site's origin too, so another one is another secret to the same server.
    const moved = await Stage.before(pds.origin, { limits: { readMs: 10_000, writeMs: 10_000, uploadMs: 10_000 } })
    try {
      expect(await moved.platform.perform(act(kim, 'create_post', null, { text: 'Still here.' }), NEVER)).toMatchObject({ kind: 'done' })
      expect(await moved.platformAnew().provision(applicantNamed('Kim'), NEVER)).toMatchObject({ kind: 'there', created: false, account: { farId: kim.farId } })
      expect(await stage.platformAnew().provision(applicantNamed('Kim'), NEVER)).toMatchObject({ kind: 'there', created: false, account: { farId: kim.farId } })
    } finally {
      await moved[Symbol.asyncDispose]()
    }
  })

  test.skipIf(!installed)('a wrong admin password fails, in words that do not hold it', async () => {
    const wrong = stage.platformAnew({ secret: 'a-wrong-admin-password' })
    const provisioned = await wrong.provision(applicantNamed('Nobody'), NEVER)
    expect(provisioned.kind).toBe('failed')
    expect(JSON.stringify(provisioned)).not.toContain('a-wrong-admin-password')
  })

  test.skipIf(!installed)('an account that is removed is gone, with what it wrote', async () => {
    const leo = await account('Leo')
    const wrote = await post(leo, 'Soon gone.')
    expect([await stage.platform.retire(leo, NEVER), await stage.platform.retire(leo, NEVER)]).toEqual([{ kind: 'gone' }, { kind: 'gone' }])
    await stage.clock.until(stage.clock.now() + 30_000)
    expect(await perform(await account('Hal'), 'like_post', wrote)).toMatchObject({ kind: 'refused' })
    const items = done(await perform(await account('Hal'), 'refresh_feed')).items
    expect(items.map(({ authorId }) => authorId)).not.toContain(leo.farId)
  })
})

describe.skipIf(!REAL_PDS_INSTALLED)('on the reference PDS with its limits on', () => {
  test('more sign-ins than it allows are slept on', async () => {
    await using pds = await startRealPds({ adminPassword: ADMIN_PASSWORD, rateLimits: true })
    await using stage = await Stage.before(pds.origin, { limits: { readMs: 20_000, writeMs: 20_000, uploadMs: 20_000 } })
    const mira = await stage.platform.provision(applicantNamed('Mira'), NEVER)
    if (mira.kind !== 'there') throw new Error(mira.reason)
    const body = JSON.stringify({ identifier: emailOf(mira.account.agentId), password: 'a wrong one' })
    const tries = Array.from({ length: 31 }, () => fetch(`${pds.origin}/xrpc/com.atproto.server.createSession`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
    expect((await Promise.all(tries)).some(({ status }) => status === 429)).toBe(true)
    const writing = { id: '0190a000-0000-7000-a000-0000000000ff', account: mira.account, intent: { action: 'create_post', target: null, input: { text: 'Good morning.' } }, generator: 'rehearsal', intendedMs: stage.clock.now(), accountedFor: async () => [] }
    const result = await stage.platformAnew().perform(writing, NEVER)
    expect(result).toMatchObject({ kind: 'asleep', usage: { used: 30, limit: 30 } })
    expect(await stage.platform.reconcile({ ...writing, intendedMs: stage.clock.now() - 600_000 }, NEVER)).toMatchObject({ kind: 'failed' })
  })
})
