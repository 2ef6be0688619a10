/**
 * Puts back the platform packages that npm dropped from package-lock.json: `node scripts/complete-lockfile.mjs`,
 * after every change of dependencies.
 *
 * npm leaves an optional package out of the lock file when the registry it asked does not have it (a mirror that
 * carries some platforms only), and `npm ci` on a fresh clone then fails with EUSAGE, on every platform. What is
 * missing can be told from the package that wants it: an exact version, and a platform in the name. The hash cannot,
 * so such an entry has none until the lock file is next written against a full registry.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32', 'loong64']

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const added = []
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    }
    added.push(`${name}@${version}`)
  }
}
if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
}
process.stdout.write(added.length === 0 ? 'Nothing is missing.\n' : `Added ${added.length}:\n${added.join('\n')}\n`)

/** As Node looks it up: beside the package that wants it, then further out. */
function isLocked(path, name) {
  for (let at = path; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true
    if (at === '') return false
  }
}

function platformOf(name) {
  const words = name.split(/[/-]/)
  const system = SYSTEMS.find((word) => words.includes(word))
  const processor = PROCESSORS.find((word) => words.includes(word))
  if (!processor) throw new Error(`${name} names no platform; add it to the lock file by hand`)
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : null
  return {
    cpu: [processor],
    ...(system === 'linux' && libc ? { libc: [libc] } : {}),
    ...(system ? { os: [system === 'windows' ? 'win32' : system] } : {}),
  }
}
