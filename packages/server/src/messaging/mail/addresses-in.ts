/** Web addresses in a text, in their order; what counts clicks numbers them by it. */
export interface AddressInText {
  readonly url: string
  readonly start: number
  readonly end: number
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/g
/** Ends a sentence rather than an address. A closing bracket stays where one was opened within it. */
const TRAILING = /[.,;:!?…]+$/

export function addressesIn(text: string): AddressInText[] {
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const url = trimmed(match[0])
    return URL.canParse(url) ? [{ url, start: match.index, end: match.index + url.length }] : []
  })
}

function trimmed(found: string): string {
  const url = found.replace(TRAILING, '')
  return url.endsWith(')') && url.split(')').length > url.split('(').length ? trimmed(url.slice(0, -1)) : url
}
