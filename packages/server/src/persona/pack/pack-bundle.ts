/**
 * A pack as one file, to pass on: its YAML documents one after the other, `pack.yaml` first. Each archetype is known by the
 * id in it, so no file names are needed.
 */
import type { PackFiles } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'

const BETWEEN = '---\n'

export function bundled(files: PackFiles): string {
  const ordered = [...files].sort((a, b) => Number(b.name === 'pack.yaml') - Number(a.name === 'pack.yaml'))
  return ordered.map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`)).join(BETWEEN)
}

/** The files of a bundle. What is wrong in them is told when they are parsed, by line in their own file. */
export function unbundled(text: string): PackFiles {
  const documents = text.replaceAll('\r\n', '\n').split(/^---[ \t]*\n/m).filter((document) => document.trim() !== '')
  if (documents.length < 2) throw new InvalidError('This is no pack.', [{ path: '', message: 'a pack is several YAML documents divided by ---: the pack, then each archetype' }], 'pack-unreadable')
  return documents.map((document, place) => {
    if (place === 0) return { name: 'pack.yaml', text: document }
    const id = /^id:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#.*)?$/m.exec(document)?.[1]
    if (id === undefined) throw new InvalidError('An archetype of this pack has no id.', [{ path: '', message: `document ${place + 1} needs a line such as "id: ferry-captain"` }], 'pack-unreadable')
    return { name: `${id}.yaml`, text: document }
  })
}
