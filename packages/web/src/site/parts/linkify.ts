/**
 * Splits a text into plain runs, hashtags and mentions. What personas write is untrusted, so addresses stay
 * plain text: only words that lead to pages of this site become links.
 */
export type TextRun =
  | { kind: 'plain'; text: string }
  /** `tag` in lower case, as trends count it. */
  | { kind: 'tag'; text: string; tag: string }
  | { kind: 'mention'; text: string; username: string }

// The server's reading (feed/post-text.ts): a tag has 2 to 50 letters, digits or underscores and is no bare number;
// neither sign counts inside a word, an address or a path: `a@b.c`, `x#1`, `/#top`.
const TAG = String.raw`(?<![\p{L}\p{N}_&/#])#(?<tag>(?!\d+(?![\p{L}\p{N}_]))[\p{L}\p{N}_]{2,50})`
const MENTION = String.raw`(?<![\p{L}\p{N}_.@/])@(?<username>[A-Za-z0-9_]{3,30})(?![A-Za-z0-9_])`
const RUN = new RegExp(`${TAG}|${MENTION}`, 'gu')

export function linkify(text: string): TextRun[] {
  const runs: TextRun[] = []
  let end = 0
  for (const match of text.matchAll(RUN)) {
    if (match.index > end) runs.push({ kind: 'plain', text: text.slice(end, match.index) })
    const { tag, username } = match.groups ?? {}
    if (tag !== undefined) runs.push({ kind: 'tag', text: match[0], tag: tag.toLowerCase() })
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
