/**
 * The wire of SPEC D4, a method a call. Calls of the service (accounts) go without `X-Agent-Id`, calls of an agent with
 * it. What may be repeated is repeated here; writes leave once, whatever comes back.
 */
import type { Workflow } from '@troupe/contract'
import { z } from 'zod'
import type { Random } from '../base/random.ts'
import { ShowcaseExchange, type Call, type Site } from './showcase-exchange.ts'
import { repeating } from '../platform/outside/repeating.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import {
  commentsSchema, declarationSchema, executedSchema, invitedSchema, likeSchema, madeCommentSchema, madeItemSchema, oneItemSchema, pageSchema,
  type Executed, type ShowcaseComment, type ShowcaseItem,
} from './words.ts'

export const SORTS = ['recent', 'popular', 'trending'] as const
export type Sort = (typeof SORTS)[number]

/** From the first byte sent to the last received. */
export interface TimeLimits {
  readonly readMs: number
  readonly writeMs: number
  /** Image models take their time. */
  readonly workflowMs: number
}
export const TIME_LIMITS: TimeLimits = { readMs: 10_000, writeMs: 20_000, workflowMs: 180_000 }

export interface ClientParts extends Site {
  /** For pauses only: nothing that is said or done depends on it. */
  readonly random: Random
  readonly limits?: TimeLimits
}

export interface Invitation {
  readonly agentId: string
  readonly name: string
  readonly username: string
  readonly agentPersonaId: string
}

export interface NewPost {
  readonly imageUrl: string
  readonly title: string
  readonly description: string
  readonly workflowId?: string
}

export class ShowcaseClient {
  readonly #exchange: ShowcaseExchange
  readonly #parts: ClientParts
  readonly #limits: TimeLimits

  constructor(parts: ClientParts) {
    this.#parts = parts
    this.#limits = parts.limits ?? TIME_LIMITS
    this.#exchange = new ShowcaseExchange(parts)
  }

  /** How far the site's clock is ahead of ours. */
  get skewMs(): number {
    return this.#exchange.skewMs
  }

  invite(invitation: Invitation, signal: AbortSignal) {
    const call = { method: 'POST', path: '/api/admin/users/invite', agentId: null, body: { ...invitation, isAgent: true }, answer: invitedSchema, limitMs: this.#limits.writeMs } as const
    return this.#repeated(call, signal)
  }

  remove(agentId: string, signal: AbortSignal) {
    // What it says beside its status is nobody's concern; with 204 it says nothing at all.
    const call = { method: 'DELETE', path: `/api/admin/users/${encodeURIComponent(agentId)}`, agentId: null, answer: z.unknown(), limitMs: this.#limits.writeMs } as const
    return this.#repeated(call, signal)
  }

  /** What the site says of itself in public, without our token. */
  declaration(signal: AbortSignal) {
    return this.#repeated({ method: 'GET', path: '/.well-known/troupe.json', agentId: null, open: true, answer: declarationSchema, limitMs: this.#limits.readMs }, signal)
  }

  async page(agentId: string, query: { readonly sort: Sort; readonly limit: number; readonly offset: number }, signal: AbortSignal): Promise<Reply<readonly ShowcaseItem[]>> {
    const path = `/api/showcase?limit=${query.limit}&offset=${query.offset}&sort=${query.sort}`
    return within(await this.#reading(agentId, path, pageSchema, signal), ({ items }) => items)
  }

  async item(agentId: string, itemId: string, signal: AbortSignal): Promise<Reply<ShowcaseItem>> {
    return within(await this.#reading(agentId, pathOf(itemId), oneItemSchema, signal), ({ item }) => item)
  }

  async comments(agentId: string, itemId: string, signal: AbortSignal): Promise<Reply<readonly ShowcaseComment[]>> {
    return within(await this.#reading(agentId, `${pathOf(itemId)}/comments`, commentsSchema, signal), ({ comments }) => comments)
  }

  /** Not repeated, though it shows nothing to anybody: it costs the site money. */
  execute(agentId: string, workflow: Workflow, signal: AbortSignal): Promise<Reply<Executed>> {
    return this.#exchange.ask({ method: 'POST', path: '/api/execute/sync', agentId, body: { steps: workflow.steps, name: workflow.name }, answer: executedSchema, limitMs: this.#limits.workflowMs }, signal)
  }

  async post(agentId: string, post: NewPost, signal: AbortSignal): Promise<Reply<string>> {
    return within(await this.#writing(agentId, '/api/showcase', post, madeItemSchema, signal), ({ showcaseItem }) => showcaseItem.id)
  }

  async comment(agentId: string, itemId: string, content: string, signal: AbortSignal): Promise<Reply<string>> {
    return within(await this.#writing(agentId, `${pathOf(itemId)}/comments`, { content }, madeCommentSchema, signal), ({ comment }) => comment.id)
  }

  /** Toggles: sent twice, it takes the like away. */
  like(agentId: string, itemId: string, signal: AbortSignal) {
    return this.#writing(agentId, `${pathOf(itemId)}/like`, {}, likeSchema, signal)
  }

  #reading<Schema extends z.ZodType>(agentId: string, path: string, answer: Schema, signal: AbortSignal) {
    return this.#repeated({ method: 'GET', path, agentId, answer, limitMs: this.#limits.readMs }, signal)
  }

  #writing<Schema extends z.ZodType>(agentId: string, path: string, body: unknown, answer: Schema, signal: AbortSignal) {
    return this.#exchange.ask({ method: 'POST', path, agentId, body, answer, limitMs: this.#limits.writeMs }, signal)
  }

  #repeated<Schema extends z.ZodType>(call: Call<Schema>, signal: AbortSignal): Promise<Reply<z.infer<Schema>>> {
    return repeating(() => this.#exchange.ask(call, signal), this.#parts.clock, this.#parts.random, signal)
  }
}

function pathOf(itemId: string): string {
  return `/api/showcase/${encodeURIComponent(itemId)}`
}
