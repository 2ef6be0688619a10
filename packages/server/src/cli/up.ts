/** `troupe up`: the whole instance, from an empty machine to a living feed. What `npm start` runs. */
import type { Place } from '@troupe/contract'
import { once } from 'node:events'
import { join } from 'node:path'
import { assemble, type Instance } from '../assemble.ts'
import { SystemClock } from '../base/clock.ts'
import { isLoopback, type Config } from '../base/config.ts'
import { InvalidError, messageOf } from '../base/errors.ts'
import { systemIds } from '../base/ids.ts'
import { createLog } from '../base/log.ts'
import { listen } from '../http/listen.ts'
import { FillingProcess } from '../runtime/sample/filling-process.ts'
import { connect } from '../store/database.ts'
import { migrateToLatest } from '../store/migrate.ts'
import type { Command } from './command.ts'
import { keepAddress } from './kept-address.ts'
import { stopSignal } from './stop-signal.ts'
import { configuration, dataPath, HOME, LAB_PROGRAM, openDatabase, ownAgents, packs, rules, secretKey, startsEmpty } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

export const up: Command = {
  name: 'up',
  summary: 'start the instance: database, site, console, agents',
  help: `Usage: troupe up [--empty] [--dev] [--model PROVIDER/MODEL]

  --empty   start without the sample workspace and its personas
  --dev     serve the pages from their sources and reload them as they change
  --model   let this model play the first workspace's personas, such as anthropic/claude-haiku-5-5; its key comes from the
            environment or from Settings, and the daily budget (1 USD unless changed) holds. "rehearsal" goes back.

Everything else is set in the environment or in .env; see the README.`,
  options: { empty: { type: 'boolean' }, dev: { type: 'boolean' }, model: { type: 'string' } },
  run: async ({ values }, terminal) => {
    const env = process.env
    const config = await configuration(env)
    const log = createLog(config.logLevel)
    const clock = new SystemClock()
    await using stopping = stopSignal(terminal)
    const empty = values['empty'] === true
    const fillsSample = !empty && config.role !== 'worker'
    // It loads while the database is made: the first post comes after 5.8 s instead of 7.1 on a slow machine of two processors.
    await using filling = fillsSample && startsEmpty(config, env) ? new FillingProcess() : null
    const reading = Promise.all([packs(config, env), rules(config, env), ownAgents(config, env)])
    // Heard where it is awaited, once the database is there; read meanwhile, it costs no time.
    reading.catch(() => {})
    await using database = await openDatabase(config, env, log)
    await migrateToLatest(database.url)
    const [shipped, ownRules, ownKinds] = await reading
    await using instance = await assemble({
      config, log, clock, ids: systemIds(clock), databaseUrl: database.url, secretKey: await secretKey(config, env), dataDirectory: dataPath(config, env), packs: shipped,
      rules: ownRules, ownAgents: ownKinds, labProgram: LAB_PROGRAM, webFolder: join(HOME, 'packages/web/dist'), development: values['dev'] === true,
      fillsSample, filling,
    })
    await guardPublicBind(config, instance)
    const model = values['model']
    if (config.role !== 'worker') await open({ config, instance, databaseUrl: database.url }, terminal)
    try {
      await play(instance, { config, model: typeof model === 'string' ? model : null, isManaged: database.isManaged, empty, signal: stopping.signal, terminal })
    } catch (error) {
      if (!stopping.signal.aborted) throw error
    }
    if (!stopping.signal.aborted) await Promise.race([once(stopping.signal, 'abort'), database.died])
    terminal.say('Stopping…')
    return 0
  },
}

/** DESIGN "Public bind": nobody may find an instance without an owner before its owner does. */
async function guardPublicBind(config: Config, { people }: Instance): Promise<void> {
  if (isLoopback(config.host) || config.bootstrapToken !== null || await people.setup.ownerExists()) return
  throw new InvalidError(`HOST ${config.host} can be reached by others, and this instance has no owner yet. Start it on 127.0.0.1 and set it up first, or set TROUPE_BOOTSTRAP_TOKEN.`)
}

