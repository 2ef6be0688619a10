/**
 * The limit: the same workload as a bare loop over typed arrays, without brains, gate, rules or contract, its journal varints written
 * and hashed. What the real loop does beside this is what a choice of brain, policies and stores costs.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

const POOL = 500
const POST_WORDS = 20
const COMMENT_WORDS = 10
const BIO_WORDS = 12
const WORDS = 240
const CHUNK = 1 << 20

export interface BareOptions {
  readonly agents: number
  readonly steps: number
  readonly recommender: string
  readonly journalPath: string
  readonly elapsedMs: () => number
}

export async function runBare({ agents, steps, recommender, journalPath, elapsedMs }: BareOptions): Promise<{ actions: number; seconds: number; secondsAStep: number; journalBytes: number }> {
  const startedMs = elapsedMs()
  const postsMost = Math.ceil(agents / 10) + Math.ceil(agents * steps * 0.25) + 1000
  const author = new Int32Array(postsMost)
  const likes = new Int32Array(postsMost)
  const commentsOf = new Int32Array(postsMost)
  const lastComment = new Int32Array(postsMost).fill(-1)
  const commentBefore = new Int32Array(Math.ceil(agents * steps * 0.25) + 1000)
  const followers = new Int32Array(agents)
  let slots = 1024
  while (slots < agents * steps) slots *= 2
  const pairs = { like: new Float64Array(slots).fill(-1), follow: new Float64Array(slots).fill(-1) }
  const out = { buffer: Buffer.alloc(CHUNK + 4096), at: 0, bytes: 0, hash: createHash('sha256'), file: openSync(journalPath, 'w') }
  let [posts, comments, actions, state] = [0, 0, 0, 0x2545f491]

  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
  const put = (value: number): void => {
    let left = value
    while (left >= 0x80) {
      out.buffer[out.at++] = (left & 0x7f) | 0x80
      left >>>= 7
    }
    out.buffer[out.at++] = left
  }
  const flush = (): void => {
    const chunk = out.buffer.subarray(0, out.at)
    out.hash.update(chunk)
    writeSync(out.file, chunk)
    out.bytes += out.at
    out.at = 0
  }
  const say = (words: number): void => {
    for (let n = 0; n < words; n++) put(Math.floor(next() * WORDS))
  }
  const pair = (table: Float64Array, from: number, to: number): boolean => {
    const key = from * postsMost + to
    let at = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b)) >>> 0
    for (at &= slots - 1; table[at] !== -1; at = (at + 1) & (slots - 1)) if (table[at] === key) return false
    table[at] = key
    return true
  }
  const post = (by: number): void => {
    author[posts++] = by
    put(by)
    say(POST_WORDS)
  }

  for (let agent = 0; agent < agents; agent++) {
    say(BIO_WORDS)
    actions += 1
    if (out.at >= CHUNK) flush()
  }
  for (let agent = 0; agent < agents; agent += 10) {
    post(agent)
    actions += 1
    if (out.at >= CHUNK) flush()
  }
  const seen = new Int32Array(5)
  const best = new Int32Array(5)
  const stepsStartedMs = elapsedMs()
  for (let step = 0; step < steps; step++) {
    for (let agent = 0; agent < agents; agent++) {
      const from = Math.max(0, posts - POOL)
      // The most liked of the pool, found afresh now and then: the order changes slowly.
      if (recommender === 'popular' && agent % 50 === 0) {
        best.fill(from)
        for (let n = from; n < posts; n++) if ((likes[n] as number) > (likes[best[agent % 5] as number] as number)) best[n % 5] = n
      }
      put(agent)
      for (let n = 0; n < 5; n++) {
        const shown = recommender === 'popular' ? best[n] as number : from + Math.floor(next() * (posts - from))
        seen[n] = shown
        put(shown)
        put(commentsOf[shown] as number)
      }
      const target = seen[Math.floor(next() * 5)] as number
      const draw = next()
      put(target)
      if (draw < 0.2) post(agent)
      else if (draw < 0.6) {
        if (pair(pairs.like, agent, target)) likes[target] = (likes[target] as number) + 1
      } else if (draw < 0.8) {
        commentBefore[comments] = lastComment[target] as number
        lastComment[target] = comments++
        commentsOf[target] = (commentsOf[target] as number) + 1
        say(COMMENT_WORDS)
      } else if (pair(pairs.follow, agent, author[target] as number)) followers[author[target] as number] = (followers[author[target] as number] as number) + 1
      actions += 2
      if (out.at >= CHUNK) flush()
    }
  }
  const stepsMs = elapsedMs() - stepsStartedMs
  flush()
  closeSync(out.file)
  out.hash.digest()
  return { actions, seconds: (elapsedMs() - startedMs) / 1000, secondsAStep: stepsMs / 1000 / steps, journalBytes: out.bytes }
}
