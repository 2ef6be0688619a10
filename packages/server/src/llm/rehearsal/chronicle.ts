/**
 * How a place's running jokes get on: counters and chronicles that follow the clock, so that all speakers agree on how far
 * the roundabout is and what the goose did last.
 */
import type { SpeechCounter } from '@troupe/contract'
import type { Line } from './scene.ts'

const DAY_MS = 86_400_000

/** A piece of news is the news for nine hours; subjects change at different hours. */
const NEWS_MS = 9 * 3_600_000

export function counterAt(counter: SpeechCounter, nowMs: number): number {
  const days = Math.max(0, (nowMs - Date.parse(counter.since)) / DAY_MS)
  const grown = counter.perDay * days
  if (counter.most === undefined) return Math.floor(counter.start + grown)
  const room = counter.most - counter.start
  return Math.min(counter.most - 1, Math.floor(counter.start + room * (1 - Math.exp(-grown / room))))
}

/** The piece of news `back` steps before the present one; null where there is none. Starts over after the last. */
export function chronicleAt(news: readonly Line[], id: string, nowMs: number, back: number): Line | null {
  if (news.length === 0) return null
  let shift = 0
  for (let i = 0; i < id.length; i++) shift += id.charCodeAt(i)
  const step = Math.floor((nowMs + shift * 1_700_000) / NEWS_MS)
  const place = (((step - back) % news.length) + news.length) % news.length
  if (back > place && back > 0 && news.length <= back) return null
  return news[place] ?? null
}
