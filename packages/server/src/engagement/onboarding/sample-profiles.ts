/** Profiles that ship, for trying things out without a profile API: what `examples/profile-server` serves. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../../../examples/profile-server/profiles/', import.meta.url))
/** As they are in a path; nothing else is looked for on the disk. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{0,59}$/

/** The text as it would come from the API; null where none of that name ships. */
export async function sampleProfile(username: string): Promise<string | null> {
  if (!USERNAME.test(username)) return null
  return readFile(`${FOLDER}${username}.json`, 'utf8').catch(() => null)
}

export async function sampleUsernames(): Promise<string[]> {
  const names = await readdir(FOLDER).catch(() => [])
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort()
}
