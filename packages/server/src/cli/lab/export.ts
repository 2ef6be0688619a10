/** `troupe export`: a simulated world as files for other tools. */
import type { Command } from '../command.ts'

export const exportRun: Command = {
  name: 'export',
  summary: 'write a simulation as CSV, JSON Lines, Parquet or GraphML, with plots',
  help: `Usage: troupe export RUN --out FOLDER [--format csv] [--plots svg|png] [--theme light|dark] [--at TIME]

  --format KIND  csv (standard), jsonl, parquet or graphml; again for another
  --plots KIND   svg or png: every measure drawn; measures.json goes with them
  --theme NAME   light (standard) or dark
  --at TIME      the world as it was then, such as 24h; its end unless set
  --out FOLDER   where the files go`,
  options: { out: { type: 'string' }, format: { type: 'string', multiple: true }, plots: { type: 'string' }, theme: { type: 'string' }, at: { type: 'string' } },
  positionals: true,
  run: async (given, terminal) => (await import('./run-export.ts')).runExport(given, terminal, exportRun.help),
}
