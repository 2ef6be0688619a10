/**
 * Texts one after the other in large pieces of memory, each known by the place where it begins. JavaScript strings would be
 * twice the size, and each would be looked at whenever memory is tidied.
 */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Kept } from '../../base/checkpoint.ts'

const PIECE_BYTES = 4 * 1024 * 1024
/** A length in two bytes before each text. */
const LENGTH_BYTES = 2
/** Of a place: the piece is what lies above. */
const PIECE_BITS = 22
export const TEXT_LONGEST_BYTES = 65_535

/** Place 0 is the empty text. */
export class TextPool implements Kept {
  readonly #pieces: Buffer[] = []
  #at = PIECE_BYTES

  constructor() {
    this.add('')
  }

  get bytes(): number {
    return this.#pieces.length * PIECE_BYTES
  }

  /** Returns the text's place, a whole number up to 2^32. */
  add(text: string): number {
    if (text === '' && this.#pieces.length > 0) return 0
    // A UTF-16 unit takes three bytes at most.
    if (this.#at + LENGTH_BYTES + text.length * 3 > PIECE_BYTES) this.#nextPiece(text.length * 3)
    const piece = this.#pieces[this.#pieces.length - 1] as Buffer
    const at = this.#at
    const length = piece.write(text, at + LENGTH_BYTES)
    if (length > TEXT_LONGEST_BYTES) throw new RangeError(`a text of ${length} bytes is longer than ${TEXT_LONGEST_BYTES}`)
    piece.writeUInt16LE(length, at)
    this.#at = at + LENGTH_BYTES + length
    return (this.#pieces.length - 1) * PIECE_BYTES + at
  }

  get(place: number): string {
    const piece = this.#pieces[Math.floor(place / PIECE_BYTES)]
    if (piece === undefined) throw new RangeError(`there is no text at ${place}`)
    const at = place & ((1 << PIECE_BITS) - 1)
    return piece.toString('utf8', at + LENGTH_BYTES, at + LENGTH_BYTES + piece.readUInt16LE(at))
  }

  /** The text's bytes, sharing memory with the pool. */
  bytesAt(place: number): Buffer {
    const piece = this.#pieces[Math.floor(place / PIECE_BYTES)] as Buffer
    const at = place & ((1 << PIECE_BITS) - 1)
    return piece.subarray(at + LENGTH_BYTES, at + LENGTH_BYTES + piece.readUInt16LE(at))
  }

  save(sink: CheckpointSink): void {
    sink.json('size', { pieces: this.#pieces.length, lastBytes: this.#at })
    const pieces = sinkUnder(sink, 'piece')
    for (const [number, piece] of this.#pieces.entries()) pieces.numbers(String(number), number === this.#pieces.length - 1 ? piece.subarray(0, this.#at) : piece)
  }

  load(source: CheckpointSource): void {
    const { pieces, lastBytes } = source.json<{ pieces: number; lastBytes: number }>('size')
    const saved = sourceUnder(source, 'piece')
    this.#pieces.length = 0
    for (let number = 0; number < pieces; number++) {
      const bytes = saved.numbers(String(number), Uint8Array)
      const piece = bytes.length === PIECE_BYTES ? Buffer.from(bytes.buffer) : newPiece()
      if (bytes.length < PIECE_BYTES) piece.set(bytes)
      this.#pieces.push(piece)
    }
    this.#at = lastBytes
  }

  #nextPiece(bytes: number): void {
    if (bytes + LENGTH_BYTES > PIECE_BYTES) throw new RangeError(`a text of ${bytes} bytes is longer than ${TEXT_LONGEST_BYTES}`)
    // Beyond that a place no longer fits four bytes.
    if (this.#pieces.length === 1024) throw new RangeError('a world holds 4 GiB of text at most')
    this.#pieces.push(newPiece())
    this.#at = 0
  }
}

/** Zeroes, since what is left over at the end of one goes into checkpoints too. */
function newPiece(): Buffer {
  return Buffer.from(new ArrayBuffer(PIECE_BYTES))
}
