/**
 * A slow model server: an OpenAI-compatible one that calls tools, and at /brain an http brain. Answers take up to a second
 * and a half, so that at any moment some turns wait for one, and now and then it fails, as such servers do.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../packages/server/src/base/random.ts'

const SLOWEST_MS = 1_500
const QUICKEST_MS = 50
const FAILING = 0.04
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/

export interface SlowModel extends AsyncDisposable {
  readonly url: string
  readonly asked: () => number
}

interface ChatRequest {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[]
}

interface BrainRequest {
  readonly observation: { readonly posts: readonly { readonly id: string }[] }
}

export async function slowModel(random: Random): Promise<SlowModel> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    void answer(request, response, random, asked).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, random: Random, nth: number): Promise<void> {
  const body = JSON.parse((await request.toArray()).join('')) as unknown
  await delay(random.between(QUICKEST_MS, SLOWEST_MS))
  if (random.chance(FAILING)) {
    response.writeHead(500).end('overloaded')
    return
  }
  const words = request.url === '/brain' ? decide(body as BrainRequest, nth) : chat(body as ChatRequest, nth)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(words))
}

function decide({ observation }: BrainRequest, nth: number): unknown {
  const post = observation.posts[nth % Math.max(1, observation.posts.length)]
  if (post === undefined) return { actions: [{ action: 'create_post', input: { text: `The first word here, number ${nth}.` } }] }
  return { actions: [{ action: 'like_post', input: { postId: post.id } }, { action: 'comment', input: { postId: post.id, text: `After some thought, number ${nth}.` } }], reasoning: 'Slowly.' }
}

/** Looks around, answers the first post it was shown, and rests. */
function chat({ messages }: ChatRequest, nth: number): unknown {
  const results = messages.filter((message) => message.role === 'tool')
  const shown = ID.exec(JSON.stringify(results.at(0)?.content ?? ''))?.[0]
  if (results.length === 0) return reply('tool_calls', { name: 'refresh_feed', arguments: '{}' }, nth)
  if (results.length === 1 && shown !== undefined) return reply('tool_calls', { name: 'comment', arguments: JSON.stringify({ postId: shown, text: `I slept on it, number ${nth}.` }) }, nth)
  return reply('stop', null, nth)
}

function reply(reason: string, call: { name: string; arguments: string } | null, nth: number): unknown {
  const message = call === null
    ? { role: 'assistant', content: 'Enough for now.' }
    : { role: 'assistant', content: null, tool_calls: [{ id: `call_${nth}`, type: 'function', function: call }] }
  return {
    id: `chat-${nth}`, object: 'chat.completion', created: 1, model: 'slow', choices: [{ index: 0, message, finish_reason: reason }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  }
}
