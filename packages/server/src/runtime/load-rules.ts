/**
 * The owner's own rules brains: one file each in `<data folder>/brains`, known by its name. They are code that runs in
 * this process, so only what lies in that very folder is read: nothing below it, and no links out of it. A file that
 * is no good stops the start with its name, rather than leave its agents without a mind.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InvalidError, messageOf } from '../base/errors.ts'
import type { Rules } from '../agent/rules-brain.ts'

const CODE = /\.(?:ts|mts|mjs|js)$/
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const NAME_LONGEST = 80

export async function loadRules(folder: string): Promise<ReadonlyMap<string, Rules>> {
  const loaded = new Map<string, Rules>()
  for (const file of await filesIn(folder)) {
    const name = file.replace(CODE, '')
    if (!NAME.test(name) || name.length > NAME_LONGEST) throw fault(folder, file, 'name it with small letters, digits and hyphens, such as greeter.ts')
    if (loaded.has(name)) throw fault(folder, file, `there is another file for the rules "${name}"`)
    loaded.set(name, await rulesOf(folder, file))
  }
  return loaded
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && CODE.test(entry.name)).map((entry) => entry.name).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function rulesOf(folder: string, file: string): Promise<Rules> {
  let given: { readonly default?: unknown }
  try {
    given = await import(pathToFileURL(join(folder, file)).href) as { readonly default?: unknown }
  } catch (error) {
    throw fault(folder, file, messageOf(error))
  }
  const rules = given.default
  if (typeof rules !== 'object' || rules === null) throw fault(folder, file, 'it has no default export; export default { shouldAct, plan }')
  for (const name of ['shouldAct', 'plan'] as const) {
    if (typeof (rules as Record<string, unknown>)[name] !== 'function') throw fault(folder, file, `its default export has no function ${name}`)
  }
  return rules as Rules
}

function fault(folder: string, file: string, what: string): InvalidError {
  return new InvalidError(`${join(folder, file)}: ${what}`, [], 'rules-invalid')
}
