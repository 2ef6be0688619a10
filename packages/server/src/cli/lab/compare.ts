/** `troupe compare`: branches side by side. */
import type { Command } from '../command.ts'

export const compare: Command = {
  name: 'compare',
  summary: 'measure simulations side by side, with plots',
  help: `Usage: troupe compare RUN RUN… [--out FOLDER] [--plots svg|png|none] [--theme light|dark] [--json]

Measures each run and says how the others differ from the first. Runs that are alike but for their seeds count as repetitions
of one: give several seeds of each, and the differences come with intervals.

  --out FOLDER   comparison.json, comparison.csv and the plots go there (standard: comparison/)
  --plots KIND   svg (standard), png or none
  --theme NAME   light (standard) or dark
  --json         print the comparison as JSON, and write no files unless --out is given`,
  options: { out: { type: 'string' }, plots: { type: 'string' }, theme: { type: 'string' }, json: { type: 'boolean' } },
  positionals: true,
  run: async (given, terminal) => (await import('./run-compare.ts')).runCompare(given, terminal, compare.help),
}
