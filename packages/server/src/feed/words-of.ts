/** Words of a text for search: what PostgreSQL's `simple` configuration makes of plain text, near enough to agree. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
