/** What is particular to Mastodon: its limits, its images, its other servers, its ways of telling a pause. */
import { describe, expect, test } from 'vitest'
import type { Done, OutsideResult } from '../platform/outside-platform.ts'
import { MastodonStage } from './testing/mastodon-stage.ts'

const NEVER = new AbortController().signal

function done(result: OutsideResult): Done {
  if (result.kind !== 'done') throw new Error(`${result.kind}: ${result.reason}`)
  return result
}

describe('words', () => {
  test('go out under the act\'s own key, so that a request that somebody sends twice makes one status', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const act = stage.act(mira, 'create_post', null, { text: 'Once.' })
    const first = done(await stage.platform.perform(act, NEVER))
    expect(stage.server.lastWrite['idempotency-key']).toBe(act.id)
    expect(done(await stage.platform.perform(act, NEVER)).madeId).toBe(first.madeId)
    expect(stage.effects({ name: 'create_post' }, mira, null)).toBe(1)
  })

  test('end with the label, cut to what the server lets a post hold; without it where the site shows the flag', async () => {
    const text = 'A slime that waits has all night, and tells nobody. '.repeat(7).trim()
    const label = 'Automated: Mira is an AI persona run by Northlight (rehearsal).'
    for (const [showsFlag, longest] of [[false, 500], [true, 500], [false, 200]] as const) {
      await using stage = await MastodonStage.open({ showsFlag })
      const mira = await stage.account('Mira')
      stage.town.statusLongest = longest
      const { madeId } = done(await stage.platform.perform(stage.act(mira, 'create_post', null, { text }), NEVER))
      const said = stage.town.statuses.get(madeId ?? '')?.text ?? ''
      expect(said.length).toBeLessThanOrEqual(longest)
      expect(said.endsWith(`\n\n${label}`)).toBe(!showsFlag)
      expect(said.startsWith('A slime that waits has all night')).toBe(true)
    }
  })

  test('have no room beside a label that is longer than a post', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    stage.town.statusLongest = 40
    expect(await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Hello.' }), NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('too little for its label') as string })
  })

  test('that answer are addressed, as public as what they answer, and heard of by another agent', async () => {
    await using stage = await MastodonStage.open()
    const [mira, jon] = [await stage.account('Mira'), await stage.account('Jon')]
    const posted = done(await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Who has a spoon?' }), NEVER)).madeId ?? ''
    const sinceMs = stage.clock.now()
    await stage.clock.until(sinceMs + 60_000)
    const answer = done(await stage.platform.perform(stage.act(jon, 'comment', posted, { text: 'I have two.' }), NEVER)).madeId ?? ''
    expect(stage.town.statuses.get(answer)).toMatchObject({ inReplyToId: posted, visibility: 'public', text: '@mira I have two.\n\nAutomated: Jon is an AI persona run by Northlight (rehearsal).' })
    const observed = await stage.platform.observe({ account: mira, sinceMs }, NEVER)
    expect(observed).toMatchObject({ kind: 'seen', observation: { notices: [{ kind: 'comment', id: answer, postId: posted, authorUsername: 'jon', text: 'I have two.' }] } })
    const deeper = done(await stage.platform.perform(stage.act(mira, 'comment', posted, { text: 'Lend me one.', replyTo: answer }), NEVER)).madeId ?? ''
    expect(stage.town.statuses.get(deeper)?.inReplyToId).toBe(answer)
    const [thread] = done(await stage.platform.perform(stage.act(jon, 'view_comments', posted), NEVER)).items
    expect(thread?.comments.map(({ id, parentId }) => [id, parentId])).toEqual([[answer, null], [deeper, answer]])
    expect(thread?.yours.commented).toBe(true)
    expect(thread?.text).toBe('Who has a spoon?')
    expect(stage.violations()).toEqual([])
  })
})

