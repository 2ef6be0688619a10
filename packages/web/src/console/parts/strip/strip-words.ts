/** What a strip of a day says in words: its peaks by the clock it is cut by, and where in it the present is. */
import type { RhythmStrip } from '@troupe/contract'

const MINUTE_MS = 60_000

/** The reader's own zone, by its IANA name; null where the browser does not know it. */
export function viewerZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined
  return zone === undefined || zone === '' || zone === 'Etc/Unknown' ? null : zone
}

/** `America/New_York` → `New York`; `Etc/UTC` → `UTC`. */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** By whose clock. */
export function clockWords(zone: string): string {
  const name = zoneName(zone)
  return name === 'UTC' ? 'by UTC' : `by the clock of ${name}`
}

/** From 0 at the day's beginning to 1 at its end; null on another day. */
export function shareOfDay(strip: RhythmStrip, nowMs: number): number | null {
  const fromMs = Date.parse(strip.from)
  const share = (nowMs - fromMs) / (Date.parse(strip.to) - fromMs)
  return share >= 0 && share < 1 ? share : null
}

export function segmentAt(strip: RhythmStrip, nowMs: number): RhythmStrip['segments'][number] | null {
  const minute = (nowMs - Date.parse(strip.from)) / MINUTE_MS
  return strip.segments.find(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute) ?? null
}

/** `09:00–12:00, 13:00–17:00`; null where the day has none. */
export function peakWords(strip: RhythmStrip): string | null {
  const peaks: { from: number; to: number }[] = []
  for (const { fromMinute, toMinute, kind } of strip.segments) {
    if (kind !== 'peak') continue
    const before = peaks.at(-1)
    // A mean rises in steps: to the eye they are one peak.
    if (before?.to === fromMinute) before.to = toMinute
    else peaks.push({ from: fromMinute, to: toMinute })
  }
  return peaks.length === 0 ? null : peaks.map(({ from, to }) => `${clockAt(strip, from, '00:00')}–${clockAt(strip, to, '24:00')}`).join(', ')
}

/** The whole strip in a sentence, for who does not see it. */
export function stripSentence(strip: RhythmStrip, nowMs: number): string {
  const peaks = peakWords(strip)
  const now = segmentAt(strip, nowMs)
  return [
    strip.segments.every(({ kind }) => kind === 'dormant') ? 'Dormant all day' : peaks === null ? 'No peak today' : `Peaks today ${peaks}`,
    clockWords(strip.zone),
    ...(now === null ? [] : [now.kind === 'dormant' ? 'dormant now' : `${now.kind === 'ordinary' ? 'an ordinary hour' : now.kind} now, at rate ${now.multiplier}`]),
    ...(strip.agents === 1 ? [] : [`the mean of ${strip.agents.toLocaleString('en-US')} agents`]),
  ].join('; ')
}

/** What the clock shows so many minutes into the day; at its end `24:00`, as rhythms are written. */
function clockAt({ zone, from, segments }: RhythmStrip, minute: number, midnight: string): string {
  if (minute === 0 || minute === segments.at(-1)?.toMinute) return midnight
  return clockOf(zone, Date.parse(from) + minute * MINUTE_MS)
}

/** What the clocks of a zone show: `09:30`. */
export function clockOf(zone: string, atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(atMs)
}
