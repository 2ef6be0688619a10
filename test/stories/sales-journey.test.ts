/** `examples/sales-journey` as a person runs it: a process of its own that starts an instance and speaks to it over HTTP alone. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testDatabase } from '../../packages/server/src/store/testing/test-database.ts'

const HOME = fileURLToPath(new URL('../../', import.meta.url))

test('one creator and four leads, from a first view to a payment and what it is put down to', async () => {
  await using database = await testDatabase()
  const child = spawn(process.execPath, ['examples/sales-journey/main.ts'], { cwd: HOME, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATABASE_URL: database.url } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'close')
  expect(said).toContain('Everything was as expected.')
  expect(said).not.toContain('✗')
  expect(code).toBe(0)
})