describe('images', () => {
  test('go up first, described and labelled, and are waited for', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    stage.town.processingLooks = 3
    const { madeId } = done(await stage.platform.perform(stage.act(mira, 'create_image_post', null, { text: 'It holds.', title: 'Cup', imageId: 'image' }), NEVER))
    expect(stage.town.statuses.get(madeId ?? '')).toMatchObject({ text: expect.stringMatching(/^Cup\n\nIt holds\.\n\nAutomated: /) as string, media: [{ description: 'A cup on a table. (Generated image: sprite.)', bytes: 70 }] })
    const jon = await stage.account('Jon')
    const [seen] = done(await stage.platform.perform(stage.act(jon, 'refresh_feed'), NEVER)).items
    expect(seen?.picture).toMatchObject({ alt: 'A cup on a table. (Generated image: sprite.)' })
  })

  test.each([['error', 'failed'], ['hang-up', 'failed'], ['html', 'failed'], ['limit', 'asleep']] as const)('an upload that ends in %s: no post', async (kind, expected) => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    stage.breaks('upload', kind === 'limit' ? { kind } : { kind, worked: true })
    expect((await stage.platform.perform(stage.act(mira, 'create_image_post', null, { text: 'It holds.', imageId: 'image' }), NEVER)).kind).toBe(expected)
    expect(stage.effects({ name: 'create_post' }, mira, null)).toBe(0)
  })

  test('that are gone, or never ready, are not shown', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    expect(await stage.platform.perform(stage.act(mira, 'create_image_post', null, { text: 'It holds.', imageId: 'gone' }), NEVER)).toEqual({ kind: 'refused', reason: 'The image is gone, or too large for a post.' })
    stage.town.processingLooks = 1_000
    expect(await stage.platform.perform(stage.act(mira, 'create_image_post', null, { text: 'It holds.', imageId: 'image' }), NEVER)).toMatchObject({ kind: 'failed' })
    expect(stage.town.statuses.size).toBe(0)
  })
})

describe('other servers (P1)', () => {
  test('what comes from them is not shown, and nothing is done to it', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const [far, near] = [stage.person('Stranger', 'elsewhere.example'), stage.person('Neighbour')]
    const said = stage.town.say(far, { text: 'Hello from far away, @mira' })
    const farId = 'id' in said ? said.id : ''
    near.followed.add(far.id)
    if ('id' in said) stage.town.boost(near, said)
    const here = await stage.itemBy('Neighbour', 'Hello.')
    stage.town.say(far, { text: 'An answer from afar.', inReplyToId: here.id })
    done(await stage.platform.perform(stage.act(mira, 'follow', near.id), NEVER))

    for (const action of ['refresh_feed', 'view_followed_posts']) expect(done(await stage.platform.perform(stage.act(mira, action), NEVER)).items.map(({ id }) => id)).toEqual([here.id])
    expect(done(await stage.platform.perform(stage.act(mira, 'view_comments', here.id), NEVER)).items[0]?.comments).toEqual([])
    expect(done(await stage.platform.perform(stage.act(mira, 'search_people', null, { query: 'e' }), NEVER)).items.map(({ authorUsername }) => authorUsername)).toEqual(['neighbour'])
    expect(await stage.platform.observe({ account: mira, sinceMs: 0 }, NEVER)).toMatchObject({ observation: { notices: [] } })
    const { writes } = stage.asked()
    for (const [action, target, input] of [['view_comments', farId, {}], ['like_post', farId, {}], ['repost', farId, {}], ['comment', farId, { text: 'Hi.' }], ['follow', far.id, {}]] as const) {
      expect(await stage.platform.perform(stage.act(mira, action, target, input), NEVER)).toEqual({ kind: 'refused', reason: 'That one is on another server, which is not yours: it is left alone.' })
    }
    expect([stage.asked().writes, stage.violations()]).toEqual([writes, []])
  })

  test.each(['@stranger@elsewhere.example look', 'ask (@a.b@elsewhere.example)', '@zoë@büro.example', '@@a@b.example', '＠a@b.example'])('nobody there is addressed: %s', async (text) => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const { madeId } = done(await stage.platform.perform(stage.act(mira, 'create_post', null, { text }), NEVER))
    const said = stage.town.statuses.get(madeId ?? '')?.text ?? ''
    expect(said).not.toMatch(/[@＠][\p{L}\p{N}_.-]+[@＠]/u)
    expect(said).toContain('.example')
  })

  test('ids that are none, or lead elsewhere in the API, are nobody\'s', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Hello.' }), NEVER)
    const { all } = stage.asked()
    for (const target of ['../accounts/1', '1/reblog', '%2e%2e', '1?x=y', '', '//elsewhere.example']) {
      for (const action of ['view_comments', 'like_post', 'follow', 'repost']) expect((await stage.platform.perform(stage.act(mira, action, target), NEVER)).kind).toBe('refused')
    }
    expect(stage.asked().all).toBe(all)
  })
})

