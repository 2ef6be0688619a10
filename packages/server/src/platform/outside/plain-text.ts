/** Words of the far side, fit for the trace and for a prompt: bounded, whole characters, no controls (SPEC B5). */
import { withoutControls } from '../../llm/clean-text.ts'

/** A reason is a line. */
const LINE_LONGEST = 200

export function plainText(text: string, longest: number): string {
  // Cut before it is cleaned as well: nobody needs to clean a megabyte to show a title.
  const plain = withoutControls(text.slice(0, longest * 4)).trim()
  return plain.length > longest ? `${plain.slice(0, longest - 1).toWellFormed().replace(/\ufffd$/, '')}…` : plain
}

export function plainLine(text: string): string {
  return plainText(text.slice(0, 2_000).replace(/<[^>]{0,200}>/g, ' ').replace(/\s+/g, ' '), LINE_LONGEST)
}

/** Two texts that say the same, whatever a server has done to blanks, line ends and composed letters. */
export function sameWords(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

/** Whether a text is the other, or goes on after it: with a label, for example. */
export function beginsWith(text: string, beginning: string): boolean {
  return bare(text).startsWith(bare(beginning))
}

function bare(text: string): string {
  return withoutControls(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}
