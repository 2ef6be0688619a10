/**
 * Puts an instance together. The only file that knows everybody, and nobody imports it, not even its types, but the
 * commands: a handler asks for the two things it uses.
 */
import type { SiteKind } from '@troupe/contract'
import { habitBrain } from './agent/habit-brain.ts'
import type { Brain } from './agent/brain.ts'
import { httpBrain } from './agent/http-brain.ts'
import { modelBrain } from './agent/model-brain.ts'
import { rulesBrain, type Rules } from './agent/rules-brain.ts'
import type { Clock } from './base/clock.ts'
import { isLoopback, type Config } from './base/config.ts'
import type { Id, Ids } from './base/ids.ts'
import type { Log } from './base/log.ts'
import { seeded } from './base/random.ts'
import { AgentKinds, type OwnAgents } from './engagement/agents/agent-kinds.ts'
import { FeedPlatform, type WorldSettings } from './feed/feed-platform.ts'
import { GalleryPlatform } from './feed/gallery/gallery-platform.ts'
import { PostgresImageShelf } from './feed/gallery/postgres-image-shelf.ts'
import { OFFLINE_GENERATORS } from './image/generators/address.ts'
import { FONT_FILES } from './image/generators/font-files.ts'
import { createImageModelPorts } from './image/providers/image-asks.ts'
import { openImageModelsWithin } from './image/providers/open-image-model.ts'
import { openImageStore } from './image/storage/open-image-store.ts'
import { ImageProcesses } from './image/processes/image-processes.ts'
import { Allowance } from './llm/allowance.ts'
import { ATPROTO_ACTIONS } from './atproto/atproto-actions.ts'
import { AtprotoPlatform } from './atproto/atproto-platform.ts'
import { createEngagement, type Engagement } from './assemble-engagement.ts'
import { MASTODON_ACTIONS } from './mastodon/mastodon-actions.ts'
import { MastodonPlatform } from './mastodon/mastodon-platform.ts'
import type { Platform } from './platform/platform.ts'
import { FeedReader } from './feed/postgres/feed-reader.ts'
import { PostgresFeedStore } from './feed/postgres/postgres-feed-store.ts'
import type { App } from './http/app.ts'
import { consoleRoutes } from './http/console-routes.ts'
import { describeApi } from './http/docs/openapi.ts'
import { referencePage } from './http/docs/reference.ts'
import { health } from './http/health/health.ts'
import { ready } from './http/health/ready.ts'
import { memberRoutes } from './http/member-routes.ts'
import { peopleRoutes } from './http/people-routes.ts'
import { PageCache } from './http/page-cache.ts'
import { platformRoutes } from './http/platform-routes.ts'
import { moderationRoutes } from './http/moderation-routes.ts'
import { simulationRoutes } from './http/simulation-routes.ts'
import { publicRoutes } from './http/public-routes.ts'
import { workflowRoutes } from './http/workflow-routes.ts'
import { workshopRoutes } from './http/workshop-routes.ts'
import { close } from './http/listen.ts'
import { createServer } from './http/server.ts'
import { EventStreams } from './http/sse.ts'
import { WorldChanges } from './http/world-changes.ts'
import { createSimulationServices } from './lab/service/simulation-services.ts'
import { createModelPorts } from './llm/ask.ts'
import { openModelsWithin } from './llm/providers/open-models-within.ts'
import { rehearse } from './llm/rehearsal/rehearse.ts'
import { createPeople, type People } from './people/people.ts'
import { EnrichmentRuns } from './persona/enrichment/enrichment-runs.ts'
import { Enrichments } from './persona/enrichment/enrichments.ts'
import type { LoadedPack } from './persona/pack/loaded-pack.ts'
import { STANDARD_POLICIES } from './policy/gate.ts'
import { siteAgents } from './runtime/agents/site-agents.ts'
import { Asks } from './runtime/asks.ts'
import { Cast } from './runtime/cast.ts'
import { createConsoleServices, type ConsoleServices } from './runtime/console-services.ts'
import { LiveRunner } from './runtime/live.ts'
import { createMemberServices } from './runtime/members/member-services.ts'
import { PostgresLedger } from './runtime/postgres-ledger.ts'
import { SampleCreator } from './runtime/sample/creator/sample-creator.ts'
import type { FillingProcess } from './runtime/sample/filling-process.ts'
import { Sample } from './runtime/sample/sample.ts'
import { SAMPLES, type SampleSpec } from './runtime/sample/samples.ts'
import { repertoireFrom } from './runtime/repertoire.ts'
import { ImageMaker } from './runtime/images/image-maker.ts'
import type { OutsideKind, OutsideKinds } from './runtime/outside/adapters.ts'
import type { Enrolling } from './runtime/outside/enrolling.ts'
import { createOutsideServices } from './runtime/outside/outside-services.ts'
import { placeholderUrlFrom } from './runtime/outside/placeholder-address.ts'
import { StandingOrders } from './runtime/standing-orders.ts'
import { TurnEngine } from './runtime/turn-engine.ts'
import { createWorkflowServices } from './runtime/workflows/workflow-services.ts'
import { SHOWCASE_ACTIONS } from './showcase/showcase-actions.ts'
import { ShowcasePlatform } from './showcase/showcase-platform.ts'
import { createSiteServices } from './site/site-services.ts'
import { connect } from './store/database.ts'
import { Notifier } from './store/notifier.ts'
import { databaseTrouble } from './store/readiness.ts'

