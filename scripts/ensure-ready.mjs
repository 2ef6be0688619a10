/**
 * Runs before every npm script, on whatever Node the machine has: installs when what is installed is not what
 * package-lock.json names, and builds the pages when their sources have changed. Plain JavaScript without
 * dependencies, because it is there before they are. With nothing to do it takes a tenth of a second.
 *
 * What is installed is read from npm's own note (`node_modules/.package-lock.json`, written last), not from a stamp of
 * ours: an `npm ci` by hand counts, one that was cut off does not.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const NODE_LEAST = [20, 19]

/** Which scripts show pages, or test them. */
const WITH_PAGES = new Set(['start', 'dev', 'worker', 'test', 'bench'])
const PAGE_SOURCES = ['packages/web', 'packages/contract']
const PAGE_STAMP = join(ROOT, 'packages', 'web', 'dist', '.built-from')
const NOT_SOURCES = new Set(['node_modules', 'dist', 'coverage'])

const purpose = process.argv[2] ?? 'start'
demandNode()
await install()
if (WITH_PAGES.has(purpose)) await buildPages()

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NODE_LEAST[0] || (major === NODE_LEAST[0] && minor >= NODE_LEAST[1])) return
  fail(`Troupe needs Node ${NODE_LEAST.join('.')} or newer to install itself (it then brings its own), and this is ${process.versions.node}.\n` +
    'Get a newer one from https://nodejs.org or with your version manager, and run the command again.')
}

async function install() {
  if (isInstalled()) return
  const outcome = await run('Installing', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  if (outcome.code !== 0) fail(`The installation failed (npm ci):\n${outcome.output}`)
}

/** Whether every package of the lock file is there in its version. Those of other platforms may be missing. */
function isInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))
  const found = readJson(join(ROOT, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true
    const there = found.packages[path]
    if (!there) return entry.optional === true && !fitsHere(entry)
    return there.version === entry.version && there.link === entry.link
  })
}

/** An optional package without a named platform may be left out by npm for reasons of its own. */
function fitsHere(entry) {
  if (!entry.os || !entry.cpu) return false
  const isGlibc = process.platform !== 'linux' || !existsSync('/etc/alpine-release')
  const libcFits = !entry.libc || entry.libc.includes(isGlibc ? 'glibc' : 'musl')
  return entry.os.includes(process.platform) && entry.cpu.includes(process.arch) && libcFits
}

async function buildPages() {
  if (!existsSync(join(ROOT, 'packages', 'web', 'vite.config.ts'))) return
  const sources = hashOfSources()
  if (existsSync(PAGE_STAMP) && readFileSync(PAGE_STAMP, 'utf8') === sources) return
  const outcome = await run('Building the pages', ['run', 'build', '-w', '@troupe/web'])
  if (outcome.code !== 0) fail(`The pages could not be built:\n${outcome.output}`)
  if (existsSync(dirname(PAGE_STAMP))) writeFileSync(PAGE_STAMP, sources)
}

/** By content: a checkout touches every file's time. */
function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  for (const folder of PAGE_SOURCES) addFolder(hash, join(ROOT, folder))
  return hash.digest('hex')
}

function addFolder(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !NOT_SOURCES.has(entry.name)) addFolder(hash, path)
    else if (entry.isFile()) hash.update(`${relative(ROOT, path)}\0`).update(readFileSync(path)).update('\0')
  }
}

/** Runs npm quietly under one line of progress; its words are kept for the case of failure. */
function run(title, args) {
  const started = performance.now()
  const stop = showProgress(`${title}…`)
  const npm = process.env.npm_execpath
  // The npm that runs us, where there is one: the one on the path may be another.
  const viaNode = npm !== undefined && /\.c?js$/.test(npm)
  const child = spawn(viaNode ? process.execPath : 'npm', viaNode ? [npm, ...args] : args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !viaNode && process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk })
  return new Promise((resolve) => {
    const end = (code) => {
      stop(code === 0 ? `done in ${((performance.now() - started) / 1000).toFixed(1)} s` : 'failed')
      resolve({ code, output: output.trim() })
    }
    child.once('error', (error) => { output += error.message; end(1) })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** A spinner on a terminal, a dot now and then in a log. On standard error: standard output is for results. */
function showProgress(line) {
  const screen = process.stderr
  if (!screen.isTTY) {
    screen.write(line)
    const timer = setInterval(() => screen.write('.'), 5000)
    return (ending) => { clearInterval(timer); screen.write(` ${ending}\n`) }
  }
  const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
  let turn = 0
  const timer = setInterval(() => screen.write(`\r${frames[turn++ % frames.length]} ${line} `), 80)
  return (ending) => { clearInterval(timer); screen.write(`\r\u001b[K${line} ${ending}\n`) }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
