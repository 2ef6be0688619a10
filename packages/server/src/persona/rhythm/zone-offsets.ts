/**
 * The offsets of one IANA zone as spans: from this instant to that one, local time is UTC plus so much. Within a span
 * local time runs as evenly as UTC does, which is what lets a rhythm be integrated span by span and stay exact over
 * a clock change. Temporal knows the transitions but takes microseconds a question; a span is asked for once and kept.
 */

export interface OffsetSpan {
  /** First instant of the span, ms since the epoch; -Infinity for the oldest. */
  readonly fromMs: number
  /** First instant after it; Infinity for the last. */
  readonly toMs: number
  /** Local time minus UTC. */
  readonly offsetMs: number
}

/** Spans kept a zone: two a year over two centuries. A zone asked about wilder times than that starts afresh. */
const SPANS_MOST = 400

/** Zones kept. IANA names about 600 with all aliases; fixed offsets such as `+05:30` come on top. */
const ZONES_MOST = 1000

const zones = new Map<string, ZoneOffsets>()

export class ZoneOffsets {
  readonly #zone: string
  #spans: OffsetSpan[] = []
  #last: OffsetSpan | undefined

  private constructor(zone: string) {
    this.#zone = zone
  }

  static of(zone: string): ZoneOffsets {
    let known = zones.get(zone)
    if (!known) {
      if (zones.size >= ZONES_MOST) zones.clear()
      known = new ZoneOffsets(zone)
      zones.set(zone, known)
    }
    return known
  }

  /** The span that holds the instant. */
  at(instantMs: number): OffsetSpan {
    const last = this.#last
    if (last && instantMs >= last.fromMs && instantMs < last.toMs) return last
    return (this.#last = this.#find(instantMs) ?? this.#ask(instantMs))
  }

  #find(instantMs: number): OffsetSpan | undefined {
    let low = 0
    let high = this.#spans.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const span = this.#spans[middle] as OffsetSpan
      if (instantMs < span.fromMs) high = middle - 1
      else if (instantMs >= span.toMs) low = middle + 1
      else return span
    }
    return undefined
  }

  #ask(instantMs: number): OffsetSpan {
    const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(instantMs)).toZonedDateTimeISO(this.#zone)
    // `previous` is strict: one millisecond later, a transition at the very instant counts as past.
    const before = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
    const after = at.getTimeZoneTransition('next')
    const span = {
      fromMs: before?.epochMilliseconds ?? -Infinity,
      toMs: after?.epochMilliseconds ?? Infinity,
      offsetMs: at.offsetNanoseconds / 1e6,
    }
    if (this.#spans.length >= SPANS_MOST) this.#spans = []
    const place = this.#spans.findIndex((other) => other.fromMs > span.fromMs)
    this.#spans.splice(place < 0 ? this.#spans.length : place, 0, span)
    return span
  }
}
