/** Faults in a text of interventions by their lines, and what one may look like. */
import { sentence } from '../../../forms/fault-words.ts'

export interface LineFault { readonly line: number; readonly column: number; readonly message: string }

export const TIMELINE_EXAMPLE = `interventions:
  - at: 12h
    do: { recommender: popular }
    note: half of the day by time, half by likes
  - at: 1d
    do:
      kill: { sample: 5 }
`

export const CHANGES_EXAMPLE = `interventions:
  - at: start
    do:
      - recommender: popular
      - kill: { sample: 5 }
`

/** `interventions.0.do.ban: …`: the line says it shorter. */
const PLACE = /^interventions(\.\w+)*: /

/** The server's faults name a place in the text: `interventions.yaml:4:7`. Others are none of the text's. */
export function lineFaults(faults: readonly { path: string; message: string }[]): LineFault[] {
  return faults.flatMap(({ path, message }) => {
    const [, line, column] = /:(\d+):(\d+)$/.exec(path) ?? []
    return line === undefined ? [] : [{ line: Number(line), column: Number(column), message: sentence(message.replace(PLACE, '')) }]
  })
}
