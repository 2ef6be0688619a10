/** What the gate said of a message that nobody sends, in a line. */
import type { WhatIfResult } from '@troupe/contract'

const SHOWN = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const

export function goesWords({ kind, until, timezone }: Pick<WhatIfResult, 'kind' | 'until' | 'timezone'>): string {
  switch (kind) {
    case 'allow': return 'It would go out at once.'
    case 'hold': return until === null ? 'It would be held.' : `It would wait until ${clockThere(until, timezone)}, by the lead’s clock.`
    case 'ask': return 'It would wait for a person’s yes.'
    case 'suppress': return 'It would not be sent.'
  }
}

/** A time as a clock there shows it; one without a zone is such a clock's already. */
export function clockThere(time: string, timezone = 'UTC'): string {
  return new Intl.DateTimeFormat('en-GB', { ...SHOWN, timeZone: timezone }).format(Date.parse(/Z|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`))
}
