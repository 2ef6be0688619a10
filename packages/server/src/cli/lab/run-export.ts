/** What `troupe export` does. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidError } from '../../base/errors.ts'
import { EXPORT_FORMATS, exportWorld } from '../../lab/export/export-world.ts'
import { campsOf, measureAll } from '../../lab/measures/measure-all.ts'
import { plotsOf } from '../../lab/plots/plots-of.ts'
import { recordOf, SAMPLING_SEED } from '../../lab/runs/measure-run.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import type { Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory } from './laboratory.ts'
import { momentOption, onlyRun, oneOf, text, texts } from './options.ts'
import { stoppable } from './stoppable.ts'
import { writePlots } from './run-compare.ts'

export async function runExport(given: Given, terminal: Terminal, help: string): Promise<number> {
  const path = onlyRun(given, help)
  const out = text(given, 'out')
  if (out === undefined) throw new InvalidError('--out is missing: the folder where the files go.')
  const plots = oneOf(given, 'plots', ['svg', 'png'])
  const theme = oneOf(given, 'theme', ['light', 'dark']) ?? 'light'
  const wished = texts(given, 'format')
  const formats = (wished.length === 0 && plots === undefined ? ['csv'] : wished).map((word) => {
    const format = EXPORT_FORMATS.find((one) => one === word)
    if (format === undefined) throw new InvalidError(`--format takes one of ${EXPORT_FORMATS.join(', ')}, not "${word}".`)
    return format
  })
  const folder = await RunFolder.at(path)
  const { inputs } = await folder.record()
  const lab = await laboratory(process.env)
  const record = await recordOf(lab, folder, momentOption(given, 'at', inputs.fromMs) ?? null, stoppable(terminal, 'what is written whole stays.'))
  await mkdir(out, { recursive: true })
  for (const format of formats) {
    const camps = format === 'graphml' ? campsOf(record, SAMPLING_SEED) : []
    for (const written of await exportWorld(record, format, out, { camps })) terminal.out(written)
  }
  if (plots !== undefined) {
    const measures = measureAll(record, { seed: SAMPLING_SEED })
    await writeFile(join(out, 'measures.json'), `${JSON.stringify(measures, null, 2)}\n`)
    await writePlots(out, plotsOf(measures, theme), plots)
    terminal.out(`${join(out, 'measures.json')} and the plots beside it`)
  }
  return 0
}
