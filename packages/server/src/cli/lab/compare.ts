/** `troupe compare`: branches side by side. */
import type { Command } from '../command.ts'

export const compare: Command = {
  name: 'compare',
  summary: 'measure simulations side by side, with plots',
  help: `Usage: troupe compare RUN RUN… [--measure KEY…] [--out FOLDER] [--plots svg|png|none] [--theme light|dark] [--json]

Measures each run and says how the others differ from the first. Runs that are alike but for their seeds count as repetitions
of one, called by the first one's --name: give several seeds of each, and means and differences come with 95 % intervals.

  --measure KEY  one that the study asks about, such as eiIndex/camps; again for another. The fewer, the less is found by
                 chance. All unless given; comparison.csv has the keys
  --out FOLDER   comparison.json, comparison.csv, runs.csv (a line a run and measure) and the plots go there (standard:
                 comparison/)
  --plots KIND   svg (standard), png or none
  --theme NAME   light (standard) or dark
  --json         print the comparison as JSON, and write no files unless --out is given`,
  options: { measure: { type: 'string', multiple: true }, out: { type: 'string' }, plots: { type: 'string' }, theme: { type: 'string' }, json: { type: 'boolean' } },
  positionals: true,
  run: async (given, terminal) => (await import('./run-compare.ts')).runCompare(given, terminal, compare.help),
}
