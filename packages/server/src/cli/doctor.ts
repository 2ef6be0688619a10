/** `troupe doctor`: what an instance needs, looked at one by one, each with what to do about it. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../base/config.ts'
import { messageOf } from '../base/errors.ts'
import { connect } from '../store/database.ts'
import { databaseTrouble } from '../store/readiness.ts'
import type { Command } from './command.ts'
import { configuration, dataPath, HOME, packs, runningDatabase } from './surroundings.ts'

interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'look whether everything is in order',
  help: `Usage: troupe doctor [--json]

Exits with 1 when something is not in order.`,
  options: { json: { type: 'boolean' } },
  run: async ({ values }, terminal) => {
    const findings = await examine()
    if (values['json'] === true) terminal.out(JSON.stringify({ findings }))
    else for (const { what, ok, detail } of findings) terminal.out(`${ok ? '✓' : '✗'} ${what}: ${detail}`)
    return findings.every((finding) => finding.ok) ? 0 : 1
  },
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = []
  const look = async <Result>(what: string, work: () => Promise<readonly [string, Result]>): Promise<Result | null> => {
    try {
      const [detail, result] = await work()
      findings.push({ what, ok: true, detail })
      return result
    } catch (error) {
      findings.push({ what, ok: false, detail: messageOf(error) })
      return null
    }
  }
  await look('Node', async () => [process.version, null])
  const config = await look<Config>('configuration', async () => {
    const read = await configuration(process.env)
    return [`role ${read.role}, ${read.databaseUrl === null ? 'managed database' : 'a database of your own'}`, read]
  })
  if (config === null) return findings
  await look('data folder', async () => [dataPath(config, process.env), null])
  await look('archetype packs', async () => {
    const loaded = await packs(config, process.env)
    return [loaded.map(({ pack, archetypes }) => `${pack.id} (${archetypes.length})`).join(', '), null]
  })
  await look('pages', async () => {
    await access(join(HOME, 'packages/web/dist/server/site.js')).catch(() => {
      throw new Error('not built; `npm start` builds them')
    })
    return ['built', null]
  })
  await look('database', async () => {
    await using connection = connect(await runningDatabase(config, process.env), { connections: 1 })
    const trouble = await databaseTrouble(connection.db)
    if (trouble !== null) throw new Error(trouble)
    return ['answers, schema up to date', null]
  })
  return findings
}
