/**
 * The elements of a JSON list, one after the other, without the list ever being in memory. It only finds where an element
 * begins and ends (brackets outside strings, commas between); each is then parsed by itself, so that one broken element
 * does not take the others with it and its row can be named.
 */

export interface JsonElement {
  /** From 1. */
  readonly row: number
  /** Where it begins, from 1. */
  readonly line: number
  /** Undefined where it is no JSON. */
  readonly value: unknown
  readonly fault: string | null
}

/** A longer one is no persona. */
export const ELEMENT_CHARACTERS_MOST = 1_000_000

/** Reads what stands in the first list of the text; what is before and after (`{"personas":`) is passed over. */
export async function* jsonElements(pieces: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  let state: 'before' | 'between' | 'within' | 'after' = 'before'
  let row = 0
  let line = 1
  let startLine = 1
  let depth = 0
  let inString = false
  let escaped = false
  let text = ''
  let tooLong = false

  function finished(): JsonElement {
    row += 1
    const element = tooLong
      ? { row, line: startLine, value: undefined, fault: `is longer than ${ELEMENT_CHARACTERS_MOST} characters` }
      : { row, line: startLine, ...parsed(text) }
    text = ''
    tooLong = false
    state = 'between'
    return element
  }

  for await (const piece of pieces) {
    // Where the element begins in this piece; what came in earlier pieces is in `text`.
    let from = 0
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at)
      if (code === NEWLINE) line += 1
      if (state === 'before') {
        if (code === OPEN_LIST) state = 'between'
        continue
      }
      if (state === 'after') break
      if (state === 'between') {
        if (code === CLOSE_LIST) state = 'after'
        else if (code !== COMMA && code > SPACE) {
          state = 'within'
          from = at
          startLine = line
          depth = 0
          inString = false
          at -= 1
        }
        // The look at the same character again must not count its line twice; a line end is never an element's first.
        continue
      }
      if (inString) {
        if (escaped) escaped = false
        else if (code === BACKSLASH) escaped = true
        else if (code === QUOTE) inString = false
        continue
      }
      if (code === QUOTE) inString = true
      else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1
      else if (depth > 0 && (code === CLOSE_LIST || code === CLOSE_OBJECT)) depth -= 1
      else if (depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
        if (!tooLong) text += piece.slice(from, at)
        yield finished()
        if (code === CLOSE_LIST) state = 'after'
      }
    }
    if (state === 'within') {
      if (!tooLong) text += piece.slice(from)
      if (text.length > ELEMENT_CHARACTERS_MOST) {
        text = ''
        tooLong = true
      }
    }
  }
  if (state === 'within') {
    const last = finished()
    yield last.fault === null ? last : { ...last, fault: `is cut off: the file ends inside it (${last.fault})` }
  }
  if (state !== 'after') yield { row: row + 1, line, value: undefined, fault: 'is missing: the file ends before the list is closed' }
}

/** One object a line; blank lines are passed over. */
export async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  let row = 0
  let line = 0
  let rest = ''
  let tooLong = false
  function* taken(text: string): Generator<JsonElement> {
    line += 1
    const fault = tooLong || text.length > ELEMENT_CHARACTERS_MOST ? `is longer than ${ELEMENT_CHARACTERS_MOST} characters` : null
    tooLong = false
    if (fault === null && text.trim() === '') return
    row += 1
    yield { row, line, ...(fault === null ? parsed(text) : { value: undefined, fault }) }
  }
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) yield* taken(text)
    if (rest.length > ELEMENT_CHARACTERS_MOST) {
      rest = ''
      tooLong = true
    }
  }
  if (rest !== '' || tooLong) yield* taken(rest)
}

const [NEWLINE, SPACE, QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [10, 32, 34, 44, 91, 92, 93, 123, 125]

function parsed(text: string): Pick<JsonElement, 'value' | 'fault'> {
  try {
    return { value: JSON.parse(text) as unknown, fault: null }
  } catch (error) {
    return { value: undefined, fault: `is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}
