/**
 * Text bench: a small feed written by the rehearsal model, measured and printed for reading.
 * `node bench/text.ts [--seed x] [--posts 1000] [--from n] [--read 40]`
 */
import { bareSpeakers, packSpeakers } from '../packages/server/src/llm/rehearsal/testing/cast.ts'
import { measure } from '../packages/server/src/llm/rehearsal/testing/measure.ts'
import { playFeed } from '../packages/server/src/llm/rehearsal/testing/feed.ts'

export function run(args: readonly string[]): void {
  const option = (name: string, otherwise: string): string => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? otherwise : args[at + 1] ?? otherwise
  }
  const seed = option('seed', 'spring')
  const posts = Number(option('posts', '1000'))
  const cast = args.includes('--bare') ? bareSpeakers() : packSpeakers('agora')
  const feed = playFeed({ seed, posts, cast, startMs: Date.UTC(2026, 10, 20, 6) })
  console.log(measure(feed, cast))
  const from = Number(option('from', String(Math.floor(feed.items.length / 2))))
  console.log(feed.read(from, Number(option('read', '40'))))
}

if (import.meta.main) run(process.argv.slice(2))
