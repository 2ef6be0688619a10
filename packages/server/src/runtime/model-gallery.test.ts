/** A model that shows images, scripted at the wire: its tool call becomes a wish for an image, the image a post with a caption. */
import { LLMock } from '@copilotkit/aimock'
import type { Picture, Workflow } from '@troupe/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgentView, ImageReply } from '../agent/brain.ts'
import type { Id } from '../base/ids.ts'
import { openModels } from '../llm/providers/open-model.ts'
import { choiceOf, portOver } from '../llm/testing/ports.ts'
import { rehearsed } from './asks.ts'
import { Stage, type PlayedTurn } from './testing/stage.ts'

const BRAIN = { kind: 'model', actionsMax: 10 } as const
const SEEN = { alt: 'A cup on grey paper, lit from the left.', subject: 'a cup', details: ['the long shadow'] }
const CRAFT = [{ type: 'packshot', prompts: ['A cup on grey paper'], captions: ['{detail} took all evening'], titles: ['{subject}'] }]

function picture(id: Id): Picture {
  return { id, width: 1024, height: 768, ...SEEN, colour: '#999999', generator: 'packshot', placeholder: false, variants: [] }
}
const MADE: ImageReply = { kind: 'made', imageId: 'image-1', picture: SEEN, generator: 'packshot', placeholder: null, costMicros: 0 }

let mock: LLMock
let wishes: Workflow[]

beforeEach(async () => {
  wishes = []
  mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' })
  await mock.start()
})
afterEach(async () => {
  await mock.stop()
})

/** A turn of ada's: her model calls the tool so, and after its result is done. */
async function turnWith(input: object, { image = MADE, craft = CRAFT }: { image?: ImageReply; craft?: typeof CRAFT } = {}): Promise<PlayedTurn & { stage: Stage }> {
  mock.on({ userMessage: 'Write its title and its caption.' }, { content: 'Still\n\nThe shadow is the subject.' })
  for (const told of ['Done.', 'Not done']) mock.on({ userMessage: 'You are awake', toolResultContains: told }, { content: 'Enough for today.' })
  mock.on({ userMessage: 'You are awake' }, { toolCalls: [{ name: 'create_image_post', arguments: JSON.stringify(input) }] })
  const { port } = portOver(openModels(fetch), { choice: choiceOf({ provider: 'compatible', model: 'llama3.3', baseUrl: `${mock.url}/v1` }) })
  const stage = new Stage({
    model: (request) => port.ask(request, new AbortController().signal),
    image: ({ workflow }) => {
      wishes.push(workflow)
      return image
    },
  })
  return { stage, ...await stage.turn(await maker(stage, craft)) }
}

async function maker(stage: Stage, craft: typeof CRAFT): Promise<AgentView> {
  const agent = await stage.agent('ada', BRAIN, { actionWeights: { create_image_post: 1, view_gallery: 0.1 } }, { platform: 'gallery', craft })
  stage.shelf.set('image-1', { picture: picture('image-1'), profileId: agent.profileId })
  return agent
}

const postsOf = (stage: Stage) => [...stage.store.state.posts.values()].map(({ title, text, picture: shown, generator }) => ({ title, text, shown: shown?.id, generator }))

