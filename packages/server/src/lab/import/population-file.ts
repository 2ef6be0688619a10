/** A file to read a population from, as the importer sees it: a name for its messages, and bytes that may be read twice. */
import { createReadStream } from 'node:fs'

export interface PopulationFile {
  /** Shown in messages. */
  readonly name: string
  /** From the beginning each time: once to see what it is, once to read it. */
  open(): AsyncIterable<Uint8Array | string>
}

export function fileAt(path: string, name = path): PopulationFile {
  return { name, open: () => createReadStream(path) }
}

export function fileOfText(name: string, text: string): PopulationFile {
  return {
    name,
    async *open() {
      yield text
    },
  }
}

/** The file as UTF-8 text, piece by piece, without a byte order mark. Bytes that are none become U+FFFD. */
export async function* textOf(file: PopulationFile): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of file.open()) {
    const text = typeof piece === 'string' ? piece.replace(/^\uFEFF/, '') : decoder.decode(piece, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** Its first characters, or all of them where it is shorter. */
export async function headOf(file: PopulationFile, characters: number): Promise<string> {
  let head = ''
  for await (const text of textOf(file)) {
    head += text
    if (head.length >= characters) return head.slice(0, characters)
  }
  return head
}
