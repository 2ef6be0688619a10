/** The text of a post: its words, cut to leave room for the label. A post holds 300 graphemes and 3,000 bytes (app.bsky.feed.post). */
import { lastSentenceEnd, withoutControls } from '../llm/clean-text.ts'

export const GRAPHEMES_MOST = 300
const BYTES_MOST = 3_000

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Whole, if it fits with what comes after it; else to the end of a sentence or a word, never inside a character. */
export function postText(words: string, label: string): string {
  const plain = withoutControls(words.slice(0, BYTES_MOST * 4)).trim()
  return plain === '' ? '' : `${cutTo(plain, GRAPHEMES_MOST - graphemesOf(label), BYTES_MOST - Buffer.byteLength(label))}${label}`
}

export function cutTo(text: string, graphemes: number, bytes: number): string {
  const head = headOf(text, graphemes, bytes)
  if (head === text) return text
  const sentence = lastSentenceEnd(head)
  if (sentence >= head.length / 2) return head.slice(0, sentence)
  const room = headOf(text, graphemes - 1, bytes - 3)
  const word = room.search(/\s\S*$/)
  return `${(word >= room.length / 2 ? room.slice(0, word) : room).trimEnd()}…`
}

export function graphemesOf(text: string): number {
  let count = 0
  for (const _ of SEGMENTER.segment(text)) count++
  return count
}

function headOf(text: string, graphemes: number, bytes: number): string {
  let [count, size] = [0, 0]
  for (const { segment, index } of SEGMENTER.segment(text)) {
    size += Buffer.byteLength(segment)
    if (++count > graphemes || size > bytes) return text.slice(0, index)
  }
  return text
}
