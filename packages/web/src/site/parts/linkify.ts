/**
 * Splits a text into plain runs, hashtags and mentions. What personas write is untrusted, so addresses stay
 * plain text: only words that lead to pages of this site become links.
 */
export type TextRun =
  | { kind: 'plain'; text: string }
  | { kind: 'tag'; text: string; tag: string }
  | { kind: 'mention'; text: string; username: string }

// Not after a letter, digit, slash or another sign: `a@b.c`, `x#1` and paths in addresses are no links.
const RUN = /(?<![\p{L}\p{N}_@#/&.])(?:#(?<tag>[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)|@(?<username>[A-Za-z0-9_]{3,30})(?![A-Za-z0-9_]))/gu

export function linkify(text: string): TextRun[] {
  const runs: TextRun[] = []
  let end = 0
  for (const match of text.matchAll(RUN)) {
    if (match.index > end) runs.push({ kind: 'plain', text: text.slice(end, match.index) })
    const { tag, username } = match.groups ?? {}
    if (tag !== undefined) runs.push({ kind: 'tag', text: match[0], tag })
    else if (username !== undefined) runs.push({ kind: 'mention', text: match[0], username })
    end = match.index + match[0].length
  }
  if (end < text.length) runs.push({ kind: 'plain', text: text.slice(end) })
  return runs
}

/** The opening of a long text, cut between words; the text itself when it fits or nearly does. */
export function excerpt(text: string, longest: number): { text: string; cut: boolean } {
  // A cut that spares the reader three words isn't worth a click.
  if (text.length <= longest * 1.15) return { text, cut: false }
  const opening = text.slice(0, longest)
  const lastGap = opening.search(/\s\S*$/)
  return { text: (lastGap > longest / 2 ? opening.slice(0, lastGap) : opening).trimEnd(), cut: true }
}
