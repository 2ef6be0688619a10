/**
 * The journal of a simulated world as a file: a header that names the run, then blocks of records. Each block carries its
 * length and a CRC-32, and ends with a whole record, so that a file that was cut off or altered is good up to the block
 * before. Numbers are varints (LEB128), signed ones zigzag; words that come again and again (actions, reasons, makers) are
 * written once and named by their number from then on. Nothing in it depends on the machine or the hour it ran: the same
 * seed and inputs give the same bytes, and their SHA-256 names the run.
 *
 *   file    "TROUPEJ1" · u32 length · header as JSON · u32 CRC-32 of it · block…
 *   block   u32 length of the payload · u32 CRC-32 · payload
 *   record  u8 kind · fields (`RECORDS`)
 *
 * Fixed numbers are little-endian. Times are counted in milliseconds from the block's first time, which it begins with.
 */
export const MAGIC = 'TROUPEJ1'
export const VERSION = 1
export const BLOCK_HEAD_BYTES = 8
/** A block is ended at the first whole turn beyond. */
export const BLOCK_BYTES = 1 << 20
/** With room for the turn that fills it. */
export const BLOCK_ROOM_BYTES = BLOCK_BYTES + (BLOCK_BYTES >> 2)

/** Kinds of records; gaps are left for what is to come. */
export const RECORD = {
  /** `length utf8`: a word gets the next number, from 1; 0 is no word. */
  word: 1,
  /** `f64 time`: at the head of each block. */
  time: 2,
  /** `name(word length utf8) bio(length utf8) time`: a member joins, with the next number. */
  joined: 3,
  /** `member time text(length utf8) generator(word)`: a post from before the first turn. */
  firstPost: 4,
  /** `follower followee time`: a follow that was given with the world, not made by a turn. */
  edge: 5,
  /** `deed(length utf8) time`: what an experimenter did to the world from outside, as JSON. */
  intervention: 6,
  /** `agent time`: a turn begins, with the next number. */
  turn: 16,
  /** `count (kind row)…`: what was addressed to the agent; kind 0 a post, 1 a comment. */
  observed: 17,
  /** `purpose(word) generator(word)`: words or a choice were asked for, and came. */
  asked: 18,
  /** `action(word) count (post comments why(word))…`: a look, which post was shown with how many comments and why. */
  looked: 19,
  /** `action(word) flags [target] [text(length utf8)] [generator(word), where there is a text or something was made] [more] [reason(word)] [verdict(word) policy(word)]`: an act and what became of it. */
  acted: 20,
  /** `outcome(word) reason(word)`. */
  ended: 21,
  /** `turn time`: what follows is of a turn that waited for an answer meanwhile. */
  resumed: 22,
} as const

export const RESULTS = ['done', 'refused', 'stopped', 'failed'] as const
export type ActResultKind = (typeof RESULTS)[number]

/** Of an act's flags, above the result's two bits. `verdict`: the gate held it back, and this is which policy did and how. */
export const ACT = { target: 4, made: 8, text: 16, more: 32, reason: 64, verdict: 128 } as const

export interface JournalHeader {
  readonly version: number
  readonly seed: string
  /** What the run was made of: all that decides its bytes. */
  readonly inputs: unknown
}
