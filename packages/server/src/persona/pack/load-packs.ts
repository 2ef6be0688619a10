/** Reads packs from folders: `<folder>/pack.yaml` and one `<archetype>.yaml` for each archetype. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { messageOf } from '../../base/errors.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { PackInvalidError, type PackFault } from './pack-fault.ts'
import { PACK_CHARACTERS_MOST, parsePack, type PackFile } from './parse-pack.ts'

export interface LoadOptions {
  /** Faults show paths relative to this; as given when absent. */
  readonly shownFrom?: string
}

/**
 * Loads every folder and gathers the faults of all into one `PackInvalidError`. Packs come in the order of the folders;
 * two of one id are a fault of the second.
 */
export async function loadPacks(folders: readonly string[], options: LoadOptions = {}): Promise<LoadedPack[]> {
  const packs: LoadedPack[] = []
  const faults: PackFault[] = []
  const folderOf = new Map<string, string>()
  for (const folder of folders) {
    try {
      const loaded = await loadPack(folder, options)
      const first = folderOf.get(loaded.pack.id)
      if (first === undefined) {
        folderOf.set(loaded.pack.id, folder)
        packs.push(loaded)
      } else {
        const message = `"${loaded.pack.id}" is also the id of the pack in ${shown(first, options)}`
        faults.push({ file: shown(join(folder, 'pack.yaml'), options), line: 1, column: 1, path: 'id', message })
      }
    } catch (error) {
      if (!(error instanceof PackInvalidError)) throw error
      faults.push(...error.packFaults)
    }
  }
  if (faults.length > 0) throw new PackInvalidError(faults)
  return packs
}

export async function loadPack(folder: string, options: LoadOptions = {}): Promise<LoadedPack> {
  const fault = (file: string, message: string): PackInvalidError =>
    new PackInvalidError([{ file: shown(file, options), line: 1, column: 1, path: '', message }])
  let names: string[]
  try {
    names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  } catch (error) {
    throw fault(folder, `cannot be read: ${messageOf(error)}`)
  }
  const files: PackFile[] = []
  for (const name of names) {
    const path = join(folder, name)
    const { size } = await stat(path)
    if (size > PACK_CHARACTERS_MOST) throw fault(path, `is too large: ${size} bytes; ${PACK_CHARACTERS_MOST} are allowed a pack`)
    files.push({ name, file: shown(path, options), text: await readFile(path, 'utf8') })
  }
  return parsePack(shown(folder, options), files)
}

/** The folders right under `parent` that hold a `pack.yaml`, by name; none when `parent` isn't there. */
export async function findPackFolders(parent: string): Promise<string[]> {
  const found: string[] = []
  for (const name of (await namesIn(parent)).sort()) {
    if ((await namesIn(join(parent, name))).includes('pack.yaml')) found.push(join(parent, name))
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

function shown(path: string, { shownFrom }: LoadOptions): string {
  return shownFrom === undefined ? path : relative(shownFrom, path)
}
