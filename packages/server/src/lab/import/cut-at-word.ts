/** The beginning of a text that is too long, up to the end of a word, with an ellipsis; never half a character. */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text
  const room = longest - 1
  const space = text.slice(0, longest).search(/\s\S*$/)
  // One word without end, or a script without spaces, is cut where it must be.
  const end = space < longest / 2 ? room : space
  return `${text.slice(0, end).replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:–-]+$/, '')}…`
}
