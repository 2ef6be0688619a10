/** Files that came over the wire, on the disk for as long as a process reads them. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Their names are kept as far as they are safe. The folder is the caller's to clear away. */
export async function writeSentFiles(files: readonly { readonly name: string; readonly text: string }[]): Promise<{ folder: string; paths: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-people-'))
  const paths: string[] = []
  for (const [place, { name, text }] of files.entries()) {
    // A folder each: two may have one name.
    const path = join(folder, String(place + 1), safeName(name))
    await mkdir(dirname(path))
    await writeFile(path, text)
    paths.push(path)
  }
  return { folder, paths }
}

/** Without folders, and without the dots that would name one. */
function safeName(name: string): string {
  return basename(name.replaceAll('\\', '/')).replaceAll(/[^\w.-]+/g, '_').replace(/^\.+/, '') || 'people'
}
