/** A call of the showcase's wire: whose act it is, signed with the site's token, its answer of the shape that is due. */
import type { z } from 'zod'
import { Exchange, fitting, type Place } from '../platform/outside/exchange.ts'
import type { Reply } from '../platform/outside/reply.ts'
import { limitTold } from './limit.ts'
import { complaintSchema } from './words.ts'

export interface Site extends Place {
  readonly token: string
}

export interface Call<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Whose act it is; null for a service call. */
  readonly agentId: string | null
  readonly body?: unknown
  /** What is said without the service's token: reading a public file. */
  readonly open?: true
  readonly answer: Schema
  /** From the first byte sent to the last received. */
  readonly limitMs: number
}

export class ShowcaseExchange {
  readonly #token: string
  readonly #exchange: Exchange

  constructor(site: Site) {
    this.#token = site.token
    this.#exchange = new Exchange(site, { limitTold, complaintOf })
  }

  get skewMs(): number {
    return this.#exchange.skewMs
  }

  async ask<Schema extends z.ZodType>(call: Call<Schema>, signal: AbortSignal): Promise<Reply<z.infer<Schema>>> {
    const { method, path, body, limitMs } = call
    const asked = { method, path, headers: this.#headers(call), ...(body === undefined ? {} : { body: JSON.stringify(body) }), secret: this.#token, limitMs }
    return fitting(call.answer, await this.#exchange.ask(asked, signal))
  }

  #headers(call: Call<z.ZodType>): Record<string, string> {
    return {
      accept: 'application/json',
      ...(call.open ? {} : { authorization: `Bearer ${this.#token}` }),
      ...(call.agentId === null ? {} : { 'x-agent-id': call.agentId }),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    }
  }
}

function complaintOf(body: unknown): string | null {
  const { data } = complaintSchema.safeParse(body)
  return data?.error ?? data?.message ?? data?.detail ?? data?.title ?? null
}
