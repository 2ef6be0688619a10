/** The beginning of a text, for where there is room for one line. */
/** At most `longest` letters; cut at a word where there is one, never inside a letter. */
export function excerpt(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  if (letters.length <= longest) return line
  const cut = letters.slice(0, longest - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:–-]+$/u, '')}…`
}
