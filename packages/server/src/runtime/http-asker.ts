/**
 * Asks http brains: a signed POST (Standard Webhooks: HMAC-SHA256 over id, timestamp and body), a time limit, a bounded
 * answer checked by schema. Whatever the far side does comes back as an outcome.
 */
import { createHmac } from 'node:crypto'
import type { Ask, HttpReply } from '../agent/brain.ts'
import { httpAnswerSchema } from '../agent/http-brain.ts'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { SAID } from '../base/fault-words.ts'

/** Ten actions of 1,000 characters, with room. */
const ANSWER_BYTES_MOST = 256 * 1024

export async function askHttp(ask: Ask & { kind: 'http' }, fetchIt: typeof fetch, clock: Clock, signal: AbortSignal): Promise<HttpReply> {
  const body = JSON.stringify(ask.body)
  const id = String(ask.body['turnId'])
  const timestamp = String(Math.floor(clock.now() / 1000))
  const timeLimit = AbortSignal.timeout(ask.timeoutMs)
  try {
    const response = await fetchIt(ask.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json', accept: 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp,
        ...(ask.secret === null ? {} : { 'webhook-signature': `v1,${sign(ask.secret, `${id}.${timestamp}.${body}`)}` }),
      },
      body,
      signal: AbortSignal.any([signal, timeLimit]),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return { kind: 'failed', message: `it answered ${response.status}` }
    }
    return read(await textOf(response))
  } catch (error) {
    if (timeLimit.aborted) return { kind: 'failed', message: `no answer within ${ask.timeoutMs} ms` }
    return signal.aborted ? { kind: 'failed', message: 'switched off', aborted: true } : { kind: 'failed', message: messageOf(error) }
  }
}

/** `whsec_` secrets are base64, as the Standard Webhooks libraries expect; others are taken as they are. */
function sign(secret: string, content: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
  return createHmac('sha256', key).update(content).digest('base64')
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES_MOST) throw new Error(`the answer is longer than ${ANSWER_BYTES_MOST} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function read(text: string): HttpReply {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'failed', message: 'the answer is no JSON' }
  }
  const parsed = httpAnswerSchema.safeParse(value, SAID)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'failed', message: `the answer does not fit: ${issue?.path.join('.') || 'answer'}: ${issue?.message ?? ''}` }
  }
  return {
    kind: 'answered',
    intents: parsed.data.actions.map(({ action, input }) => ({ action, input })),
    thought: parsed.data.reasoning ?? null,
  }
}
