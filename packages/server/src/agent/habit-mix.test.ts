/**
 * What every shipped archetype does, counted: 10,000 choices through whole turns, at a place where there is a target for
 * each. The look a turn opens with, and the look at groups before an act about one, are no choices.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Archetype } from '@troupe/contract/archetype'
import { describe, expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { FEED_ACTIONS } from '../feed/feed-actions.ts'
import { GALLERY_ACTIONS } from '../feed/gallery/gallery-actions.ts'
import { loadPacks } from '../persona/pack/load-packs.ts'
import type { Action, Intent } from './action.ts'
import type { Acted, Notes, Situation } from './brain.ts'
import { habitBrain } from './habit-brain.ts'
import { STRANGER, type SeenItem } from './seen-item.ts'
import { agentWith, done, persona, seenComment, seenPost, situation } from './testing/situation.ts'

const CHOICES = 10_000
const POINTS_OFF_MOST = 1.5

const FOLDER = join(import.meta.dirname, '../../../../archetypes')
const packs = await loadPacks(readdirSync(FOLDER).map((name) => join(FOLDER, name)))

/** Where each pack's people live. A pack that is new says so here, and is counted with the others. */
const LIVES_IN: Readonly<Record<string, 'feed' | 'gallery'>> = { agora: 'feed', fanbase: 'feed', gallery: 'gallery' }
const ACTIONS = { feed: FEED_ACTIONS, gallery: GALLERY_ACTIONS }

/** Posts by those one follows and by strangers, liked, disliked and new, each with comments of all three sorts. */
const STANDINGS = [STRANGER, { ...STRANGER, reaction: 'like' }, { ...STRANGER, reaction: 'dislike' }, { ...STRANGER, followsAuthor: true }] as const
const POSTS = Array.from({ length: 16 }, (_, n) => seenPost(n, {
  yours: STANDINGS[n % STANDINGS.length] ?? STRANGER,
  comments: STANDINGS.map((yours, c) => seenComment(n * 10 + c, n, { yours })),
}))

const WORDS: Situation['reply'] = { kind: 'model', reply: { kind: 'answered', generator: 'rehearsal', text: 'Words.', value: null, toolCalls: [], attempts: [] } }
const IMAGE: Situation['reply'] = {
  kind: 'image', reply: { kind: 'made', imageId: 'image-1', generator: 'gradient', placeholder: null, costMicros: 0, picture: { alt: 'Rose into plum.', subject: 'rose into plum', details: ['one pale band'], generator: 'gradient', placeholder: false } },
}

function groupsFor({ interests }: Archetype): SeenItem[] {
  return [true, false].map((isMember, n) => seenPost(100 + n, { kind: 'group', id: `group-${n}`, text: interests.join(', '), group: { id: `group-${n}`, name: `Group ${n}`, isMember } }))
}

function countChoices(archetype: Archetype, actions: ReadonlyMap<string, Action>): { chosen: Map<string, number>; missed: Map<string, number> } {
  const agent = agentWith({ kind: 'habit' }, { craft: archetype.imageWorkflows, persona: persona({ archetype: archetype.id, interests: archetype.interests, actionWeights: archetype.actionWeights }) })
  const random = seeded(`mix ${archetype.id}`)
  const groups = groupsFor(archetype)
  const chosen = new Map<string, number>()
  const missed = new Map<string, number>()
  const count = (tally: Map<string, number>, name: string): void => void tally.set(name, (tally.get(name) ?? 0) + 1)
  for (let counted = 0; counted < CHOICES; ) {
    let notes: Notes = {}
    let acted: Acted[] = []
    let reply: Situation['reply'] = null
    for (let step = 0; ; step++) {
      const [decision] = habitBrain.decide([situation({ kind: 'habit' }, { agent, actions, random, notes, acted, reply, step })])
      if (decision === undefined || decision.kind === 'rest') {
        const wanted = /^wanted to ([a-z ]+),/.exec(decision?.thought ?? '')
        if (wanted !== null) count(missed, (wanted[1] as string).replaceAll(' ', '_'))
        counted += wanted === null ? 0 : 1
        break
      }
      notes = decision.notes
      reply = null
      if (decision.kind === 'ask') {
        reply = decision.ask.kind === 'image' ? IMAGE : WORDS
        continue
      }
      const [intent] = decision.intents as [Intent]
      if (step > 0 && notes['phase'] !== 'finding') {
        count(chosen, intent.action)
        counted++
      }
      acted = [{ intent, result: done(intent.action === 'view_groups' ? groups : actions.get(intent.action)?.effect === 'read' ? POSTS : []) }]
    }
  }
  return { chosen, missed }
}

/** Whom one has muted is nowhere to be seen, so habit finds nobody to unmute; a model that remembers a name can. */
const NEVER_IN_VIEW = new Set(['unmute'])

describe.each(packs)('the pack $pack.id', ({ pack, archetypes }) => {
  const place = LIVES_IN[pack.id]

  test('has a place to live in', () => expect(place).toBeDefined())

  const actions = ACTIONS[place ?? 'feed']

  test.each(archetypes.map((archetype) => [archetype.id, archetype] as const))(`over ${CHOICES} choices in the place it lives in keeps every action within ${POINTS_OFF_MOST} points of its weight: %s`, (_id, archetype) => {
    const weights = Object.entries(archetype.actionWeights).filter(([, weight]) => weight > 0)
    expect(weights.filter(([name]) => !actions.has(name)), 'weights on what the place does not have').toEqual([])
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
    const { chosen, missed } = countChoices(archetype, actions)
    const choices = [...chosen.values(), ...missed.values()].reduce((sum, times) => sum + times, 0)
    for (const [name, weight] of weights) {
      const share = (chosen.get(name) ?? 0) / choices
      expect(Math.abs(share - weight / total) * 100, name).toBeLessThan(POINTS_OFF_MOST)
      // Of what comes twice in 10,000 choices on average, one run in eight sees nothing.
      if (weight / total > 0.001 && !NEVER_IN_VIEW.has(name)) expect(share, `${name} happens`).toBeGreaterThan(0)
    }
    expect([...missed.keys()].filter((name) => !NEVER_IN_VIEW.has(name) && name !== 'join_group'), 'wanted in vain').toEqual([])
  })
})
