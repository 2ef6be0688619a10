/**
 * The reference PDS as a child of the tests, where `npm ci --ignore-scripts` was run in `test/atproto/pds`. It is no
 * dependency of the workspace: with what it brings it weighs 326 MB, and of that better-sqlite3 wants an install script.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const FOLDER = join(import.meta.dirname, 'pds')

export const REAL_PDS_INSTALLED = existsSync(join(FOLDER, 'node_modules', '@atproto', 'pds', 'package.json'))

export interface RunningPds extends AsyncDisposable {
  readonly origin: string
}

export async function startRealPds({ adminPassword, rateLimits }: { readonly adminPassword: string; readonly rateLimits: boolean }): Promise<RunningPds> {
  const data = await mkdtemp(join(tmpdir(), 'troupe-pds-'))
  const child = spawn(process.execPath, ['--import', './hooks.mjs', 'process.mjs', data, adminPassword, String(rateLimits)], { cwd: FOLDER, stdio: ['pipe', 'pipe', 'pipe'] })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const ended = once(child, 'exit')
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => null)])
  if (line === null) throw new Error(`the PDS did not start: ${said.join('').slice(-2_000)}`)
  return {
    ...JSON.parse(String(line[0])) as { origin: string },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}