describe('a call of create_image_post', () => {
  const workflow = { name: 'Mine', steps: [{ kind: 'generate', generator: 'gradient', params: { prompt: 'rose' }, out: 'a' }, { kind: 'transform', op: 'resize', in: 'a', params: { width: 512 }, out: 'b' }, { kind: 'save', in: 'b', destination: 'posts' }] }

  test.each([
    ['with a workflow', { workflow, text: 'Rose.' }, { name: 'Mine', steps: workflow.steps }],
    ['with a generator and a prompt', { generator: 'packshot', prompt: 'A cup, raking light', text: 'Rose.' }, { steps: [{ generator: 'packshot', params: { prompt: 'A cup, raking light' } }, { kind: 'save' }] }],
    ['with a subject, in the way of its archetype', { subject: 'a blue cup', text: 'Rose.' }, { name: 'packshot', steps: [{ generator: 'packshot', params: { prompt: 'a blue cup' } }, { kind: 'save' }] }],
  ])('%s: the image is made, then shown with the model\'s own caption', async (_what, input, wished) => {
    const { stage, end, entries } = await turnWith(input)
    expect(wishes).toMatchObject([wished])
    expect(postsOf(stage)).toEqual([{ title: null, text: 'Rose.', shown: 'image-1', generator: 'compatible:llama3.3' }])
    expect(entries.filter(({ kind }) => kind === 'asked').map(({ action }) => action)).toEqual(['decision', 'image', 'decision'])
    expect(end).toEqual({ kind: 'rested', thought: 'Enough for today.' })
  })

  test('without words: it is asked for a caption that speaks of the image that came out', async () => {
    const { stage, entries } = await turnWith({ generator: 'packshot', prompt: 'A cup' })
    expect(postsOf(stage)).toEqual([{ title: 'Still', text: 'The shadow is the subject.', shown: 'image-1', generator: 'compatible:llama3.3' }])
    expect(entries.filter(({ kind }) => kind === 'asked').map(({ action }) => action)).toEqual(['decision', 'image', 'post', 'decision'])
    const asked = JSON.stringify(mock.getRequests().map(({ body }) => body))
    expect(asked).toContain('the long shadow')
  })

  test.each([
    ['no wish, by one whose archetype makes no images', { text: 'Look.' }, [], 'say what is to be made'],
    ['a generator without a prompt', { generator: 'chart', text: 'Look.' }, CRAFT, 'prompt: say in words what chart is to show'],
    ['a generator there is none of', { generator: 'oil-paint', prompt: 'x', text: 'Look.' }, CRAFT, 'generator'],
    ['a workflow that saves nothing', { workflow: { name: 'x', steps: workflow.steps.slice(0, 2) }, text: 'Look.' }, CRAFT, 'nothing is saved'],
  ])('with %s is told what is wrong, and nothing is made', async (_what, input, craft, fault) => {
    const { stage } = await turnWith(input, { craft })
    expect(wishes).toEqual([])
    expect(stage.store.state.posts.size).toBe(0)
    expect(JSON.stringify(mock.getRequests().at(-1)?.body)).toContain(fault)
  })

  test('whose image fails is told so, and posts nothing', async () => {
    const { stage } = await turnWith({ generator: 'packshot', prompt: 'A cup', text: 'Rose.' }, { image: { kind: 'failed', message: 'the disk is full' } })
    expect(stage.store.state.posts.size).toBe(0)
    expect(JSON.stringify(mock.getRequests().at(-1)?.body)).toContain('no image could be made: the disk is full')
  })

  test('for which there is no money sends the agent to sleep', async () => {
    const { end } = await turnWith({ subject: 'a cup' }, { image: { kind: 'exhausted', untilMs: 5_000_000, message: 'the day\'s budget is spent' } })
    expect(end).toEqual({ kind: 'slept', untilMs: 5_000_000, reason: 'the day\'s budget is spent' })
  })

  test('is offered without the id of an image, which no model has', async () => {
    await turnWith({ subject: 'a cup' })
    const [first] = mock.getRequests().map(({ body }) => body as { tools?: { function: { name: string; parameters: { properties: object; required?: string[] } } }[] })
    const tool = first?.tools?.find((one) => one.function.name === 'create_image_post')?.function
    expect(Object.keys(tool?.parameters.properties ?? {})).toEqual(expect.arrayContaining(['generator', 'prompt', 'subject', 'workflow', 'text', 'title']))
    expect(Object.keys(tool?.parameters.properties ?? {})).not.toContain('imageId')
  })
})

test('with the rehearsal model as its model, captions speak of the image that was made', async () => {
  const stage = new Stage({ model: rehearsed, image: ({ workflow }) => (wishes.push(workflow), MADE) })
  const ada = await maker(stage, CRAFT)
  for (let turn = 0; turn < 12; turn++) await stage.turn(ada)
  const posts = postsOf(stage)
  expect(posts.length).toBeGreaterThan(2)
  expect(wishes.every(({ steps }) => JSON.stringify(steps).includes('A cup on grey paper'))).toBe(true)
  for (const { text, title, generator } of posts) expect([generator, /shadow|cup/i.test(`${title} ${text}`), text]).toEqual(['rehearsal', true, text])
})
