/** Whose account an agent gets, and what it then says of itself. */
import { describe, expect, test } from 'vitest'
import { AccessTokens, accountName } from './access-tokens.ts'
import { MastodonStage, TOKEN_BEGINNING } from './testing/mastodon-stage.ts'

const NEVER = new AbortController().signal

describe('access tokens', () => {
  test('one, of whoever it is; one of somebody; many by name', () => {
    expect(new AccessTokens({ secret: 't1' }).of('anybody')).toBe('t1')
    const one = new AccessTokens({ secret: 't1', identifier: '@Mira' })
    expect([one.of('mira'), one.of('jon')]).toEqual(['t1', null])
    const many = new AccessTokens({ secret: '{"mira":"t1","@Jon.K":"t2"}' })
    expect([many.of('Mira'), many.of('jon_k'), many.of('ada')]).toEqual(['t1', 't2', null])
  })

  test.each(['{"mira":"sesame', '{"mira": "sesame", "jon": 5}', '{"mira": "sesame seed"}', 'sesame seed', '["sesame"] x', '{"mira":"sésame", "jon": "sesame"}'])('%s holds none, which is told without repeating it', (secret) => {
    expect(() => new AccessTokens({ secret })).toThrow(/neither one access token nor/)
    expect(() => new AccessTokens({ secret })).not.toThrow('sesame')
  })

  test('usernames as Mastodon can have them', () => {
    expect(['@Mira', 'mira.k-2', 'Zoë', 'x'.repeat(40)].map(accountName)).toEqual(['mira', 'mira_k_2', 'zo_', 'x'.repeat(30)])
  })
})

describe('an account taken into use', () => {
  test('keeps what its profile said, and says beside it that it is automated', async () => {
    await using stage = await MastodonStage.open()
    const applicant = await stage.applicant('Mira')
    const account = stage.town.named('mira')
    Object.assign(account ?? {}, { note: 'I draw slimes.\n\nAutomated account: Mira is an AI persona operated by Somebody Else.', fields: [{ name: 'Site', value: 'slimes.example' }] })
    expect(await stage.platform.provision(applicant, NEVER)).toEqual({ kind: 'there', created: false, account: { ...applicant, farId: account?.id, farUsername: 'mira' } })
    expect(account).toMatchObject({
      bot: true, displayName: 'Mira', note: 'I draw slimes.\r\n\r\nAutomated account: Mira is an AI persona operated by Northlight.',
      fields: [{ name: 'Automated', value: 'AI persona, operated by Northlight' }, { name: 'Site', value: 'slimes.example' }],
    })
    const { writes } = stage.asked()
    await stage.platformAnew().provision(applicant, NEVER)
    expect(stage.asked().writes).toBe(writes)
  })

  test('has room made for the sentence, or is refused for want of a field', async () => {
    await using stage = await MastodonStage.open()
    const [mira, jon] = [await stage.applicant('Mira'), await stage.applicant('Jon')]
    Object.assign(stage.town.named('mira') ?? {}, { note: 'So much to say. '.repeat(31) })
    Object.assign(stage.town.named('jon') ?? {}, { fields: ['a', 'b', 'c', 'd'].map((name) => ({ name, value: name })) })
    expect((await stage.platform.provision(mira, NEVER)).kind).toBe('there')
    expect(stage.town.named('mira')?.note).toMatch(/^So much .*…\r\n\r\nAutomated account: Mira is an AI persona operated by Northlight\.$/s)
    expect(await stage.platform.provision(jon, NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('no room left') as string })
  })

  test.each([
    ['another name', { username: 'jon' }, /belongs to @mira; an agent acts only through the account of its own name, which would be @jon/],
    ['no token', { username: 'ada' }, /no access token for @ada/],
  ])('of %s is refused', async (_, other, reason) => {
    await using stage = await MastodonStage.open({ credentials: { secret: JSON.stringify({ mira: `${TOKEN_BEGINNING}mira`, jon: `${TOKEN_BEGINNING}mira` }) } })
    const mira = await stage.applicant('Mira')
    expect(await stage.platform.provision({ ...mira, ...other }, NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) as string })
    expect(stage.asked().writes).toBe(0)
  })

  test('that a person has written from is left to that person', async () => {
    await using stage = await MastodonStage.open()
    const applicant = await stage.applicant('Mira')
    const person = stage.person('Mira')
    stage.town.say(person, { text: 'Good morning, I am a person.' })
    const refused = await stage.platform.provision(applicant, NEVER)
    expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining('has posts and is not flagged as automated') as string })
    expect([person.bot, person.note, stage.asked().writes]).toEqual([false, '', 0])
    // Its owner says otherwise.
    person.bot = true
    expect((await stage.platform.provision(applicant, NEVER)).kind).toBe('there')
  })

  test('with a token that is not accepted', async () => {
    await using stage = await MastodonStage.open({ credentials: { secret: 'wrong' } })
    expect(await stage.platform.provision(await stage.applicant('Mira'), NEVER)).toEqual({ kind: 'failed', reason: 'it answered 401: The access token is invalid' })
  })

  test('whose server does not keep the label does nothing', async () => {
    await using stage = await MastodonStage.open()
    const applicant = await stage.applicant('Mira')
    const account = stage.town.named('mira')
    if (account !== null) Object.defineProperty(account, 'bot', { get: () => false, set: () => {} })
    expect(await stage.platform.provision(applicant, NEVER)).toEqual({ kind: 'failed', reason: 'The profile of @mira does not keep its label: without it nothing is done.' })
  })

  test('that lost its label has it put back before the next act; within the hour, where a reply shows that it is gone', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const account = stage.town.named('mira')
    expect((await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'One.' }), NEVER)).kind).toBe('done')
    Object.assign(account ?? {}, { bot: false, note: '' })
    await stage.clock.until(stage.clock.now() + 3_600_000)
    expect((await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Two.' }), NEVER)).kind).toBe('done')
    expect([stage.isLabelled(mira), stage.violations()]).toEqual([true, []])
    Object.assign(account ?? {}, { bot: false })
    expect((await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Three.' }), NEVER)).kind).toBe('done')
    expect((await stage.platform.perform(stage.act(mira, 'create_post', null, { text: 'Four.' }), NEVER)).kind).toBe('done')
    expect([stage.isLabelled(mira), stage.violations().length]).toEqual([true, 1])
  })

  test('whose token has become another account\'s does nothing', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    const stale = { ...mira, farId: '1' }
    expect(await stage.platformAnew().perform(stage.act(stale, 'create_post', null, { text: 'Hello.' }), NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('another account by now') as string })
  })

  test('is its owner\'s to delete; one that no token leads to is out of reach already', async () => {
    await using stage = await MastodonStage.open()
    const mira = await stage.account('Mira')
    expect(await stage.platform.retire(mira, NEVER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('tootctl accounts delete mira') as string })
    expect(await stage.platform.retire({ ...mira, username: 'nobody' }, NEVER)).toEqual({ kind: 'gone' })
    await using other = await MastodonStage.open({ credentials: { secret: `${TOKEN_BEGINNING}mira` } })
    await other.applicant('Mira')
    expect(await other.platform.retire({ ...mira, username: 'jon' }, NEVER)).toEqual({ kind: 'gone' })
  })
})
