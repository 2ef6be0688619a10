/** Stands between the adapter and a PDS on this machine, passes everything on, and spoils what it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Clock } from '../../base/clock.ts'
import { FaultScript, LATE_MS, LIMIT_MS, spoil } from '../../platform/testing/misbehaviour.ts'

/** Of hops, not of messages. */
const NOT_PASSED_ON = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'])

export class FaultProxy implements AsyncDisposable {
  readonly script = new FaultScript()
  readonly #server = createServer((request, response) => void this.#serve(request, response).catch(() => response.destroy()))
  readonly #target: string
  readonly #clock: Clock

  private constructor(target: string, clock: Clock) {
    this.#target = target
    this.#clock = clock
  }

  static async before(target: string, clock: Clock): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, clock)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const pass = await this.#passing(request, path)
    const fault = this.script.take(request.method ?? '', path)
    if (fault === null) {
      const { status, headers, body } = await pass()
      response.writeHead(status, headers).end(body)
    } else if (fault.kind === 'late') {
      response.destroy()
      // By then the test, and the server with it, may be over.
      setTimeout(() => void pass().catch(() => {}), LATE_MS)
    } else if (!('worked' in fault)) {
      const reset = { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': String((this.#clock.now() + LIMIT_MS) / 1_000) }
      response.writeHead(429, { 'content-type': 'application/json', ...(fault.kind === 'limit' ? reset : {}) }).end('{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}')
    } else {
      const { status, body } = fault.worked ? await pass() : { status: 200, body: Buffer.from('{}') }
      spoil(fault.kind, { status, body: JSON.parse(body.toString() || '{}') as unknown }, response)
    }
  }

  async #passing(request: IncomingMessage, path: string): Promise<() => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>> {
    const sent = await buffer(request)
    const headers = Object.entries(request.headers).flatMap(([name, value]) => typeof value === 'string' && !NOT_PASSED_ON.has(name) ? [[name, value] as const] : [])
    return async () => {
      const answer = await fetch(new URL(path, this.#target), { method: request.method ?? 'GET', headers: Object.fromEntries(headers), ...(sent.byteLength === 0 ? {} : { body: sent }) })
      const passed = [...answer.headers].filter(([name]) => !NOT_PASSED_ON.has(name) && name !== 'content-encoding')
      return { status: answer.status, headers: Object.fromEntries(passed), body: Buffer.from(await answer.arrayBuffer()) }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
