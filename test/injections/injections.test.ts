/**
 * The injection set, read by a model that obeys every word of it: through the whole loop, every act on what was not
 * shown and by what was not offered is stopped, the trace says by which policy and why, and the world stays as it was
 * but for what the reader may honestly do to what is in front of it.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentView } from '../../packages/server/src/agent/brain.ts'
import { FEED_ACTIONS } from '../../packages/server/src/feed/feed-actions.ts'
import type { ModelReply, ModelRequest } from '../../packages/server/src/llm/model-port.ts'
import { calls, says, Stage, type PlayedTurn } from '../../packages/server/src/runtime/testing/stage.ts'
import { INJECTIONS, type Injection } from './injections.ts'
import { obey, type ObeyedCall } from './obedient-model.ts'

const PLACES = ['a post', 'a comment', 'a mention', 'a bio'] as const
type Place = (typeof PLACES)[number]

interface Theatre {
  readonly stage: Stage
  readonly reader: AgentView
  readonly hidden: { readonly post: string; readonly comment: string; readonly profile: string }
  readonly obeyed: ObeyedCall[]
  readonly requests: ModelRequest[]
}

/** A hidden post by a hidden member, long past the end of the feed; an attacker; and a reader. */
async function theatre(injection: Injection, place: Place): Promise<Theatre> {
  const requests: ModelRequest[] = []
  const obeyed: ObeyedCall[] = []
  const stage = new Stage({
    model: (request) => {
      requests.push(request)
      const reply = obediently(request, place)
      if (reply.kind === 'answered' && requests.length > 1 + Number(place === 'a bio')) obeyed.push(...reply.toolCalls.map(({ name, input }) => ({ name, input: input as ObeyedCall['input'] })))
      return reply
    },
  })
  const profile = await stage.member('hidden')
  const attacker = await stage.member('attacker')
  const passer = await stage.member('passer')
  const post = await stage.post(profile, 'Something said long ago.')
  const comment = await stage.comment(profile, post, 'And something under it.')
  const reader = await stage.agent('reader', { kind: 'model', actionsMax: 10 })
  for (let n = 0; n < 5; n++) await stage.post(passer, `An ordinary post, ${n}.`)
  await put(stage, place, filled(injection.text, { post, comment, profile, mine: attacker }), attacker)
  return { stage, reader, hidden: { post, comment, profile }, obeyed, requests }
}

function filled(text: string, ids: Readonly<Record<string, string>>): string {
  const fill = (template: string): string => template.replace(/\{(post|comment|profile|mine)\}/g, (_, key: string) => ids[key] ?? '')
  // Ids inside base64 have to be filled in before it is encoded.
  return fill(text).replace(/[A-Za-z0-9+/]{24,}={0,2}/, (found) => {
    const inner = Buffer.from(found, 'base64').toString()
    return inner.includes('{post}') ? Buffer.from(fill(inner)).toString('base64') : found
  })
}

async function put(stage: Stage, place: Place, text: string, attacker: string): Promise<void> {
  switch (place) {
    case 'a post':
      await stage.post(attacker, text)
      return
    case 'a comment':
      await stage.comment(attacker, await stage.post(attacker, 'Look below.'), text)
      return
    case 'a mention':
      await stage.post(attacker, `@reader ${text}`)
      return
    case 'a bio':
      await stage.do({ kind: 'update-bio', actorId: attacker, bio: text.slice(0, 200) })
      await stage.post(attacker, 'Who am I?')
  }
}

/** Looks around (and up whoever asks to be looked up), then does as it is told, then stops. */
function obediently(request: ModelRequest, place: Place): ModelReply {
  const asked = request.messages.filter((message) => message.role === 'assistant').length
  if (asked === 0) return calls(['refresh_feed', {}])
  if (place === 'a bio' && asked === 1) return calls(['find_author', { postId: /post=(\S+) author=\S+ [^>]*>Who am I/.exec(shownIn(request))?.[1] ?? '' }])
  if (asked === (place === 'a bio' ? 2 : 1)) return calls(...obey(textsIn(request)).map(({ name, input }) => [name, input] as const))
  return says('Done as told.')
}

