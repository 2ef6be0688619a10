/** The town on a port of this machine: tokens, JSON and forms, limits told in headers, and whatever misbehaviour a test asks for. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../base/clock.ts'
import { LATE_MS, LIMIT_MS, spoil, type FaultScript } from '../../platform/testing/misbehaviour.ts'
import { API, type Answer } from './api.ts'
import type { Town, TownAccount } from './town.ts'

export interface MastodonServer extends AsyncDisposable {
  readonly origin: string
  /** What it was asked so far. */
  readonly asked: { all: number; writes: number }
  /** Headers of the last request that wrote something. */
  lastWrite: IncomingMessage['headers']
}

export async function startMastodon(town: Town, clock: Clock, script: FaultScript): Promise<MastodonServer> {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [url, method] = [new URL(request.url ?? '/', mastodon.origin), request.method ?? 'GET']
    mastodon.asked.all += 1
    if (method !== 'GET') {
      mastodon.asked.writes += 1
      mastodon.lastWrite = request.headers
    }
    const body = await bodyOf(request, url)
    const nowMs = clock.now()
    for (const [name, value] of [['date', new Date(nowMs).toUTCString()], ['x-ratelimit-limit', '300'], ['x-ratelimit-remaining', '271'], ['x-ratelimit-reset', new Date(nowMs + LIMIT_MS).toISOString()]] as const) response.setHeader(name, value)
    const work = (): Answer => answerTo(request, url, body)
    const fault = script.take(method, url.pathname)
    if (fault === null) return send(response, work())
    switch (fault.kind) {
      case 'late':
        setTimeout(work, LATE_MS)
        return void response.destroy()
      case 'limit':
        return send(response.setHeader('x-ratelimit-remaining', '0'), { status: 429, body: { error: 'Too many requests' } })
      case 'limit-untold':
        for (const name of ['limit', 'remaining', 'reset']) response.removeHeader(`x-ratelimit-${name}`)
        return send(response, { status: 429, body: { error: 'Too many requests' } })
      default:
        return spoil(fault.kind, fault.worked ? work() : { status: 200, body: {} }, response)
    }
  }

  function answerTo({ method, headers }: IncomingMessage, url: URL, body: ReadonlyMap<string, unknown>): Answer {
    const viewer: TownAccount | undefined = town.accounts.values().find(({ token }) => token !== null && headers.authorization === `Bearer ${token}`)
    if (viewer === undefined) return { status: 401, body: { error: 'The access token is invalid' } }
    for (const route of API) {
      const match = route.method === method ? route.path.exec({ pathname: url.pathname }) : null
      const key = headers['idempotency-key']
      if (match !== null) return route.answer({ town, origin: mastodon.origin, viewer, path: url.pathname, id: match.pathname.groups['id'] ?? '', query: url.searchParams, body, key: typeof key === 'string' ? key : null })
    }
    return { status: 404, body: { error: 'Record not found' } }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else send(response, { status: 500, body: { error: String(error) } })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mastodon: MastodonServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: { all: 0, writes: 0 },
    lastWrite: {},
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return mastodon
}

async function bodyOf(incoming: IncomingMessage, url: URL): Promise<ReadonlyMap<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  const type = incoming.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return new Map(await new Request(url, { method: 'POST', headers: { 'content-type': type }, body: Buffer.concat(chunks) }).formData())
  const text = Buffer.concat(chunks).toString()
  return new Map(Object.entries(text === '' ? {} : JSON.parse(text) as Record<string, unknown>))
}

function send(response: ServerResponse, { status, body, link }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...(link === undefined ? {} : { link }) }).end(JSON.stringify(body))
}
