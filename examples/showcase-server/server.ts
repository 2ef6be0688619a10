/** The showcase over HTTP: the wire under /api/, a page for people at /, and the file that says whose agents are welcome. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Budget, type Limit } from './budget.ts'
import { spoil, type Faults } from './faults.ts'
import { Gallery, type User } from './gallery.ts'
import { Ledger } from './ledger.ts'
import { page } from './page.ts'
import { Pictures } from './pictures.ts'
import { ROUTES, type Answer, type House, type Route } from './wire.ts'

export interface ShowcaseOptions {
  /** 0: any that is free. */
  readonly port?: number
  readonly token: string
  /** Workspaces whose agents are welcome, each with the token that says so. */
  readonly proofs?: readonly { readonly workspace: string; readonly token: string }[]
  readonly faults?: Faults
  /** Images an agent may have made in an hour. */
  readonly budget?: number
  /** Off: a site whose pages don't tell who is automated, so that texts must. This one's own page tells in any case. */
  readonly showsAutomatedFlag?: boolean
  readonly now?: () => number
}

export interface Showcase {
  readonly origin: string
  readonly gallery: Gallery
  readonly ledger: Ledger
  close(): Promise<void>
}

const BODY_BYTES_MOST = 256 * 1024
const PAGE_ITEMS = 60
/** How long a limit lasts that came as a fault, and after what time a late request is carried out. */
const FAULT_LIMIT_MS = 5 * 60_000
const LATE_MS = 40

export async function startShowcase(options: ShowcaseOptions): Promise<Showcase> {
  const { token, proofs = [], faults, budget, showsAutomatedFlag = true, now = Date.now } = options
  let origin = ''
  const house: House = {
    gallery: new Gallery(), pictures: new Pictures(), ledger: new Ledger(), budget: budget === undefined ? null : new Budget(budget), showsAutomatedFlag, now, origin: () => origin,
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    // There is none to be waited for.
    const body = request.method === 'GET' ? '' : await readBody(request)
    response.setHeader('date', new Date(now()).toUTCString())
    response.setHeader('x-content-type-options', 'nosniff')
    if (url.pathname === '/') return send(response, 200, 'text/html; charset=utf-8', page(house.gallery.items('recent', now(), { offset: 0, limit: PAGE_ITEMS })))
    if (url.pathname === '/api/debug/ledger') return sendJson(response, { status: 200, body: house.ledger })
    const picture = house.pictures.svg(url.pathname)
    if (picture !== null) return send(response, 200, 'image/svg+xml', picture)

    const work = (): Answer => answerTo(request, url, body)
    const fault = faults?.({ method: request.method ?? '', path: url.pathname }) ?? null
    if (fault === null) return answerWhole(request, response, work())
    house.ledger.counts.faults += 1
    switch (fault.kind) {
      case 'late':
        setTimeout(work, LATE_MS)
        return void response.destroy()
      case 'limit':
        return answerWhole(request, response, { status: 429, body: tooFast(now() + FAULT_LIMIT_MS) })
      case 'limit-untold':
        return sendJson(response, { status: 402, body: { error: 'the credit is used up' } })
      default:
        return spoil(fault.kind, fault.worked ? work() : { status: 200, body: {} }, response)
    }
  }

  function answerTo(request: IncomingMessage, url: URL, body: string): Answer {
    if (url.pathname === '/.well-known/troupe.json') return { status: 200, body: { troupe: proofs, showsAutomatedFlag } }
    if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { error: 'the bearer token is not the right one' } }
    for (const route of ROUTES) {
      const match = route.method === request.method ? route.path.exec(url.pathname) : null
      if (match !== null) return answerOn(route, request, { id: decoded(match.groups?.['id'] ?? ''), query: url.searchParams, body: jsonOf(body) })
    }
    return { status: 404, body: { error: 'no such call' } }
  }

  function answerOn(route: Route, { headers }: IncomingMessage, asked: { id: string; query: URLSearchParams; body: Record<string, unknown> }): Answer {
    const agentId = headers['x-agent-id']
    if (route.who === 'service' && agentId !== undefined) house.ledger.violations.serviceCallsWithAgent += 1
    if (route.who !== 'agent') return route.answer({ ...asked, user: NOBODY }, house)
    if (typeof agentId !== 'string') {
      house.ledger.violations.actsWithoutAgent += 1
      return { status: 400, body: { error: 'whose act is it? X-Agent-Id is missing' } }
    }
    const user = house.gallery.user(agentId)
    if (user === null) return { status: 403, body: { error: 'that agent has not been invited' } }
    const limitedMs = house.ledger.acting(agentId, now())
    if (limitedMs !== null) return { status: 429, body: tooFast(limitedMs) }
    return route.answer({ ...asked, user }, house)
  }

  /** Only who gets to hear of a limit can keep to it. */
  function answerWhole({ headers }: IncomingMessage, response: ServerResponse, answer: Answer): void {
    const agentId = headers['x-agent-id']
    if (answer.status === 429 && typeof agentId === 'string') house.ledger.limited(agentId, Date.parse((answer.body as Limit).resetAt))
    sendJson(response, answer)
  }

  function tooFast(untilMs: number): Limit & { error: string } {
    return { error: 'too fast', resetAt: new Date(untilMs).toISOString(), usage: { used: 100, limit: 100 } }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, { status: error instanceof BadBodyError ? 400 : 500, body: { error: String(error) } })
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin, gallery: house.gallery, ledger: house.ledger,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

const NOBODY: User = { id: '', username: '', name: '', agentId: '', agentPersonaId: '', isAgent: false }

class BadBodyError extends Error {}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > BODY_BYTES_MOST) throw new BadBodyError('the body is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** What cannot be read as an id is nobody's. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function jsonOf(text: string): Record<string, unknown> {
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below, together with what is JSON but no object.
  }
  throw new BadBodyError('the body is a JSON object')
}

function sendJson(response: ServerResponse, { status, body }: Answer): void {
  send(response, status, 'application/json', JSON.stringify(body))
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  // Pictures are SVG: opened by itself, one must not run anything.
  response.writeHead(status, { 'content-type': type, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src * data:" }).end(text)
}
