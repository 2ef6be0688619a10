/** Every way in which the reference server can spoil an answer, for every act: what is concluded, and what is never done. */
import { describe, expect, test } from 'vitest'
import { SPOILERS, type Fault } from '../../examples/showcase-server/faults.ts'
import type { OutsideAct, OutsideResult } from '../../packages/server/src/platform/outside-platform.ts'
import { NEVER, Stage } from './stage.ts'

const SPOILT: readonly (readonly [string, Fault])[] = [
  ...SPOILERS.flatMap((kind) => [[`${kind}, after it was done`, { kind, worked: true }], [`${kind}, and not done`, { kind, worked: false }]] as const),
  ['cut off, and done a moment later', { kind: 'late' }],
]
/** A busy machine looks so late that what was late is there. */
const SEEN_OR_NOT = ['unknown', 'done']
/** What is carried out late has been carried out by then. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 80))
const worked = (fault: Fault): boolean => fault.kind === 'late' || ('worked' in fault && fault.worked)

/** A later look, from a process that knows only what was written down. */
async function reconciled(stage: Stage, act: OutsideAct): Promise<OutsideResult> {
  await settled()
  await stage.clock.until(act.intendedMs + 600_000)
  return stage.platformAnew().reconcile(act, NEVER)
}

describe('a like', () => {
  test.concurrent.each(SPOILT)('%s', async (_, fault) => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    stage.breaks('POST', /like$/, fault)
    const act = stage.act(mira, 'upvote', item)
    const result = await stage.platform.perform(act, NEVER)
    // Done and seen by the count; else left alone, for nothing tells an unanswered toggle from one that is on its way.
    if (fault.kind === 'late') expect(SEEN_OR_NOT).toContain(result.kind)
    else expect(result.kind).toBe(worked(fault) ? 'done' : 'unknown')
    const again = await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)
    expect(again.kind).toBe('refused')
    expect((await reconciled(stage, act)).kind).toBe(worked(fault) ? 'done' : 'unknown')
    expect(stage.showcase.gallery.item(item)?.likedBy.size).toBe(worked(fault) ? 1 : 0)
    expect(stage.showcase.ledger.violations).toMatchObject({ likesTakenBack: 0, doubleLikes: 0 })
    expect(stage.script).toEqual([])
  })

  test.each([['limit', 'asleep'], ['limit-untold', 'asleep']] as const)('%s: not done, so it may be liked later', async (kind, expected) => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    stage.breaks('POST', /like$/, { kind })
    const result = await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)
    expect(result).toMatchObject({ kind: expected, untilMs: stage.clock.now() + (kind === 'limit' ? 300_000 : 3_600_000) })
    await stage.clock.until(result.kind === 'asleep' ? result.untilMs : 0)
    expect(await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)).toMatchObject({ kind: 'done' })
    expect(stage.showcase.ledger.violations).toMatchObject({ likesTakenBack: 0, doubleLikes: 0, actsWhileLimited: 0 })
  })

  test('a count that somebody else has moved tells nothing', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    const { gallery } = stage.showcase
    const [one, two] = ['v1', 'v2'].map((agentId) => gallery.invite({ agentId, name: agentId, username: agentId, agentPersonaId: '', isAgent: false }).user)
    const shown = gallery.item(item)
    stage.breaks('POST', /like$/, { kind: 'silence', worked: true })
    const liking = stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)
    await new Promise((resolve) => setTimeout(resolve, 150))
    for (const visitor of [one, two]) if (shown && visitor) gallery.toggleLike(visitor, shown)
    expect(await liking).toEqual({ kind: 'unknown', reason: expect.stringContaining('its count does not tell') as string })
  })

  test('others of ours who liked it meanwhile are counted off', async () => {
    await using stage = await Stage.open()
    const [mira, jon, ada] = [await stage.account('Mira'), await stage.account('Jon'), await stage.account('Ada')]
    const item = stage.itemBy('somebody')
    // The process ends after the toggle left, before anything is known of it.
    const act = stage.act(mira, 'upvote', item)
    await stage.memory.set(mira.agentId, item, { state: 'liking', actId: act.id, countBefore: 0, sinceMs: stage.clock.now() })
    expect(await stage.platform.perform(stage.act(jon, 'upvote', item), NEVER)).toMatchObject({ kind: 'done' })
    expect(await stage.platform.reconcile(act, NEVER)).toMatchObject({ kind: 'unknown' })
    const shown = stage.showcase.gallery.item(item)
    const user = stage.showcase.gallery.user(mira.agentId)
    if (shown && user) stage.showcase.gallery.toggleLike(user, shown)
    expect(await stage.platform.perform(stage.act(ada, 'upvote', item), NEVER)).toMatchObject({ kind: 'done' })
    expect(await stage.platform.reconcile(act, NEVER)).toMatchObject({ kind: 'done' })
  })

  test.each([
    ['done', null, 'done'],
    ['left open', { kind: 'hang-up', worked: false }, 'unknown'],
  ] as const)('one that never left is not taken for a later one that was %s', async (_, fault, kind) => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    // On record, and the process ends before anything is sent: the item may be liked again.
    const [lost, later] = [stage.act(mira, 'upvote', item), stage.act(mira, 'upvote', item)]
    if (fault !== null) stage.breaks('POST', /like$/, fault)
    expect((await stage.platform.perform(later, NEVER)).kind).toBe(kind)
    expect((await reconciled(stage, lost)).kind).toBe('failed')
    expect((await reconciled(stage, later)).kind).toBe(kind)
  })

  test('one that stood from before our memory is put back at once', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    const shown = stage.showcase.gallery.item(item)
    const user = stage.showcase.gallery.user(mira.agentId)
    if (shown && user) stage.showcase.gallery.toggleLike(user, shown)
    expect(await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)).toMatchObject({ kind: 'done', note: 'It was liked already, and is again.' })
    expect(shown?.likedBy.size).toBe(1)
  })

  test.each([
    ['limit', { kind: 'limit' }, 'failed', 'done'],
    ['cut line', { kind: 'hang-up', worked: true }, 'unknown', 'refused'],
  ] as const)('and where that meets a %s, nothing is guessed', async (_, fault, first, then) => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    const shown = stage.showcase.gallery.item(item)
    const user = stage.showcase.gallery.user(mira.agentId)
    if (shown && user) stage.showcase.gallery.toggleLike(user, shown)
    let toggles = 0
    stage.breaks('POST', { test: (path) => path.endsWith('/like') && ++toggles === 2 }, fault)
    expect(await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)).toMatchObject({ kind: first })
    await stage.clock.until(stage.clock.now() + 3_600_000)
    expect(await stage.platform.perform(stage.act(mira, 'upvote', item), NEVER)).toMatchObject({ kind: then })
    expect(shown?.likedBy.size).toBe(1)
  })

  test('a crash before it left leaves nothing to look for', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    expect(await stage.platform.reconcile(stage.act(mira, 'upvote', stage.itemBy('somebody')), NEVER)).toEqual({ kind: 'failed', reason: 'It never left.' })
  })
})

