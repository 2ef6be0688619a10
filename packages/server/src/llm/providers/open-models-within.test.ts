import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, BadServer } from '../testing/bad-server.ts'
import { choiceOf, portOver, SCOPE } from '../testing/ports.ts'
import { textRequest } from '../testing/requests.ts'
import { openModelsWithin } from './open-models-within.ts'

let server: BadServer

beforeEach(async () => {
  server = await BadServer.start()
})

afterEach(() => server[Symbol.asyncDispose]())

test.each(['127.0.0.1', 'localhost'])('a server at %s is reached for as long as the workspace has its private network', async (host) => {
  const granted = new Set([SCOPE.workspaceId])
  const choice = choiceOf({ provider: 'compatible', model: 'm', baseUrl: `${server.url.replace('127.0.0.1', host)}/v1` })
  const { port } = portOver(openModelsWithin((workspaceId) => granted.has(workspaceId)) as never, { choice })
  const ask = () => port.ask(textRequest(), new AbortController().signal)
  server.next(answer('Fog.'))
  expect(await ask()).toMatchObject({ kind: 'answered', text: 'Fog.' })
  // The address was allowed when it was stored, and its connection is still open.
  granted.clear()
  expect(await ask()).toMatchObject({ kind: 'failed', message: expect.stringContaining('private network') })
  expect(server.bodies).toHaveLength(1)
})

test('one client forgets the grant between two requests', async () => {
  let granted = true
  const model = openModelsWithin(() => granted)({ provider: 'compatible', model: 'm', baseUrl: `${server.url}/v1`, apiKey: null }, SCOPE)
  const ask = () => model.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Fog?' }] }] })
  server.next(answer('Fog.'))
  await ask()
  granted = false
  await expect(ask()).rejects.toThrow(/private network/)
})
