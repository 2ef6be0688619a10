/**
 * Records by words that strangers chose: somebody may well call an event `constructor`, or a trait `__proto__`. An object without a
 * prototype would do, and is three times slower to copy and to write as JSON.
 */

export function valueOf<Value>(record: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined
}

/** Changes `record`. */
export function setValue<Value>(record: Record<string, Value>, word: string, value: Value): void {
  if (word === '__proto__') Object.defineProperty(record, word, { value, writable: true, enumerable: true, configurable: true })
  else record[word] = value
}

export function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  for (const word in record) if (Object.hasOwn(record, word)) return false
  return true
}
