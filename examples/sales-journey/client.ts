/** Troupe's API as anybody would call it: JSON over HTTP with a bearer. */
import { setTimeout as delay } from 'node:timers/promises'

const WAIT_MOST_MS = 60_000
const LOOK_EVERY_MS = 150

export class Client {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.call<Answer>('GET', path)
  }

  post<Answer>(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call<Answer>('POST', path, body, headers)
  }

  async call<Answer>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method, headers: { authorization: `Bearer ${this.#token}`, ...body === undefined ? {} : { 'content-type': 'application/json' }, ...headers }, ...body === undefined ? {} : { body: JSON.stringify(body) },
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return await response.json() as Answer
  }

  /** Asks again until the answer has what is looked for. */
  async until<Answer, Found>(path: string, find: (answer: Answer) => Found | null | undefined, what: string): Promise<Found> {
    for (const endMs = performance.now() + WAIT_MOST_MS; performance.now() < endMs; await delay(LOOK_EVERY_MS)) {
      const found = find(await this.get<Answer>(path))
      if (found != null) return found
    }
    throw new Error(`${what}: waited for it ${WAIT_MOST_MS / 1000} s in vain`)
  }
}
