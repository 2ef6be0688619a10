/** Breaking a sentence into lines by counting letters, where a letter more or less does no harm. */

/** As few lines as hold it, and these about equally long: no word stands alone. */
export function inLines(words: string, most: number): string[] {
  const count = Math.ceil(words.length / most)
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > most || (lines.length < count && last.length >= words.length / count - word.length / 2)) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
