/** Whole turns in a gallery: an image is made before its caption, shown by whoever had it made, and met by others with what is to be seen. */
import type { Picture } from '@troupe/contract'
import { describe, expect, test } from 'vitest'
import type { AgentView, ImageReply } from '../agent/brain.ts'
import { must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import { says, Stage } from './testing/stage.ts'

const SHOWS = { kind: 'habit', weights: { create_image_post: 1 } } as const
const CRAFT = [{ type: 'packshot', prompts: ['A cup on grey paper'], captions: ['Cup, one light.'] }]
const SEEN = { alt: 'A cup on grey paper, lit from the left.', subject: 'a cup', details: ['the long shadow'] }

function picture(id: Id): Picture {
  return { id, width: 1024, height: 768, ...SEEN, colour: '#999999', generator: 'packshot', placeholder: false, variants: [] }
}

function stageWhere(image: ImageReply | ((made: number) => ImageReply)): { stage: Stage; wishes: string[] } {
  const wishes: string[] = []
  const stage = new Stage({
    model: () => says('One softbox, one card.'),
    image: ({ workflow }) => {
      wishes.push(JSON.stringify(workflow.steps[0]))
      return typeof image === 'function' ? image(wishes.length) : image
    },
  })
  return { stage, wishes }
}

async function maker(stage: Stage, name = 'ada'): Promise<AgentView> {
  const agent = await stage.agent(name, SHOWS, {}, { platform: 'gallery', craft: CRAFT })
  stage.shelf.set(`image of ${name}`, { picture: picture(`image of ${name}`), profileId: agent.profileId })
  return agent
}

function made(imageId: Id): ImageReply {
  return { kind: 'made', imageId, picture: SEEN, generator: 'packshot', placeholder: null, costMicros: 0 }
}

test('an image is made, captioned, and shown', async () => {
  const { stage, wishes } = stageWhere(made('image of ada'))
  const ada = await maker(stage)
  const { end, entries } = await stage.turn(ada)
  expect(end.kind).toBe('rested')
  expect(wishes[0]).toContain('"generator":"packshot"')
  expect(wishes[0]).toContain('A cup on grey paper')
  expect(entries.filter(({ kind }) => kind === 'asked').map(({ action, result }) => [action, result]).slice(0, 2)).toEqual([['image', 'answered'], ['post', 'answered']])
  const [post] = stage.store.state.posts.values()
  expect(must(post, 'the post').picture).toMatchObject({ id: 'image of ada', alt: SEEN.alt, generator: 'packshot' })
  expect(post?.text).toBe('One softbox, one card.')
})

test('others see what is to be seen, in the prompt too', async () => {
  const prompts: string[] = []
  const stage = new Stage({
    image: () => made('image of ada'),
    model: (request) => {
      prompts.push(JSON.stringify(request.messages))
      return says('That shadow.')
    },
  })
  await stage.turn(await maker(stage))
  prompts.length = 0
  await stage.turn(await stage.agent('bea', { kind: 'habit', weights: { comment: 1 } }, {}, { platform: 'gallery' }))
  expect(prompts[0]).toContain(SEEN.alt)
  expect(stage.store.state.comments.size).toBeGreaterThan(0)
})

describe('no image is shown that', () => {
  test('is another\'s, or is not there', async () => {
    const { stage } = stageWhere((times) => made(times === 1 ? 'image of bea' : 'image of nobody'))
    await maker(stage, 'bea')
    const ada = await maker(stage)
    const { entries } = await stage.turn(ada)
    const more = await stage.turn(ada)
    expect([...entries, ...more.entries].filter(({ action }) => action === 'create_image_post').map(({ result, reason }) => [result, reason]).slice(0, 2)).toEqual([
      ['refused', 'One shows one\'s own images.'], ['refused', 'There is no such image.'],
    ])
    expect(stage.store.state.posts.size).toBe(0)
  })

  test('would be held back: none is made', async () => {
    const { stage, wishes } = stageWhere(made('image of ada'))
    stage.postsPerDay = 0
    const { end } = await stage.turn(await maker(stage))
    expect(end).toEqual({ kind: 'rested', thought: 'could not make an image: at most 0 posts a day' })
    expect(wishes).toEqual([])
  })

  test('there is no money for: the agent sleeps', async () => {
    const { stage } = stageWhere({ kind: 'exhausted', untilMs: 5_000_000, message: 'the day\'s budget is spent' })
    const { end } = await stage.turn(await maker(stage))
    expect(end).toEqual({ kind: 'slept', untilMs: 5_000_000, reason: 'the day\'s budget is spent' })
  })

  test('nobody would make', async () => {
    const { stage } = stageWhere(made('image of ada'))
    const { end } = await stage.turn(await stage.agent('cid', SHOWS, {}, { platform: 'gallery' }))
    expect(end).toEqual({ kind: 'rested', thought: 'wanted to create image post, but makes no images' })
  })
})

test('a switch thrown meanwhile ends the turn', async () => {
  const { stage } = stageWhere({ kind: 'failed', message: 'switched off', aborted: true })
  const { end } = await stage.turn(await maker(stage))
  expect(end).toEqual({ kind: 'killed', reason: 'switched off' })
})
