/** An app with its people on a database of its own, and a clock that stands still: what HTTP tests work on. */
import type { RouteOptions } from 'fastify'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { createPeople, type People } from '../../people/people.ts'
import { connect, type Connection } from '../../store/database.ts'
import { databaseTrouble } from '../../store/readiness.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import type { App } from '../app.ts'
import { describeApi } from '../docs/openapi.ts'
import { referencePage } from '../docs/reference.ts'
import { health } from '../health/health.ts'
import { ready } from '../health/ready.ts'
import { peopleRoutes } from '../people-routes.ts'
import { createServer, type ServerOptions } from '../server.ts'

export const BOOTSTRAP_TOKEN = 'bootstrap-token-of-a-test'
export const START_MS = Date.UTC(2026, 9, 1, 12)

export interface TestServer extends AsyncDisposable {
  readonly app: App
  readonly people: People
  readonly clock: VirtualClock
  readonly connection: Connection
}

/** `onRoute` hears of every route there is. */
export async function testServer(
  options: Partial<ServerOptions> = {}, moreRoutes: (app: App, parts: Omit<TestServer, 'app' | typeof Symbol.asyncDispose>) => void | Promise<void> = () => {}, onRoute: (route: RouteOptions) => void = () => {},
): Promise<TestServer> {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 6 })
  const clock = new VirtualClock(START_MS)
  const people = createPeople({
    db: connection.db, clock, ids: systemIds(clock), bootstrapToken: BOOTSTRAP_TOKEN, firstWorkspacePrivateNetwork: true,
  })
  const given: ServerOptions = {
    log: silentLog, clock, authentication: people.authentication, host: '127.0.0.1', publicUrl: null, corsOrigins: [],
    checkResponses: true, pace: null, ...options,
  }
  const app = await createServer(given)
  app.addHook('onRoute', onRoute)
  await describeApi(app, given)
  referencePage(app)
  health(app)
  ready(app, { checks: { database: () => databaseTrouble(connection.db) } })
  peopleRoutes(app, { people, origins: given, invitationLink: (token) => `http://localhost/console/join#${token}` })
  await moreRoutes(app, { people, clock, connection })
  await app.ready()
  const dispose = async (): Promise<void> => {
    await app.close()
    await connection.db.destroy()
    await database.drop()
  }
  return { app, people, clock, connection, [Symbol.asyncDispose]: dispose }
}
