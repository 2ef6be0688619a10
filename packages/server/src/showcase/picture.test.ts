import { describe, expect, test } from 'vitest'
import type { OutsideAct } from '../platform/outside-platform.ts'
import { pictureFor, workflowOf } from './picture.ts'
import type { Reply } from '../platform/outside/reply.ts'
import type { ShowcaseClient } from './showcase-client.ts'
import type { Executed } from './words.ts'

const ACT: OutsideAct = {
  id: 'act', account: { agentId: 'a', personaId: 'p', name: 'Mira', username: 'mira', farId: 'u1', farUsername: 'mira' },
  intent: { action: 'create_image_post', target: null, input: { text: 'A cup.', generator: 'packshot', prompt: 'a cup on grey paper' } }, generator: 'rehearsal', intendedMs: 0, accountedFor: async () => [],
}
const NEVER = new AbortController().signal

function pictureOf(executed: Partial<Executed>) {
  const reply: Reply<Executed> = { kind: 'answered', value: { status: 'completed', imageUrls: [], ...executed } }
  const client = { execute: async () => reply } as unknown as ShowcaseClient
  return pictureFor(ACT, 'A cup', { client, origin: 'https://gallery.example', placeholderUrl: ({ reason }) => `https://ours.example/?${reason}` }, NEVER)
}

describe('the address of a picture', () => {
  test.each([
    ['https://cdn.example/a.png', 'https://cdn.example/a.png'],
    ['/images/a.png', 'https://gallery.example/images/a.png'],
  ])('%s is used', async (given, used) => {
    expect(await pictureOf({ imageUrls: [given] })).toEqual({ kind: 'made', url: used, workflowId: null, placeholder: null })
  })

  test.each(['http://169.254.169.254/latest/meta-data', 'http://[::1]/a.png', 'http://10.0.0.5/a.png', 'http://localhost:8080/a.png', 'file:///etc/passwd', 'data:image/png;base64,AA', 'https://me:secret@cdn.example/a.png', 'http://', ''])('%s is not passed on', async (given) => {
    expect(await pictureOf({ imageUrls: [given] })).toMatchObject({ kind: 'made', placeholder: expect.stringMatching(/^its workflow (?:gave an address that is not used|made no image)/) as string })
  })

  test('a workflow that says it failed, or made nothing', async () => {
    expect(await pictureOf({ status: 'failed', error: 'the <b>model</b> is down' })).toMatchObject({ placeholder: 'its workflow failed: the model is down' })
    expect(await pictureOf({})).toMatchObject({ placeholder: 'its workflow made no image' })
  })
})

test('a workflow comes from generator and prompt, or whole', () => {
  expect(workflowOf(ACT.intent)?.steps).toEqual([
    { kind: 'generate', generator: 'packshot', params: { prompt: 'a cup on grey paper' }, out: 'picture' }, { kind: 'save', in: 'picture', destination: 'posts' },
  ])
  const withInput = (input: Readonly<Record<string, unknown>>) => workflowOf({ ...ACT.intent, input })
  expect(withInput({ workflow: { name: 'x', steps: [] } })).toBeNull()
  expect(withInput({ generator: 'sculpture', prompt: 'x' })).toBeNull()
})
