/**
 * Lists as Python writes them, `['it\'s', "fine", 32, -1.5]`: what pandas leaves in a CSV cell. Strings of either quote with
 * Python's escapes, and numbers; nothing nested, no other kind of value, no code. Anything else is an error that says at
 * which character. Grammar: The Python Language Reference 3.14, 2.5 "Literals" and 6.2.5 "List displays".
 */

/** A whole number beyond 2^53 is a bigint, so that long ids stay what they are. */
export type PythonItem = string | number | bigint

export class PythonListError extends Error {
  /** Characters before the fault. */
  readonly at: number

  constructor(message: string, at: number) {
    super(`${message} at character ${at + 1}`)
    this.at = at
  }
}

/** More of them in one cell is another kind of file. */
export const ITEMS_MOST = 100_000

export function parsePythonList(text: string): PythonItem[] {
  return new ListReader(text).list()
}

const SPACE = /\s*/y
const NUMBER = /[+-]?(?:(?:\d+(?:_\d+)*)?\.\d+(?:_\d+)*|\d+(?:_\d+)*\.?)(?:[eE][+-]?\d+(?:_\d+)*)?/y
const WHOLE = /^[+-]?\d+$/
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '',
}
const HEX_ESCAPES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

class ListReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  list(): PythonItem[] {
    const items: PythonItem[] = []
    this.#space()
    if (!this.#take('[')) throw this.#fault('expected a list beginning with "["')
    for (this.#space(); !this.#take(']'); this.#space()) {
      if (items.length === ITEMS_MOST) throw this.#fault(`more than ${ITEMS_MOST} items`)
      items.push(this.#item())
      this.#space()
      if (this.#take(',')) continue
      if (this.#text[this.#at] !== ']') throw this.#fault(this.#ended() ? 'the list is not closed' : `expected "," or "]", found ${this.#found()}`)
    }
    this.#space()
    if (!this.#ended()) throw this.#fault(`nothing may follow the list, found ${this.#found()}`)
    return items
  }

  #item(): PythonItem {
    const letter = this.#text[this.#at]
    if (letter === undefined) throw this.#fault('the list is not closed')
    if (letter === "'" || letter === '"') return this.#string(letter)
    NUMBER.lastIndex = this.#at
    const number = NUMBER.exec(this.#text)?.[0]
    if (number === undefined) throw this.#fault(`expected a string or a number, found ${this.#found()}`)
    this.#at += number.length
    return numberOf(number.replaceAll('_', ''))
  }

  #string(quote: string): string {
    const opened = this.#at
    if (this.#text.startsWith(quote.repeat(3), opened)) throw this.#fault('strings in three quotes are not read')
    this.#at += 1
    let text = ''
    for (;;) {
      const letter = this.#text[this.#at]
      if (letter === undefined) throw new PythonListError(`the string opened with ${quote} is not closed`, opened)
      if (letter === '\n') throw this.#fault(`a line ends inside the string opened at character ${opened + 1}`)
      this.#at += 1
      if (letter === quote) return text
      text += letter === '\\' ? this.#escape() : letter
    }
  }

  /** Python keeps a backslash that begins no escape it knows; so does this. */
  #escape(): string {
    const started = this.#at - 1
    const kind = this.#text[this.#at]
    if (kind === undefined) throw new PythonListError('the text ends with a backslash', started)
    const simple = SIMPLE_ESCAPES[kind]
    if (simple !== undefined) {
      this.#at += 1
      return simple
    }
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.#at, this.#at + 3))?.[0]
    if (octal !== undefined) {
      this.#at += octal.length
      return String.fromCharCode(Number.parseInt(octal, 8))
    }
    if (kind === 'N') throw new PythonListError('characters by name (\\N) are not read', started)
    const digits = HEX_ESCAPES[kind]
    if (digits === undefined) return '\\'
    const hex = this.#text.slice(this.#at + 1, this.#at + 1 + digits)
    const code = Number.parseInt(hex, 16)
    if (hex.length !== digits || !/^[\da-f]+$/i.test(hex) || code > 0x10ffff) throw new PythonListError(`\\${kind} needs ${digits} hexadecimal digits of a character`, started)
    this.#at += 1 + digits
    return String.fromCodePoint(code)
  }

  #space(): void {
    SPACE.lastIndex = this.#at
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0
  }

  #take(letter: string): boolean {
    if (this.#text[this.#at] !== letter) return false
    this.#at += 1
    return true
  }

  #ended(): boolean {
    return this.#at >= this.#text.length
  }

  #found(): string {
    return this.#ended() ? 'the end' : JSON.stringify(this.#text.slice(this.#at, this.#at + 12))
  }

  #fault(message: string): PythonListError {
    return new PythonListError(message, this.#at)
  }
}

function numberOf(digits: string): number | bigint {
  const number = Number(digits)
  return WHOLE.test(digits) && !Number.isSafeInteger(number) ? BigInt(digits.replace('+', '')) : number
}
