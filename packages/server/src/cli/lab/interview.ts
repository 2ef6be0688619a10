/** `troupe interview`: questions to agents of a simulation at any moment of it. */
import type { Command } from '../command.ts'

export const interview: Command = {
  name: 'interview',
  summary: 'ask agents of a simulation, at any moment of it',
  help: `Usage: troupe interview RUN --who NAME… --ask QUESTION [--at TIME] [options]
       troupe interview RUN --survey FILE [--json | --csv FILE]

They answer from what they are and remember at that moment. Nothing in the run changes: its journal stays what it is.

  --at TIME         24h or 1d 6h after the start, or an instant; the run's end unless set
  --who NAME        again for another; or --archetype NAME, or --everybody
  --sample N        that many of them, drawn by the run's seed
  --ask QUESTION    again for another question
  --choice "A | B"  the answers they may choose from
  --scale 1-7       or a number, with what the ends mean: "1-7 not at all | fully"
  --survey FILE     whom, when and what in YAML; see docs/guide/run-an-experiment.md
  --json            print the answers as JSON, one a line
  --csv FILE        write them there as a table`,
  options: {
    at: { type: 'string' }, who: { type: 'string', multiple: true }, archetype: { type: 'string' }, everybody: { type: 'boolean' }, sample: { type: 'string' }, ask: { type: 'string', multiple: true },
    choice: { type: 'string' }, scale: { type: 'string' }, survey: { type: 'string' }, json: { type: 'boolean' }, csv: { type: 'string' }, 'base-url': { type: 'string' }, budget: { type: 'string' },
  },
  positionals: true,
  run: async (given, terminal) => (await import('./run-interview.ts')).runInterview(given, terminal, interview.help),
}