describe.each([['a post', /showcase$/], ['a comment', /comments$/]] as const)('%s', (what, path) => {
  const textOf = (stage: Stage, account: OutsideAct['account'], item: string, text: string): OutsideAct =>
    what === 'a post' ? stage.postAct(account, text) : stage.act(account, 'comment', item, { text })
  const count = (stage: Stage): number => stage.showcase.ledger.counts[what === 'a post' ? 'posts' : 'comments']

  test.concurrent.each(SPOILT)('%s', async (_, fault) => {
    await using stage = await Stage.open({ showcase: { showsAutomatedFlag: false } })
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    stage.breaks('POST', path, fault)
    const act = textOf(stage, mira, item, 'The shadow is longer than the cup.')
    const result = await stage.platform.perform(act, NEVER)
    if (fault.kind === 'late') expect(SEEN_OR_NOT).toContain(result.kind)
    else if (worked(fault)) expect(result).toMatchObject({ kind: 'done', madeId: expect.any(String) as string })
    // Only a server that says it failed can be taken at its word.
    else expect(result.kind).toBe(fault.kind === 'error' ? 'failed' : 'unknown')
    const later = await reconciled(stage, act)
    expect(later.kind).toBe(worked(fault) ? 'done' : 'failed')
    expect(count(stage)).toBe(worked(fault) ? 1 : 0)
    expect(stage.showcase.ledger.violations).toMatchObject({ doublePosts: 0, doubleComments: 0, unlabelledPosts: 0 })
    expect(stage.script).toEqual([])
  })

  test('the same words said before are not taken for those that were lost', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    const first = await stage.platform.perform(textOf(stage, mira, item, 'Again.'), NEVER)
    stage.breaks('POST', path, { kind: 'error', worked: false }, { kind: 'error', worked: true })
    expect([first.kind, (await stage.platform.perform(textOf(stage, mira, item, 'Again.'), NEVER)).kind]).toEqual(['done', 'failed'])
    const third = await stage.platform.perform(textOf(stage, mira, item, 'Again.'), NEVER)
    expect(third.kind === 'done' && first.kind === 'done' && third.madeId !== first.madeId).toBe(true)
  })

  test('what other acts are on record to have made is not taken for this one\'s', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    const lost = textOf(stage, mira, item, 'Lost.')
    const other = await stage.platform.perform(textOf(stage, mira, item, 'Another.'), NEVER)
    await stage.clock.until(lost.intendedMs + 600_000)
    expect(await stage.platformAnew().reconcile(lost, NEVER)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('in other words') as string })
    const accounted = other.kind === 'done' && other.madeId !== null ? [other.madeId] : []
    expect(await stage.platformAnew().reconcile({ ...lost, accountedFor: async () => accounted }, NEVER)).toMatchObject({ kind: 'failed' })
  })

  test('a look that fails leaves it open, and another look settles it', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    stage.breaks('POST', path, { kind: 'hang-up', worked: true })
    stage.breaks('GET', path, { kind: 'html', worked: false })
    const act = textOf(stage, mira, item, 'Noted.')
    expect(await stage.platform.perform(act, NEVER)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('no JSON') as string })
    expect((await stage.platform.reconcile(act, NEVER)).kind).toBe('done')
    expect(count(stage)).toBe(1)
  })

  test('switched off while it was on its way', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    const item = stage.itemBy('somebody')
    stage.breaks('POST', path, { kind: 'silence', worked: true })
    const stop = new AbortController()
    const act = textOf(stage, mira, item, 'Noted.')
    const performing = stage.platform.perform(act, stop.signal)
    setTimeout(() => stop.abort(), 300)
    expect(await performing).toEqual({ kind: 'unknown', reason: 'switched off before the answer came' })
    expect((await stage.platform.reconcile(act, NEVER)).kind).toBe('done')
  })

  test('switched off before it left', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    expect(await stage.platform.perform(textOf(stage, mira, stage.itemBy('x'), 'Noted.'), AbortSignal.abort())).toMatchObject({ kind: 'failed' })
    expect(count(stage)).toBe(0)
  })
})