/** What agents can act on outside: a kind a line. */
const OUTSIDE_KINDS: OutsideKinds = new Map<SiteKind, OutsideKind>([
  ['showcase', { actions: SHOWCASE_ACTIONS, open: ({ origin, credentials, operator }, parts) => new ShowcasePlatform({ ...parts, origin, operator, token: credentials.secret }) }],
  ['mastodon', { actions: MASTODON_ACTIONS, open: ({ origin, credentials, operator, showsFlag }, parts) => new MastodonPlatform({ ...parts, origin, credentials, operator, showsFlag }) }],
  ['atproto', { actions: ATPROTO_ACTIONS, open: ({ origin, credentials, operator, showsFlag }, parts) => new AtprotoPlatform({ ...parts, origin, secret: credentials.secret, operator, showsFlag }) }],
])

export interface InstanceOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly secretKey: Buffer
  /** Images lie below it, unless an S3 bucket is configured. */
  readonly dataDirectory: string
  readonly log: Log
  readonly clock: Clock
  readonly ids: Ids
  readonly packs: readonly LoadedPack[]
  /** Rules brains by the name agents call them by. */
  readonly rules: ReadonlyMap<string, Rules>
  /** Agents of leads that lie in the instance's own folder. */
  readonly ownAgents?: OwnAgents
  /** Does the lab's work in processes of its own. */
  readonly labProgram: URL
  /** `packages/web/dist`. */
  readonly webFolder: string
  /** Pages from their sources, answers compared with their schemas. */
  readonly development: boolean
  /** `sample.fill` follows. */
  readonly fillsSample: boolean
  /** Where it is certain that there is something to fill; it is this instance's from now on. */
  readonly filling?: FillingProcess | null
  /** All there are, unless fewer are wanted. */
  readonly samples?: readonly SampleSpec[]
}

export interface Instance extends AsyncDisposable {
  readonly app: App
  readonly people: People
  readonly runner: LiveRunner
  readonly sample: Sample
  readonly sampleCreator: SampleCreator
  readonly llmConfigs: ConsoleServices['llmConfigs']
  readonly services: ConsoleServices
  readonly enrolling: Enrolling
  readonly engagement: Engagement
  readonly firstWorkspace: () => Promise<Id | null>
}

