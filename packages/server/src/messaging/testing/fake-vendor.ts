/** A vendor on this machine: takes what the real client sends, keeps it, and answers in whatever bad way a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `accept-then-fail`: kept, and answered with 500. `accept-then-cut`: kept, and the connection ends. */
export type FakeMood = 'accept' | 'refuse' | 'unauthorised' | 'too-many' | 'fail' | 'accept-then-fail' | 'accept-then-cut' | 'silent' | 'garbage'

/** Takes the place of the mood: a new one for each request, and how long an answer is under way. */
export interface FakeTemper {
  readonly mood: () => FakeMood
  readonly pause: () => Promise<void>
}

export interface FakeRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface FakeVendor extends AsyncDisposable {
  readonly url: string
  readonly asked: FakeRequest[]
  mood: FakeMood
  temper: FakeTemper | null
}

interface FakeVendorOptions {
  /** Null for what is no sending (a listing); it is answered whatever the mood. */
  readonly accept: (request: FakeRequest) => (() => Answer) | null
  readonly listing?: (request: FakeRequest) => Answer
  /** By what a request is known: one that failed with 500 fails with it ever after. */
  readonly once?: (request: FakeRequest) => string
  readonly refusal: Answer
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export async function fakeVendor({ accept, listing, once, refusal }: FakeVendorOptions): Promise<FakeVendor> {
  const burnt = new Set<string>()
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming)
    vendor.asked.push(request)
    const taken = accept(request)
    if (taken === null) return answer(response, listing?.(request) ?? { status: 404, body: {} })
    const name = once?.(request)
    const mood = name !== undefined && burnt.has(name) ? 'fail' : vendor.temper?.mood() ?? vendor.mood
    if (name !== undefined && (mood === 'accept-then-fail' || mood === 'fail')) burnt.add(name)
    const kept = mood.startsWith('accept') ? taken() : null
    await vendor.temper?.pause()
    switch (mood) {
      case 'accept': return answer(response, kept ?? refusal)
      case 'accept-then-cut': return void response.destroy()
      case 'refuse': return answer(response, refusal)
      case 'unauthorised': return answer(response, { status: 401, body: { message: 'Authenticate', code: 20003 } })
      case 'too-many': return void response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' }).end('{"message":"Too many requests"}')
      case 'accept-then-fail':
      case 'fail': return answer(response, { status: 500, body: { message: 'Internal error' } })
      case 'garbage': return void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>not what you wanted')
      case 'silent':
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const vendor: FakeVendor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: [], mood: 'accept', temper: null,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return vendor
}

async function read(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { method: incoming.method ?? '', url: new URL(incoming.url ?? '', 'http://fake'), headers: incoming.headers, body: Buffer.concat(chunks).toString() }
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
