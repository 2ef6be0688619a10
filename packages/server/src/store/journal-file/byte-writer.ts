/** Bytes of records, one after the other, in a buffer that is handed on when it is full. */
const TEXT_BYTES_A_UNIT = 3
/** Lengths from here on take more than three bytes. */
const LONG_TEXT_BYTES = 1 << 21

export class ByteWriter {
  #buffer: Buffer
  #at = 0

  constructor(buffer: Buffer) {
    this.#buffer = buffer
  }

  get length(): number {
    return this.#at
  }

  copy(): Uint8Array {
    return new Uint8Array(this.#buffer.subarray(0, this.#at))
  }

  /** Goes on in another buffer; returns what is written. */
  exchange(next: Buffer): Buffer {
    const written = this.#buffer.subarray(0, this.#at)
    this.#buffer = next
    this.#at = 0
    return written
  }

  byte(value: number): void {
    if (this.#at === this.#buffer.length) this.#grow(1)
    this.#buffer[this.#at++] = value
  }

  /** A whole number from 0 to 2^53. */
  count(value: number): void {
    if (this.#at + 8 > this.#buffer.length) this.#grow(8)
    const buffer = this.#buffer
    let at = this.#at
    let left = value
    // Beyond 31 bits there are no shifts, and few numbers.
    while (left >= 0x8000_0000) {
      buffer[at++] = (left % 0x80) | 0x80
      left = Math.floor(left / 0x80)
    }
    while (left >= 0x80) {
      buffer[at++] = (left & 0x7f) | 0x80
      left >>>= 7
    }
    buffer[at++] = left
    this.#at = at
  }

  signed(value: number): void {
    this.count(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  double(value: number): void {
    if (this.#at + 8 > this.#buffer.length) this.#grow(8)
    this.#at = this.#buffer.writeDoubleLE(value, this.#at)
  }

  bytes(bytes: Uint8Array): void {
    if (this.#at + bytes.length > this.#buffer.length) this.#grow(bytes.length)
    this.#buffer.set(bytes, this.#at)
    this.#at += bytes.length
  }

  text(text: string): void {
    if (text === '') return this.byte(0)
    const most = text.length * TEXT_BYTES_A_UNIT
    if (most >= LONG_TEXT_BYTES) return this.#longText(text)
    if (this.#at + most + 8 > this.#buffer.length) this.#grow(most + 8)
    // One byte for the length where it is sure to do, else three or five in a form that is longer than need be, but as good.
    const places = most < 0x80 ? 1 : most < 0x20_0000 ? 3 : 5
    const length = this.#buffer.write(text, this.#at + places)
    let left = length
    for (let place = this.#at; place < this.#at + places - 1; place++, left >>>= 7) this.#buffer[place] = (left & 0x7f) | 0x80
    this.#buffer[this.#at + places - 1] = left
    this.#at += places + length
  }

  #longText(text: string): void {
    const bytes = Buffer.from(text)
    this.count(bytes.length)
    this.bytes(bytes)
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#at + needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }
}
