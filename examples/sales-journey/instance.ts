/** A fresh instance and a profile API, each a process of its own, and an owner who has signed in. They end with the journey. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HOME = fileURLToPath(new URL('../../', import.meta.url))
const START_WITHIN_MS = 120_000

export interface Owned extends AsyncDisposable {
  readonly url: string
  /** Bearer of the owner's. */
  readonly token: string
}

export async function freshInstance(): Promise<Owned> {
  await using parts = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'troupe-journey-'))
  parts.defer(() => rm(folder, { recursive: true, force: true }))
  // As root the database runs as another user, who has to pass through here.
  await chmod(folder, 0o711)
  const profiles = parts.use(await started(['examples/profile-server/main.ts', '--port', '0'], {}, /(http:\S+)/))
  const instance = parts.use(await started(['packages/server/src/main.ts', 'up', '--empty'], {
    PORT: '0', LOG_LEVEL: 'error', TROUPE_DATA_DIR: join(folder, 'data'), TROUPE_RUNS_DIR: join(folder, 'runs'), PROFILE_API_URL: profiles.found[1] ?? '', ...process.env['DATABASE_URL'] === undefined ? {} : { DATABASE_URL: process.env['DATABASE_URL'] },
  }, /Feed\s+(http:\S+)[\s\S]*#(setup_\S+)/))
  const [, url = '', bootstrapToken = ''] = instance.found
  const registered = await fetch(`${url}/api/auth/register`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Ines Kowal', email: 'ines@kowal.example', password: 'flour water salt time', workspace: 'Ines bakes', bootstrapToken }),
  })
  if (!registered.ok) throw new Error(`The owner could not be set up: ${await registered.text()}`)
  const { accessToken } = await registered.json() as { accessToken: string }
  const owned = parts.move()
  return { url, token: accessToken, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** A process of the checkout, as soon as it has said what is looked for. */
async function started(args: readonly string[], env: Readonly<Record<string, string>>, wanted: RegExp): Promise<AsyncDisposable & { readonly found: RegExpExecArray }> {
  const child = spawn(process.execPath, args, { cwd: HOME, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } })
  const exited = once(child, 'exit')
  let said = ''
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    const found = wanted.exec(said)
    if (found !== null) resolve(found)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  void exited.then(() => reject(new Error(`${args[0]} ended before it had started:\n${said}`)))
  const timer = setTimeout(() => reject(new Error(`${args[0]} did not start within ${START_WITHIN_MS / 1000} s:\n${said}`)), START_WITHIN_MS)
  const end = async (): Promise<void> => {
    child.kill('SIGINT')
    await exited
  }
  try {
    return { found: await promise, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
