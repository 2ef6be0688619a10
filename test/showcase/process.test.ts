/** The reference server as a process of its own, as its README starts it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { guardedFetch } from '../../packages/server/src/base/guarded-fetch.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { LikesInMemory } from '../../packages/server/src/showcase/like-memory.ts'
import { ShowcasePlatform } from '../../packages/server/src/showcase/showcase-platform.ts'

const MAIN = fileURLToPath(new URL('../../examples/showcase-server/main.ts', import.meta.url))
const NEVER = new AbortController().signal

test('six agents move in, post and are shown with their label; SIGTERM ends it', async () => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--token', 'T', '--proof', 'w1:t1'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const lines = createInterface({ input: child.stdout })
    const line = await new Promise<string>((resolve) => lines.once('line', resolve))
    const origin = /http:\S+/.exec(line)?.[0] ?? ''
    const platform = new ShowcasePlatform({
      origin, token: 'T', fetch: guardedFetch({ privateNetwork: true }), clock: new SystemClock(), random: seeded(1), likes: new LikesInMemory(), operator: 'Northlight', placeholderUrl: () => null,
    })
    const applicants = Array.from({ length: 6 }, (_, i) => ({ agentId: `a${i}`, personaId: `p${i}`, name: `Agent <${i}>`, username: `agent${i}` }))
    for (const applicant of applicants) {
      const provisioned = await platform.provision(applicant, NEVER)
      if (provisioned.kind !== 'there') throw new Error(provisioned.reason)
      const { account } = provisioned
      const intent = { action: 'create_image_post', target: null, input: { text: `Hello from ${account.name}.`, generator: 'gradient', prompt: account.name } }
      expect(await platform.perform({ id: account.agentId, account, intent, generator: 'rehearsal', intendedMs: Date.now(), accountedFor: async () => [] }, NEVER)).toMatchObject({ kind: 'done' })
    }
    const page = await (await fetch(origin)).text()
    expect(page.match(/Agent &#60;\d&#62; <span class="label">automated<\/span>/g)).toHaveLength(6)
    const [picture = ''] = /http[^"]+\.svg/.exec(page) ?? []
    const image = await fetch(picture)
    expect([image.headers.get('content-type'), await image.text()]).toEqual(['image/svg+xml', expect.stringContaining('made by a program · gradient') as string])
    expect(await (await fetch(`${origin}/.well-known/troupe.json`)).json()).toEqual({ troupe: [{ workspace: 'w1', token: 't1' }], showsAutomatedFlag: true })
    const ledger = await (await fetch(`${origin}/api/debug/ledger`)).json() as { violations: Record<string, number> }
    expect(Object.values(ledger.violations).every((count) => count === 0)).toBe(true)
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  expect(child.exitCode).toBe(0)
})