describe('looking', () => {
  test('what was said to a few is neither shown nor answered', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const direct = stage.town.say(stage.person('Somebody'), { text: '@mira Between us', visibility: 'direct' })
    expect(await stage.platform.observe({ account: mira, sinceMs: 0 }, NEVER)).toMatchObject({ observation: { notices: [] } })
    expect(await stage.platform.perform(stage.act(mira, 'comment', 'id' in direct ? direct.id : '', { text: 'Yes?' }), NEVER)).toEqual({ kind: 'refused', reason: 'That post was not said to everybody.' })
  })

  test('goes page by page, each once, to the end', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const said: string[] = []
    for (let i = 0; i < 25; i++) said.unshift((await stage.itemBy('Somebody', `Number ${i}`)).id)
    const pages = await Promise.all([1, 2, 3, 4].map(async (page) => done(await stage.platform.perform(stage.act(mira, 'refresh_feed', null, { page }), NEVER)).items.map(({ id }) => id)))
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5, 0])
    expect(pages.flat()).toEqual(said)
  })

  test('tells what one likes, whom one follows, what stands behind a warning', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const said = stage.town.say(stage.person('Somebody'), { text: 'A spider.', spoilerText: 'spiders' })
    const id = 'id' in said ? said.id : ''
    done(await stage.platform.perform(stage.act(mira, 'like_post', id), NEVER))
    done(await stage.platform.perform(stage.act(mira, 'follow', stage.person('Somebody').id), NEVER))
    expect(done(await stage.platform.perform(stage.act(mira, 'refresh_feed'), NEVER)).items).toMatchObject([{ id, text: '[spiders]\nA spider.', likes: 1, authorName: 'Somebody', yours: { reaction: 'like', followsAuthor: true } }])
  })
})

describe('what is done already', () => {
  test('is not done again, nor to oneself', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const item = await stage.itemBy('Somebody', 'Hello.')
    for (const [action, target] of [['like_post', item.id], ['repost', item.id], ['follow', item.authorId]] as const) {
      done(await stage.platform.perform(stage.act(mira, action, target), NEVER))
      const { writes } = stage.asked()
      expect(await stage.platform.perform(stage.act(mira, action, target), NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('already') as string })
      expect(stage.asked().writes).toBe(writes)
    }
    const own = done(await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Mine.' }), NEVER)).madeId ?? ''
    for (const [action, target] of [['like_post', own], ['repost', own], ['follow', mira.farId]] as const) expect((await stage.platform.perform(stage.act(mira, action, target), NEVER)).kind).toBe('refused')
  })

  test('a follow that somebody has yet to allow counts as done', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const shy = stage.town.settle('shy', { locked: true })
    expect((await stage.platform.perform(stage.act(mira, 'follow', shy.id), NEVER)).kind).toBe('done')
    expect((await stage.platform.perform(stage.act(mira, 'follow', shy.id), NEVER)).kind).toBe('refused')
  })
})
