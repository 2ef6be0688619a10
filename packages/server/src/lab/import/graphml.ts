/**
 * GraphML (Brandes, Eiglsperger, Herman, Himsolt, Marshall: "GraphML Progress Report", Graph Drawing 2001): nodes with data
 * become people, edges follows. Read as a stream of tags, strictly. No entity beyond XML's own five is resolved, so a file
 * cannot unfold into more than it is; depth, data and text are bounded.
 */
import sax from 'sax'
import { InvalidError, messageOf } from '../../base/errors.ts'
import type { FileFollows } from './follows.ts'
import type { Mappings } from './field-mapping.ts'
import type { ProfileReader } from './read-profiles.ts'

const DEPTH_MOST = 32
const DATA_CHARACTERS_MOST = 100_000
const KEYS_MOST = 1000

interface Key {
  readonly name: string
  /** `node`, `edge`, `all`; data of other things is passed over. */
  readonly of: string
  default: string | null
}

interface OpenNode {
  readonly id: string
  readonly line: number
  readonly data: Map<string, string>
}

export async function readGraphml(pieces: AsyncIterable<string>, reader: ProfileReader, follows: FileFollows, mappings: Mappings, signal?: AbortSignal): Promise<void> {
  const document = new GraphmlReader(reader, follows, mappings)
  for await (const piece of pieces) {
    signal?.throwIfAborted()
    document.write(piece)
  }
  document.end()
}

class GraphmlReader {
  readonly #reader: ProfileReader
  readonly #follows: FileFollows
  readonly #mappings: Mappings
  readonly #parser = sax.parser(true, { position: true })
  readonly #keys = new Map<string, Key>()
  readonly #path: string[] = []
  /** Whether edges of the open graphs are directed, innermost last. */
  readonly #directed: boolean[] = []
  #node: OpenNode | null = null
  #nodes = 0
  #edges = 0
  #undirected = 0
  /** What the text of the open `data` or `default` belongs to. */
  #textOf: { readonly key: string; readonly kind: 'data' | 'default' } | null = null
  #text = ''
  #key = ''
  #fault: Error | null = null

  constructor(reader: ProfileReader, follows: FileFollows, mappings: Mappings) {
    this.#reader = reader
    this.#follows = follows
    this.#mappings = mappings
    Object.assign(this.#parser, {
      onopentag: ({ name, attributes }: sax.Tag) => this.#opened(local(name), attributes),
      onclosetag: (name: string) => this.#closed(local(name)),
      ontext: (text: string) => this.#heard(text),
      oncdata: (text: string) => this.#heard(text),
      // The parser would go on with what it takes for text; the first fault is the one to mend.
      onerror: (error: Error) => void (this.#fault ??= error),
    })
  }

  write(piece: string): void {
    this.#guarded(() => this.#parser.write(piece))
  }

  end(): void {
    this.#guarded(() => this.#parser.close())
    if (this.#undirected > 0) this.#mappings.add(this.#follows.file, 'edge (undirected)', 'follows', 'both follow each other')
  }

  #guarded(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#fault ??= error as Error
    }
    const fault = this.#fault
    if (fault === null) return
    if (fault instanceof InvalidError) throw fault
    const [what = ''] = messageOf(fault).split('\n')
    throw this.#invalid(`is no well-formed XML: ${what.charAt(0).toLowerCase()}${what.slice(1)}`)
  }

  #opened(name: string, attributes: Record<string, string>): void {
    if (this.#path.push(name) > DEPTH_MOST) throw this.#invalid(`is nested deeper than ${DEPTH_MOST} tags`)
    const { file } = this.#follows
    switch (name) {
      case 'key': {
        if (this.#keys.size === KEYS_MOST) throw this.#invalid(`declares more than ${KEYS_MOST} keys`)
        this.#key = attributes['id'] ?? ''
        this.#keys.set(this.#key, { name: attributes['attr.name'] ?? this.#key, of: attributes['for'] ?? 'all', default: null })
        return
      }
      case 'graph':
        this.#directed.push(attributes['edgedefault'] !== 'undirected')
        return
      case 'node':
        this.#finishNode()
        this.#node = { id: attributes['id'] ?? '', line: this.#line(), data: new Map() }
        return
      case 'edge':
        this.#edge(attributes)
        return
      case 'hyperedge':
        this.#reader.notes(file, 0, this.#line()).odd('a hyperedge joins any number of nodes', 'left out')
        return
      case 'data':
        this.#textOf = { key: attributes['key'] ?? '', kind: 'data' }
        this.#text = ''
        return
      case 'default':
        this.#textOf = { key: this.#key, kind: 'default' }
        this.#text = ''
        return
      default:
    }
  }

  #closed(name: string): void {
    this.#path.pop()
    if (name === 'graph') this.#directed.pop()
    if (name === 'node') this.#finishNode()
    if ((name !== 'data' && name !== 'default') || this.#textOf === null) return
    const key = this.#keys.get(this.#textOf.key)
    if (this.#textOf.kind === 'default') {
      if (key !== undefined) key.default = this.#text
    } else if (this.#path.at(-1) === 'node') this.#node?.data.set(key?.name ?? this.#textOf.key, this.#text.trim())
    this.#textOf = null
  }

  /** A node ends with its tag, or where a graph within it names the next. */
  #finishNode(): void {
    const node = this.#node
    if (node === null) return
    this.#node = null
    this.#nodes += 1
    const fields = Object.create(null) as Record<string, string>
    for (const { name, of, default: value } of this.#keys.values()) if (value !== null && (of === 'node' || of === 'all')) fields[name] = value
    for (const [name, value] of node.data) fields[name] = value
    const notes = this.#reader.notes(this.#follows.file, this.#nodes, node.line)
    if (node.id === '') notes.odd('a node without id', 'kept; no edge can name it')
    else fields['id'] = node.id
    this.#reader.profile(fields, notes, this.#follows)
  }

  #edge(attributes: Record<string, string>): void {
    this.#edges += 1
    const line = this.#line()
    const { source = '', target = '' } = attributes
    if (source === '' || target === '') {
      this.#reader.notes(this.#follows.file, this.#edges, line).odd('an edge that names only one end', 'left out')
      return
    }
    this.#follows.edge(source, target, this.#edges, line)
    const directed = attributes['directed'] === undefined ? this.#directed.at(-1) ?? true : attributes['directed'] === 'true'
    if (directed) return
    this.#undirected += 1
    if (source !== target) this.#follows.edge(target, source, this.#edges, line)
  }

  #heard(text: string): void {
    if (this.#textOf === null) return
    this.#text += text
    if (this.#text.length > DATA_CHARACTERS_MOST) throw this.#invalid(`has more than ${DATA_CHARACTERS_MOST} characters of data in one place`)
  }

  #line(): number {
    return this.#parser.line + 1
  }

  #invalid(what: string): InvalidError {
    const at = `${this.#follows.file}:${this.#line()}`
    return new InvalidError(`${at} ${what}.`, [{ path: at, message: what }], 'import-unreadable')
  }
}

/** Without its prefix: `g:node` is a node. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