export async function assemble(options: InstanceOptions): Promise<Instance> {
  const { config, clock, ids, log, packs } = options
  await using parts = new AsyncDisposableStack()
  const { db } = parts.use(connect(options.databaseUrl, { onError: (error) => log.warn({ err: error }, 'a database connection broke') }))
  const notifier = parts.use(new Notifier({ url: options.databaseUrl, log }))
  await notifier.start()
  const changes = new WorldChanges()
  notifier.on('activity', () => changes.poke(null))
  notifier.on('withdrawn', () => changes.withdraw(null))

  const brains = new Map<Brain['kind'], Brain>([habitBrain, modelBrain, httpBrain, rulesBrain(options.rules)].map((brain) => [brain.kind, brain]))
  const people = createPeople({ db, clock, ids, bootstrapToken: config.bootstrapToken, firstWorkspacePrivateNetwork: isLoopback(config.host) })
  const sites = parts.use(createSiteServices({
    db, clock, ids, log, random: seeded(ids.next()), audit: people.audit, secretKey: options.secretKey, onChanged: () => notifier.poke('sites'),
    ...siteAgents({ clock, ids }),
  }))
  const imageStore = await openImageStore({ s3: config.s3, dataDirectory: options.dataDirectory, clock })
  const outside = parts.use(createOutsideServices({
    db, clock, ids, log, random: seeded(ids.next()), audit: people.audit, kinds: OUTSIDE_KINDS, sites: sites.sites, proofs: sites.proofs, killed: (act) => orders.killed(act),
    placeholderUrl: placeholderUrlFrom(config.publicUrl, options.secretKey), imageStore, onCommitted: () => notifier.poke('activity'),
  }))
  notifier.on('sites', () => {
    sites.proofs.poke()
    outside.adapters.changed()
  })
  await sites.proofs.start()
  sites.rechecks.start()
  const kinds = new AgentKinds(options.ownAgents)
  const leads: { told?: () => Promise<void> } = {}
  const services = createConsoleServices({
    db, clock, ids, log, packs, notifier, outside: outside.door, secretKey: options.secretKey, random: seeded(ids.next()), audit: people.audit, environmentKeys: config.providerKeys,
    rules: [...options.rules.keys()], kinds, leadAgentsTold: async () => leads.told?.(), abort: (scope, reason) => runner.abort(scope, reason), filling: () => sample.filling,
    onModerated: (worldIds) => worldIds.forEach((id) => changes.withdraw(id)),
  })
  parts.defer(() => services.tail.stop())
  parts.use(services.engagement)
  parts.use(services.erasure).start()
  parts.use(services.suspensionEnds).start()
  if (config.role !== 'api') parts.use(services.rampUpKeeper).start()
  const firstWorkspace = async (): Promise<Id | null> => (await db.selectFrom('workspaces').select('id').orderBy('created_at').limit(1).executeTakeFirst())?.id ?? null
  const lab = parts.use(createSimulationServices({
    db, packs, firstWorkspace, databaseUrl: options.databaseUrl, audit: people.audit, environmentKeys: config.providerKeys, folder: config.runsDir, program: options.labProgram,
    elapsedMs: () => performance.now(),
  }))
  const settings = services.modelSettings
  const allowance = new Allowance({ clock, log, settings, spend: services.spend })
  const ports = createModelPorts({ clock, random: seeded(ids.next()), log, settings, spend: services.spend, allowance, openModel: openModelsWithin((workspaceId) => orders.hasPrivateNetwork(workspaceId)), rehearsal: rehearse })
  const threads = parts.use(new ImageProcesses({ clock, generators: OFFLINE_GENERATORS, fontFiles: FONT_FILES }))
  const imageParts = {
    db, clock, ids, log, audit: people.audit, store: imageStore, threads,
    ports: createImageModelPorts({ clock, random: seeded(ids.next()), log, settings, spend: services.spend, allowance, openImageModel: openImageModelsWithin((workspaceId) => orders.hasPrivateNetwork(workspaceId)) }),
  }
  const images = new ImageMaker(imageParts)
  const { keeper, strayFiles, workflows, runs: workflowRuns } = createWorkflowServices(imageParts)
  parts.use(strayFiles).start()
  parts.use(workflowRuns).start()
  notifier.on('kill', () => void workflowRuns.heedKillSwitch().catch((error: unknown) => log.warn({ err: error }, 'runs of workflows did not hear of a kill switch')))
  const enriching = { ...services, db, clock, ids, audit: people.audit, settings, log, portFor: (workspaceId: Id) => ports.portFor({ workspaceId, projectId: null, agentId: null }) }
  const enrichments = new Enrichments(enriching)
  const enrichmentRuns = parts.use(new EnrichmentRuns(enriching, enrichments))
  enrichmentRuns.start()
  const asks = new Asks({ ports, settings, clock, images, errands: outside.errands, secretKey: options.secretKey, privateNetwork: (workspaceId) => orders.hasPrivateNetwork(workspaceId) })
  const repertoireOf = repertoireFrom(packs)
  const seed = config.seed ?? 'troupe'

  const orders = new StandingOrders(db, (scope, reason) => {
    runner.abort(scope, reason)
    engagement.abort(scope, reason)
  }, (siteId, workspaceId) => sites.proofs.place(siteId, workspaceId))
  const feed = new PostgresFeedStore(db)
  const ledger = new PostgresLedger(db, ids)
  const settingsOf = (worldId: Id): WorldSettings => ({ recommender: orders.recommenderOf(worldId) })
  const engine = new TurnEngine({
    platforms: new Map<string, Platform>([
      ['feed', new FeedPlatform(feed, ids, settingsOf)],
      ['gallery', new GalleryPlatform(feed, ids, settingsOf, new PostgresImageShelf(db))],
    ]),
    brains, policies: STANDARD_POLICIES, asks, ledger, surroundings: orders, seed, outside: { kinds: OUTSIDE_KINDS, ids },
  })
  const runner = parts.use(new LiveRunner({
    db, engine, ledger, asks, orders, clock, ids, log, random: seeded(ids.next()), workerId: ids.next(),
    cast: new Cast(db, repertoireOf, (workspaceId, persona) => services.library.ownRepertoireOf(workspaceId, persona), outside.accounts), onCommitted: () => notifier.poke('activity'),
  }))
  if (config.role !== 'api') outside.keeper.start()
  notifier.on('wake', () => runner.poke())
  notifier.on('kill', () => {
    // Told also when the news connection stands again, which is when the database may still be away; orders are read anyway soon.
    orders.read().then(() => runner.poke(), (error: unknown) => log.warn({ err: error }, 'kill switches could not be read; they are looked at again'))
  })

  const sample = parts.use(new Sample({ db, databaseUrl: options.databaseUrl, clock, ids, feed, packs, samples: options.samples ?? SAMPLES, images: { s3: config.s3, dataDirectory: options.dataDirectory }, process: options.filling ?? null, seed, privateNetwork: isLoopback(config.host), joining: isLoopback(config.host) ? 'open' : 'off', onWritten: () => notifier.poke('activity') }))
  const sampleCreator = new SampleCreator({
    db, databaseUrl: options.databaseUrl, secretKey: options.secretKey, seed,
    onPlayed: () => {
      for (const topic of ['wake', 'experiments', 'goals', 'events', 'actions', 'approvals', 'conversations', 'onboarding', 'activity'] as const) notifier.poke(topic)
    },
  })
  const engagement = parts.use(createEngagement({
    db, clock, ids, log, random: seeded(ids.next()), audit: people.audit, secretKey: options.secretKey, publicUrl: config.publicUrl, profileApiUrl: config.profileApiUrl, notifier,
    orders, channels: config.channels, privateNetwork: (workspaceId) => orders.hasPrivateNetwork(workspaceId), portFor: (workspaceId) => ports.portFor({ workspaceId, projectId: null, agentId: null }),
    asks, seed, kinds, agents: services.agents,
  }))
  leads.told = () => engagement.leadAgentsTold()
  if (config.role !== 'api') engagement.start()
  if (options.fillsSample) await sample.prepare()
  const changed = (tell: (worldId: Id) => void) => (worldId: Id): void => {
    tell(worldId)
    notifier.poke('activity')
  }
  const memberServices = createMemberServices({
    db, clock, ids, feed, audit: people.audit, passwords: people.passwords, attempts: people.attempts, secretKey: options.secretKey, keeper, threads,
    onChanged: changed((worldId) => changes.poke(worldId)), onSaid: changed((worldId) => changes.withdraw(worldId)),
  })
  const app = await serve()
  parts.defer(() => close(app))

  async function serve(): Promise<App> {
    const origins = { publicUrl: config.publicUrl, corsOrigins: config.corsOrigins }
    const pages = new PageCache({ clock, changes })
    const server = await createServer({
      log, clock, authentication: people.authentication, host: config.host, development: options.development, checkResponses: options.development, trustProxy: config.trustedProxies, ...origins,
      answerFirst: (request, response) => pages.answerHit(request, response),
    })
    await describeApi(server, origins)
    referencePage(server)
    health(server)
    ready(server, { checks: { database: () => databaseTrouble(db) } })
    peopleRoutes(server, { people, origins, invitationLink: (token) => `${config.publicUrl ?? ''}/console/join#${token}` })
    const streams = new EventStreams(server)
    consoleRoutes(server, { ...services, streams })
    moderationRoutes(server, services)
    workshopRoutes(server, { library: services.library, enrichments, enrichmentRuns })
    workflowRoutes(server, { db, store: imageStore, workflows, runs: workflowRuns, library: services.library, threads, streams })
    simulationRoutes(server, { ...lab, streams, drawing: threads })
    platformRoutes(server, { ...sites, enrolling: outside.enrolling })
    engagement.routes(server, { streams })
    const reader = new FeedReader(db, clock)
    memberRoutes(server, { services: memberServices, reader, origins })
    await publicRoutes(server, {
      db, changes, pages, clock, log, reader, streams, imageStore, placeholders: { draw: (wanted, signal) => threads.placeholder(wanted, signal), key: options.secretKey }, publicUrl: config.publicUrl, webFolder: options.webFolder,
      development: options.development,
    })
    return server
  }

  const owned = parts.move()
  return { app, people, runner, sample, sampleCreator, firstWorkspace, llmConfigs: services.llmConfigs, services, enrolling: outside.enrolling, engagement, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