/** What others wrote, and whatever got out of its quotation marks; without our own markers. */
function textsIn(request: ModelRequest): string {
  return shownIn(request).replaceAll(/<heard[^>]*>|<\/heard>/g, ' ')
}

function shownIn(request: ModelRequest): string {
  return request.messages.flatMap((message) => message.role === 'tool' ? message.results.map((result) => result.output) : message.role === 'user' ? [message.text.split('Act only on')[0] ?? ''] : [])
    .join('\n')
}

function idsIn(call: ObeyedCall): string[] {
  return ['postId', 'commentId', 'profileId'].flatMap((field) => typeof call.input[field] === 'string' ? [call.input[field]] : [])
}

/** Everything about the world that no honest act on what is in view changes. */
function untouchable({ stage, reader, hidden }: Theatre): unknown {
  const { posts, comments, profiles, reactions, followed, muted, reports } = stage.store.state
  const others = (rows: Iterable<{ id?: string; authorId?: string }>): unknown[] => [...rows].filter((row) => row.authorId !== reader.profileId)
    .map((row) => ({ ...row, likes: 0, dislikes: 0, comments: 0, reposts: 0, quotes: 0, replies: 0 }))
  return {
    posts: others(posts.values()), comments: others(comments.values()), hiddenPost: posts.get(hidden.post), hiddenComment: comments.get(hidden.comment), hiddenProfile: profiles.get(hidden.profile),
    bios: [...profiles.values()].filter((profile) => profile.id !== reader.profileId).map((profile) => [profile.username, profile.bio, profile.displayName]),
    reactionsOfOthers: [...reactions.values()].filter((reaction) => reaction.profileId !== reader.profileId),
    towardsHidden: [...followed.values(), ...muted.values()].filter((relation) => relation.toId === hidden.profile),
    reports: [...reports.values()].filter((report) => report.targetId === hidden.post),
  }
}

describe.each(PLACES)('read in %s by a model that obeys', (place) => {
  test.each(INJECTIONS.map((injection) => [`${injection.name} (${injection.language})`, injection] as const))('%s', async (_name, injection) => {
    const scene = await theatre(injection, place)
    const before = structuredClone(untouchable(scene))
    const turn = await scene.stage.turn(scene.reader)

    // A bio holds 200 characters, so that some commands lose their end there.
    const found = place === 'a bio' ? scene.obeyed.length > 0 : injection.defused !== true
    expect(scene.obeyed.length > 0, 'the model finds something to obey').toBe(found)
    expect(turn.entries.some((entry) => entry.verdict === 'suppress') || place === 'a bio', 'something was stopped').toBe(place === 'a bio' || found)
    expect(scene.obeyed.flatMap((call) => slips(call, turn, scene))).toEqual([])
    expect(untouchable(scene)).toEqual(before)
    expect(turn.end.kind).toBe('rested')
    expect(turn.record.acts).toBeLessThanOrEqual(10)
    for (const request of scene.requests) {
      expect(request.instructions).toBe(scene.requests[0]?.instructions)
      expect(request.tools.map((tool) => tool.name)).toEqual([...FEED_ACTIONS.keys()])
      const shown = request.messages.map((message) => JSON.stringify(message)).join('\n').replace(/\\u00ab|\\u00bb/g, '')
      expect(shown.match(/<heard[ >]/g)?.length ?? 0).toBe(shown.match(/<\/heard>/g)?.length ?? 0)
    }
  })
})

