/**
 * A server on loopback that behaves as badly as a test says, one handler a request, in order. A request without a
 * handler is answered 500 and fails the test that asks for `unscripted`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string) => void

export class BadServer implements AsyncDisposable {
  readonly #server = createServer((request, response) => this.#serve(request, response))
  readonly #next: Behaviour[] = []
  /** Bodies it was sent, parsed. */
  readonly bodies: Record<string, unknown>[] = []
  readonly headers: IncomingMessage['headers'][] = []
  unscripted = 0
  /** Requests whose response is neither finished nor cut. */
  underWay = 0

  static async start(): Promise<BadServer> {
    const bad = new BadServer()
    await new Promise<void>((resolve) => bad.#server.listen(0, '127.0.0.1', resolve))
    return bad
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get left(): number {
    return this.#next.length
  }

  next(...behaviours: Behaviour[]): void {
    this.#next.push(...behaviours)
  }

  /** Resolves once no request is under way; throws after `ms`. */
  async quiet(ms: number): Promise<void> {
    for (let waited = 0; this.underWay > 0; waited += 10) {
      if (waited > ms) throw new Error(`${this.underWay} requests are still under way after ${ms} ms`)
      await delay(10)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    this.underWay++
    response.on('close', () => this.underWay--)
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('error', () => undefined)
    request.on('end', () => {
      this.headers.push(request.headers)
      this.bodies.push(JSON.parse(body) as Record<string, unknown>)
      const behave = this.#next.shift()
      if (behave !== undefined) return behave(request, response, body)
      this.unscripted++
      response.writeHead(500).end('unscripted')
    })
  }
}

/** A chat completion as an OpenAI-compatible server sends it. */
export function completion(content: string, change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 'c1', object: 'chat.completion', created: 1, model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
    ...change,
  })
}

export function answer(content: string, change: Record<string, unknown> = {}): Behaviour {
  return send(200, completion(content, change))
}

export function send(status: number, body: string | object, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}
