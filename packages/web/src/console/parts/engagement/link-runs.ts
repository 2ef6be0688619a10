/**
 * A message's text in runs, with the address by which one hears no more cut out of it: signed, it is longer than most of what stands
 * above it. Other addresses stay words, since what leads write is anybody's.
 */
export type TextRun = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'unsubscribe'; readonly path: string; readonly short: string }

/** As the server makes them: a path, or behind the public address. */
const ADDRESS = /(?:https:\/\/[^\s/]+)?(\/u\/[\w-]{40,})/g
const SHOWN_CHARACTERS = 4

export function linkRuns(text: string): TextRun[] {
  const runs: TextRun[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const [whole, path = ''] = match
    if (match.index > end) runs.push({ kind: 'words', text: text.slice(end, match.index) })
    runs.push({ kind: 'unsubscribe', path, short: `${path.slice(0, '/u/'.length + SHOWN_CHARACTERS)}…${path.slice(-SHOWN_CHARACTERS)}` })
    end = match.index + whole.length
  }
  if (end < text.length) runs.push({ kind: 'words', text: text.slice(end) })
  return runs
}