async function open({ config, instance: { app, people }, databaseUrl }: { readonly config: Config; readonly instance: Instance; readonly databaseUrl: string }, terminal: Terminal): Promise<void> {
  const { address, takenPort } = await listen(app, { host: config.host, port: config.port })
  if (takenPort !== null) terminal.say(`Port ${takenPort} is taken.`)
  const shown = config.publicUrl ?? address
  const setup = await people.setup.newToken()
  terminal.out('')
  terminal.out(`  Feed      ${shown}`)
  terminal.out(`  Console   ${shown}/console`)
  if (setup !== null) terminal.out(`  Set up    ${shown}/console/setup#${setup.token}\n            (once, within 30 minutes)`)
  terminal.out('')
  // Whoever started it need not wait for that.
  await using connection = connect(databaseUrl, { connections: 1 })
  await keepAddress(connection.db, shown)
}

interface Play {
  readonly config: Config
  readonly model: string | null
  readonly isManaged: boolean
  readonly empty: boolean
  readonly signal: AbortSignal
  readonly terminal: Terminal
}

/** The past first, then live. An `api` process leaves the agents to workers. */
async function play(instance: Instance, { config, model, isManaged, empty, signal, terminal }: Play): Promise<void> {
  const fillNext = (only: Place | null): ReturnType<Instance['sample']['fillNext']> => empty || config.role === 'worker'
    ? Promise.resolve(null)
    : instance.sample.fillNext(only, (share, { place }) => terminal.progress(place === 'feed' ? '  Playing the last 24 hours' : '  Making a day of images', share), signal)
  const feed = await fillNext('feed')
  if (feed !== null) terminal.say(`  ${feed.posts} posts and ${feed.comments} comments by ${feed.spec.personas} personas. From here on it is live; Ctrl-C stops it.`)
  if (model !== null) await choose(instance, model, terminal)
  const creator = (): Promise<void> => empty || config.role === 'worker' ? Promise.resolve() : playCreator(instance, signal, terminal)
  if (config.role === 'api') return creator()
  // The managed database was this process's to start: whoever held agents in it is dead.
  await instance.runner.start({ alone: isManaged })
  await creator()
  // A minute's work, while the feed goes on, which it does without it too.
  try {
    for (let filled = await fillNext(null); filled !== null; filled = await fillNext(null)) {
      terminal.say(`  ${filled.posts} images and ${filled.comments} comments by ${filled.spec.personas} members hang in the gallery, at /gallery.`)
    }
  } catch (error) {
    if (signal.aborted) throw error
    terminal.say(`  The gallery's first day could not be made: ${messageOf(error)}. The next start tries again.`)
  }
}

async function playCreator({ sampleCreator }: Instance, signal: AbortSignal, terminal: Terminal): Promise<void> {
  try {
    const played = await sampleCreator.play(signal, () => terminal.say('  Playing ten days of a creator and her leads, all made up…'))
    if (played !== null) terminal.say(`  ${played.name}, made up, sells bread courses to ${played.leads} leads: ten days and ${played.messages} messages of it, at /console/creators.`)
  } catch (error) {
    if (signal.aborted) throw error
    terminal.say(`  The sample creator's ten days could not be played: ${messageOf(error)}. The next start tries again.`)
  }
}

/** DESIGN "Money": a key in the environment is offered, and used only once an owner has picked its provider, here or in Settings. */
async function choose({ llmConfigs, firstWorkspace }: Instance, wanted: string, terminal: Terminal): Promise<void> {
  const [provider = '', ...rest] = wanted.split('/')
  const model = provider === 'rehearsal' ? 'rehearsal' : rest.join('/')
  if (model === '') throw new InvalidError('--model takes PROVIDER/MODEL, such as anthropic/claude-haiku-5-5, or rehearsal.')
  const workspaceId = await firstWorkspace()
  if (workspaceId === null) throw new InvalidError('--model needs a workspace, and there is none yet: start once without --empty, or set the instance up.')
  const config = await llmConfigs.get(workspaceId)
  await llmConfigs.put({ kind: 'system', id: null, name: 'troupe up --model', workspaceId }, { ...config, standard: { provider, model } })
  terminal.say(`  The personas speak through ${wanted} from now on.`)
}
