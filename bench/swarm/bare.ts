/** The same requests once more, by a loop that does nothing else: no agents, no guard, no schemas, answers read as text. */
import { Agent, request } from 'node:http'

export interface Sent {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** In their order, so many at once. Resolves to the seconds it took. */
export async function sendAll(origin: string, sent: readonly Sent[], atOnce: number): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const queue = sent.values()
  const lane = async (): Promise<void> => {
    for (const one of queue) await send(origin, one, agent)
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  agent.destroy()
  return (performance.now() - startedMs) / 1000
}

function send(origin: string, { method, path, headers, body }: Sent, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { method, agent, headers: { ...headers, ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }) } }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (part: string) => {
        text += part
      })
      incoming.on('end', () => resolve(text))
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })
}
