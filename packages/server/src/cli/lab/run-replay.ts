/** What `troupe replay` does. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConflictError } from '../../base/errors.ts'
import { whereTheyPart } from '../../lab/runs/journal-look-up.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import type { Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory } from './laboratory.ts'
import { isSet, onlyRun } from './options.ts'
import { carryOn } from './run-simulate.ts'

export async function runReplay(given: Given, terminal: Terminal, help: string): Promise<number> {
  const folder = await RunFolder.at(onlyRun(given, help))
  const before = await folder.status()
  if (before?.state === 'running') throw new ConflictError(`${folder.path} is being run by process ${before.pid}. Wait for it, or end it first.`, 'run-busy')
  if (before?.state !== 'done') throw new ConflictError(`${folder.path} has not come to its end. Carry it on first: troupe simulate --resume --out ${folder.path}`, 'run-not-done')
  await folder.demandWholeJournal()
  const lab = await laboratory(process.env, { asksNobody: true })
  const path = await mkdtemp(join(tmpdir(), 'troupe-replay-'))
  try {
    const again = await lab.copyInputs(folder, join(path, 'again'))
    const status = await carryOn(lab, again, terminal)
    const isSame = status.journalSha256 === before.journalSha256
    const parting = isSame ? null : await whereTheyPart(folder.journalPath, again.journalPath)
    if (isSet(given, 'json')) terminal.out(JSON.stringify({ same: isSame, journalSha256: before.journalSha256, again: status.journalSha256, parting }))
    else if (isSame) terminal.out(`The same: ${status.journalSha256}`)
    else terminal.out(`Not the same: ${before.journalSha256} then, ${status.journalSha256} now.${parting === null ? ' Their records are alike; the bytes are not.' : ` Record ${parting.record}, in turn ${parting.turn}, is the first that differs:\n  then ${JSON.stringify(parting.first)}\n  now  ${JSON.stringify(parting.second)}`}`)
    return isSame ? 0 : 1
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