describe('a look', () => {
  test.concurrent.each(SPOILERS)('%s, once: asked again where that may help, told where it can\'t', async (kind) => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    stage.itemBy('somebody')
    stage.breaks('GET', /showcase$/, { kind, worked: true })
    const result = await stage.platform.perform(stage.act(mira, 'view_gallery'), NEVER)
    const reasons: Partial<Record<string, string>> = {
      'html': 'its answer is no JSON, but begins: Back soon', 'wrong-types': 'its answer does not fit: items.0', 'elsewhere': 'answered with a redirect', 'huge': 'its answer is longer than 1024 KB',
    }
    if (kind in reasons) expect(result).toEqual({ kind: 'failed', reason: expect.stringContaining(reasons[kind] ?? '') as string })
    else expect(result).toMatchObject({ kind: 'done', items: [{ kind: 'post' }] })
  })

  test('asked four times and no more', async () => {
    await using stage = await Stage.open()
    const mira = await stage.account('Mira')
    stage.breaks('GET', /showcase$/, ...Array.from({ length: 6 }, () => ({ kind: 'error', worked: false }) as const))
    expect(await stage.platform.perform(stage.act(mira, 'view_gallery'), NEVER)).toEqual({ kind: 'failed', reason: 'it answered 500: something broke over here' })
    expect(stage.script).toHaveLength(2)
  })

  test('a site that is not there', async () => {
    const stage = await Stage.open()
    const mira = await stage.account('Mira')
    const act = stage.postAct(mira, 'Hello?')
    await stage[Symbol.asyncDispose]()
    expect(await stage.platform.observe({ account: mira, sinceMs: 0 }, NEVER)).toEqual({ kind: 'failed', reason: 'it cannot be reached (ECONNREFUSED)' })
    expect(await stage.platform.perform(act, NEVER)).toEqual({ kind: 'failed', reason: 'it cannot be reached (ECONNREFUSED)' })
    expect((await stage.platform.perform(stage.act(mira, 'upvote', 'i1'), NEVER)).kind).toBe('failed')
  })
})
