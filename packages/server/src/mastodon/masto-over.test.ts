/** The seam between masto and the house's exchange: what leaves, by which way, and what a hostile answer may cost. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ExpectedError } from '../base/errors.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import { seeded } from '../base/random.ts'
import { HastyClock } from '../platform/testing/hasty-clock.ts'
import { MastodonClient } from './mastodon-client.ts'
import { MastodonStage, TOKEN_BEGINNING } from './testing/mastodon-stage.ts'

const NEVER = new AbortController().signal

class NotOwnedError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'site-not-owned'
}

/** Asked with this answer for everything. */
function clientOf(answer: () => Response): { client: MastodonClient; asked: { url: string; init: RequestInit | undefined }[] } {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push({ url: input instanceof Request ? input.url : String(input), init })
    return answer()
  }
  return { asked, client: new MastodonClient({ origin: 'https://social.example', fetch, clock: new HastyClock(), random: seeded('pauses') }, 'the-token') }
}

const json = (text: string) => (): Response => new Response(text, { headers: { 'content-type': 'application/json' } })

describe('through masto', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('nothing leaves but by the way it was given', async () => {
    const outside = vi.fn<typeof fetch>(() => Promise.reject(new Error('the global fetch was used')))
    const guarded = guardedFetch({ privateNetwork: true })
    vi.stubGlobal('fetch', outside)
    await using stage = await MastodonStage.open({ fetch: guarded })
    const mira = await stage.account('Mira')
    for (const [action, input] of [['refresh_feed', {}], ['create_post', { text: 'Hello.' }], ['create_image_post', { text: 'Look.', imageId: 'image' }]] as const) {
      expect((await stage.platform.perform(stage.act(mira, action, null, input), NEVER)).kind).toBe('done')
    }
    expect(outside).not.toHaveBeenCalled()
  })

  test('a site whose proof is lost gets nothing, and nothing was done', async () => {
    let owned = true
    const guarded = guardedFetch({ privateNetwork: true })
    await using stage = await MastodonStage.open({ fetch: async (input, init) => {
      if (!owned) throw new NotOwnedError('this site is no longer proved to be yours')
      return guarded(input, init)
    } })
    const mira = await stage.account('Mira')
    const item = await stage.itemBy('Somebody', 'Hello.')
    const acts = [stage.act(mira, 'create_post', null, { text: 'Hello.' }), stage.act(mira, 'like_post', item.id), stage.act(mira, 'follow', item.authorId), stage.act(mira, 'refresh_feed')]
    owned = false
    const { all } = stage.asked()
    for (const act of acts) expect(await stage.platform.perform(act, NEVER)).toEqual({ kind: 'failed', reason: 'this site is no longer proved to be yours' })
    expect(stage.asked().all).toBe(all)
  })

  test('requests as the documents have them', async () => {
    const { client, asked } = clientOf(json('[]'))
    await client.localTimeline({ limit: 10, maxId: '42' }, NEVER)
    await client.relationships(['1', '2'], NEVER)
    await client.mentions(5, NEVER)
    await client.people('a&b=c#d', 5, NEVER)
    await client.post({ status: 'Hello.', visibility: 'unlisted', inReplyToId: '7', mediaIds: ['8'] }, 'key', NEVER)
    expect(asked.map(({ url }) => url.replace('https://social.example', ''))).toEqual([
      '/api/v1/timelines/public?limit=10&max_id=42&local=true', '/api/v1/accounts/relationships?id[]=1&id[]=2', '/api/v1/notifications?limit=5&types[]=mention',
      '/api/v2/search?q=a%26b%3Dc%23d&type=accounts&limit=5&resolve=false', '/api/v1/statuses',
    ])
    expect(asked.at(-1)?.init).toMatchObject({
      method: 'POST', body: '{"status":"Hello.","visibility":"unlisted","in_reply_to_id":"7","media_ids":["8"]}',
      headers: { 'authorization': 'Bearer the-token', 'idempotency-key': 'key', 'content-type': 'application/json', 'accept': 'application/json' },
    })
  })

  test.each([
    ['many keys', `[{${Array.from({ length: 120_000 }, (_, i) => `"key_${i}":1`).join(',')}}]`],
    ['one long key', `[{"${'a_b-C'.repeat(300_000)}":1}]`],
    ['a deep hole', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
    ['ten thousand statuses', `[${Array.from({ length: 10_000 }, () => '{"id":"1"}').join(',')}]`],
    ['a number', '5'],
    ['nothing', ''],
  ])('%s: no page, and no time lost on it', async (_, text) => {
    const { client } = clientOf(json(text))
    const started = performance.now()
    expect(await client.localTimeline({ limit: 10, maxId: null }, NEVER)).toMatchObject({ kind: 'unclear', passing: false, reason: expect.stringMatching(/does not fit/) as string })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('a token that comes back in a complaint is blotted out', async () => {
    const { client } = clientOf(() => Response.json({ error: `no such token: the-token, ${TOKEN_BEGINNING}` }, { status: 401 }))
    expect(await client.ownAccount(NEVER)).toMatchObject({ kind: 'declined', reason: expect.stringContaining('no such token: …,') as string })
  })
})
