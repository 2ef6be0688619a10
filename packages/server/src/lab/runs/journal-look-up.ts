/** Questions that only a run's journal answers: which turn made a post, where two journals part. */
import { MissingError } from '../../base/errors.ts'
import { JournalReader, type JournalRecord } from '../../store/journal-file/journal-reader.ts'
import type { RunFolder } from './run-folder.ts'

/** Acts that make a post, and so take the next post's number. */
const POST_MAKERS: ReadonlySet<string> = new Set(['create_post', 'quote_post', 'repost', 'post_to_group'])

/** Throws `MissingError` where the run made no such post, or no turn of an agent did. */
export async function turnThatMade(folder: RunFolder, post: number): Promise<number> {
  await using reader = await JournalReader.open(folder.journalPath)
  let posts = 0
  let turn = -1
  for await (const record of reader.records()) {
    if (record.kind === 'turn' || record.kind === 'resumed') turn = record.turn
    const isPost = record.kind === 'first-post' || (record.kind === 'intervention' && (JSON.parse(record.deed) as { kind?: unknown }).kind === 'post') || (record.kind === 'acted' && record.made && POST_MAKERS.has(record.action))
    if (isPost && posts++ === post) {
      if (record.kind === 'acted') return turn
      throw new MissingError('turn of an agent that made the post', `p${post}`)
    }
  }
  throw new MissingError('post', `p${post}`)
}

export interface Parting {
  /** From 0. */
  readonly record: number
  /** The last that began before it; -1 for none. */
  readonly turn: number
  readonly first: JournalRecord | null
  readonly second: JournalRecord | null
}

/** The first record in which two journals differ; null where they tell the same. */
export async function whereTheyPart(firstPath: string, secondPath: string): Promise<Parting | null> {
  await using one = await JournalReader.open(firstPath)
  await using other = await JournalReader.open(secondPath)
  const [first, second] = [one.records()[Symbol.asyncIterator](), other.records()[Symbol.asyncIterator]()]
  let turn = -1
  for (let record = 0; ; record++) {
    const [a, b] = [await first.next(), await second.next()]
    if (a.done === true && b.done === true) return null
    const [left, right] = [a.done === true ? null : a.value, b.done === true ? null : b.value]
    if (JSON.stringify(left) !== JSON.stringify(right)) return { record, turn, first: left, second: right }
    if (left?.kind === 'turn') turn = left.turn
  }
}
