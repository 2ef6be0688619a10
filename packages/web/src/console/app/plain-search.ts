/**
 * The query part of an address as plain text: `?state=idle&query=brenda`. The router's own codec writes JSON, which
 * nobody wants to read, type or pass on. Empty values are not written.
 */
export type PlainSearch = Record<string, string>

export function parsePlainSearch(text: string): PlainSearch {
  return Object.fromEntries(new URLSearchParams(text.startsWith('?') ? text.slice(1) : text))
}

export function writePlainSearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue
    parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
