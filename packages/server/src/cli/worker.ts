/** `troupe worker`: one more process that runs agents of the same database. */
import { once } from 'node:events'
import { join } from 'node:path'
import { assemble } from '../assemble.ts'
import { SystemClock } from '../base/clock.ts'
import { systemIds } from '../base/ids.ts'
import { createLog } from '../base/log.ts'
import { migrateToLatest } from '../store/migrate.ts'
import type { Command } from './command.ts'
import { configuration, dataPath, HOME, LAB_PROGRAM, ownAgents, packs, rules, runningDatabase, secretKey } from './surroundings.ts'

export const worker: Command = {
  name: 'worker',
  summary: 'add a worker to a running instance',
  help: `Usage: troupe worker

Runs agents of the database named by DATABASE_URL, or of the instance that runs on this machine.`,
  options: {},
  run: async (_given, terminal) => {
    const env = process.env
    const config = await configuration(env)
    const clock = new SystemClock()
    const databaseUrl = await runningDatabase(config, env)
    if (config.databaseUrl !== null) await migrateToLatest(databaseUrl)
    await using instance = await assemble({
      config, clock, log: createLog(config.logLevel), ids: systemIds(clock), databaseUrl, secretKey: await secretKey(config, env), dataDirectory: dataPath(config, env), packs: await packs(config, env),
      rules: await rules(config, env), ownAgents: await ownAgents(config, env), labProgram: LAB_PROGRAM, webFolder: join(HOME, 'packages/web/dist'), development: false, fillsSample: false,
    })
    await instance.runner.start()
    terminal.say('The worker runs; Ctrl-C stops it.')
    const stop = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort())
    await once(stop.signal, 'abort')
    return 0
  },
}