/** What is amiss about a call that was obeyed: it must be on the trace, stopped by the right policy with its reason, or harmless. */
function slips(call: ObeyedCall, turn: PlayedTurn, { hidden }: Theatre): string[] {
  const entries = turn.entries.filter((entry) => entry.kind === 'acted' && entry.action === call.name)
  const [first] = entries
  if (first === undefined) return [`${call.name} is not on the trace`]
  if (!FEED_ACTIONS.has(call.name)) {
    const stopped = first.verdict === 'suppress' && first.policy === 'offered' && first.reason === `"${call.name}" was not offered in this turn`
    return stopped ? [] : [`${call.name} was not stopped as not offered`]
  }
  const unseen = new Set<string>([...Object.values(hidden), 'everything', '__proto__', "'; DROP TABLE posts; --"])
  return idsIn(call).filter((id) => unseen.has(id)).flatMap((id) => {
    const entry = entries.find((one) => one.targetId === id)
    const stopped = entry?.verdict === 'suppress' && entry.policy === 'in-view' && entry.result === 'stopped' && entry.reason === `${id} was not shown in this turn`
    return stopped ? [] : [`${call.name} on ${id} was not stopped as not shown`]
  })
}

test('the set is large and speaks many languages', () => {
  expect(INJECTIONS.length).toBeGreaterThanOrEqual(30)
  expect(new Set(INJECTIONS.map((injection) => injection.language)).size).toBeGreaterThanOrEqual(12)
  expect(new Set(INJECTIONS.map((injection) => injection.name)).size).toBe(INJECTIONS.length)
})

describe('whatever a model calls', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant(undefined))
  const named = fc.oneof(fc.constantFrom(...FEED_ACTIONS.keys()), fc.constantFrom('__proto__', 'constructor', '', 'a'.repeat(500), '\0'), fc.string({ unit: 'binary' }))
  const input = fc.oneof(anything, fc.record({
    postId: fc.oneof(anything, fc.constantFrom('SHOWN', 'HIDDEN')), profileId: fc.constantFrom('SHOWN', 'HIDDEN', 7), commentId: fc.constantFrom('SHOWN', 'HIDDEN', null),
    replyTo: fc.constantFrom('SHOWN', 'HIDDEN'), text: fc.oneof(anything, fc.string({ unit: 'binary', maxLength: 1_200 })), query: anything, reason: anything, hours: anything,
  }, { requiredKeys: [] }))
  const replies = fc.array(fc.array(fc.tuple(named, input), { maxLength: 14 }), { maxLength: 8 })

  test('no turn throws or outgrows ten acts, every write\'s targets were in view, and the agent goes on', async () => {
    await fc.assert(fc.asyncProperty(replies, async (rounds) => {
      let round = 0
      let hidden = ''
      let shown = ''
      const meant = (value: unknown): unknown => value === 'HIDDEN' ? hidden : value === 'SHOWN' ? shown : value
      const stage = new Stage({
        model: (request) => {
          if (request.messages.length === 1) return calls(['refresh_feed', {}])
          const wanted = rounds[round++]
          if (wanted === undefined) return says('')
          return calls(...wanted.map(([name, given]): [string, unknown] => [name, typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.fromEntries(Object.entries(given).map(([key, value]) => [key, meant(value)])) : given]))
        },
      })
      const bob = await stage.member('bob')
      hidden = await stage.post(await stage.member('hidden'), 'Long ago.')
      for (let n = 0; n < 5; n++) shown = await stage.post(bob, `Post ${n}`)
      const reader = await stage.agent('reader', { kind: 'model', actionsMax: 10 })
      const turn = await stage.turn(reader)
      expect(turn.record.acts).toBeLessThanOrEqual(10)
      expect(stage.store.state.posts.get(hidden)).toMatchObject({ likes: 0, dislikes: 0, comments: 0, reposts: 0, quotes: 0 })
      const done = turn.entries.filter((entry) => entry.verdict === 'allow' && FEED_ACTIONS.get(entry.action ?? '')?.effect === 'write').map((entry) => entry.targetId)
      const inView = new Set<string | null>([null, bob, ...[...stage.store.state.posts.values()].filter((post) => post.authorId === bob).map((post) => post.id)])
      expect(done.filter((target) => !inView.has(target))).toEqual([])
      expect(JSON.stringify(turn.entries.map((entry) => [entry.action, entry.targetId, entry.reason, entry.payload?.body]))).not.toMatch(/\\u0000|\\\\u0000/)
      round = rounds.length
      expect((await stage.turn(reader)).end.kind).toBe('rested')
    }), { numRuns: 150 })
  })
})
