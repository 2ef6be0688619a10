import { expect, test } from 'vitest'
import type { ModelRequest } from './model-port.ts'
import { readRecording, recordingPort, replayingPort, requestKey, UnrecordedCallError } from './record.ts'
import { scriptedModel, UnscriptedCallError } from './testing/scripted-model.ts'
import { portOver } from './testing/ports.ts'
import { jsonRequest, textRequest } from './testing/requests.ts'

const never = new AbortController().signal

test('what was recorded is replayed, the same question twice in order, without a model', async () => {
  const lines: string[] = []
  const model = scriptedModel(['First.', 'Second.', '{"bio":"Keeps.","interests":[]}'])
  const recording = recordingPort(portOver(model).port, { append: (line) => void lines.push(line) })
  const requests = [textRequest(), textRequest(), jsonRequest()]
  const live = []
  for (const request of requests) live.push(await recording.ask(request, never))
  const replay = replayingPort(await readRecording(lines))
  const replayed = []
  // A request that was stored and read back, its keys in another order, is the same request.
  for (const request of requests) replayed.push(await replay.ask(reordered(request), never))
  expect(replayed).toEqual(JSON.parse(JSON.stringify(live)))
  await expect(replay.ask(textRequest(), never)).rejects.toBeInstanceOf(UnrecordedCallError)
})

test('what differs in anything the model sees is another call', () => {
  const key = requestKey(textRequest())
  expect(requestKey(textRequest({ instructions: 'You are somebody else.' }))).not.toBe(key)
  expect(requestKey(textRequest({ rehearsal: { ...textRequest().rehearsal, key: 'other turn' } }))).not.toBe(key)
  expect(requestKey(textRequest({ rehearsal: { ...textRequest().rehearsal, trends: ['fog'] } }))).toBe(key)
})

test('an aborted call is not recorded, prompts are not in the recording', async () => {
  const lines: string[] = []
  const abort = new AbortController()
  const { port } = portOver(scriptedModel([() => (abort.abort(), 'Fog.'), 'Fog.']))
  const recording = recordingPort(port, { append: (line) => void lines.push(line) })
  expect(await recording.ask(textRequest(), abort.signal)).toMatchObject({ kind: 'failed', reason: 'aborted' })
  expect(lines).toEqual([])
  await recording.ask(textRequest(), never)
  expect(lines.join()).not.toContain('lighthouse')
})

test('a recording that is none says which line', async () => {
  await expect(readRecording(['{"key":"a","occurrence":0,"reply":{}}', 'nonsense'])).rejects.toThrow('Line 2')
  await expect(readRecording(['{"key":"a"}'])).rejects.toThrow('Line 1 of the recording is no model call.')
})

test('a scripted model throws for what was not scripted', async () => {
  const model = scriptedModel(['one'])
  await model.doGenerate({ prompt: [] })
  await expect(model.doGenerate({ prompt: [] })).rejects.toBeInstanceOf(UnscriptedCallError)
  expect(model.left).toBe(0)
})

function reordered(request: ModelRequest): ModelRequest {
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(request).reverse()))) as ModelRequest
}
