/**
 * The HTTP foundation: one Fastify app with everything that holds for every route, and no route of its own. Whoever calls
 * `createServer` registers routes on the result, then listens (`listen.ts`). The order of the guards matters: whose host
 * name, who asks, how often; only then is a body read.
 */
import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import cors from '@fastify/cors'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyError } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Clock } from '../base/clock.ts'
import { InvalidError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { App } from './app.ts'
import { readJsonBodies } from './json-body.ts'
import { guardAccess, type AccessOptions } from './plugins/access.ts'
import { guardHosts, type HostOptions } from './plugins/allowed-hosts.ts'
import { limitPace, type Pace, USUAL_PACE } from './plugins/request-pace.ts'
import { setSecurityHeaders, type HeaderOptions } from './plugins/security-headers.ts'
import { answerProblem, failure, sendProblem } from './problem.ts'
import { RequestLog } from './request-log.ts'
import { serializerCompiler, validatorCompiler } from './schemas.ts'

export interface ServerOptions extends HostOptions, HeaderOptions, AccessOptions {
  readonly log: Log
  readonly clock: Clock
  /** Addresses of proxies whose X-Forwarded-* headers are believed; none unless given. */
  readonly trustProxy?: readonly string[]
  /** `null` for no limits, as a benchmark wants. */
  readonly pace?: Pace | null
  /**
   * Asked before the app; `true` when it has answered. For cached public pages: all that holds for every route costs about 25 µs
   * a request, nearly as much again as sending the page. Whoever answers here checks the host (`hostTest`) and sends
   * `securityHeaders`; there is no access, pace or request id.
   */
  readonly answerFirst?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Compare every answer with its schema; for tests and development. */
  readonly checkResponses?: boolean
}

/** Routes that take more (imports, batches, uploads) say so in their `bodyLimit`. */
const BODY_BYTES_MOST = 1024 * 1024
/** The longest a client may take to send its request; slow ones would hold connections for nothing. */
const REQUEST_TIMEOUT_MS = 60_000
/** Keeps idle connections longer than common proxies do (60 s), so that they never send into a closing one. */
const KEEP_ALIVE_MS = 72_000
const PARAMETER_CHARACTERS_MOST = 200

const REQUEST_ID = /^[\w.:-]{1,64}$/

export async function createServer(options: ServerOptions): Promise<App> {
  const { trustProxy = [], pace = USUAL_PACE, answerFirst = () => false } = options
  const app: App = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    // A line a request is 10 µs and a full disk; what goes wrong is logged with its id by `answerProblem`.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    childLoggerFactory: (logger, bindings) => new RequestLog(logger, bindings),
    genReqId: requestIds(),
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    bodyLimit: BODY_BYTES_MOST,
    routerOptions: { maxParamLength: PARAMETER_CHARACTERS_MOST, ignoreTrailingSlash: false },
    frameworkErrors: (error: FastifyError, request, reply) => void answerProblem(error, request, reply),
    forceCloseConnections: 'idle',
    serverFactory: (answer) => createHttpServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      if (!answerFirst(request, response)) answer(request, response)
    }),
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler(options.checkResponses ?? false))
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.removeAllContentTypeParsers()
  readJsonBodies(app)

  // Hooks that wait for nothing call `done`: a promise for each costs a cached page more than what the hook does.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    // PostgreSQL has no U+0000, so nothing we have is named by it.
    done(request.url.includes('%00') ? new InvalidError('The address holds a character that nothing here is named by.', [], 'bad-url') : undefined)
  })
  setSecurityHeaders(app, options)
  guardHosts(app, options)
  if (options.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: options.corsOrigins.includes('*') ? true : [...options.corsOrigins],
      // Any site's pages may call with a token of their own then, never with the visitor's cookie.
      credentials: !options.corsOrigins.includes('*'),
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['x-request-id', 'retry-after'],
      maxAge: 600,
      strictPreflight: false,
    })
  }
  await guardAccess(app, options)
  if (pace !== null) limitPace(app, options.clock, pace)
  app.setNotFoundHandler((request, reply) => {
    sendProblem(reply, failure(404, 'no-such-address', `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`), request.id)
  })
  return app
}

/** A proxy's correlation id is kept where it is harmless to log; otherwise one of our own: this process, and a number. */
function requestIds(): (request: IncomingMessage) => string {
  const instance = randomUUID().slice(0, 8)
  let count = 0
  return (request) => {
    const given = request.headers['x-request-id']
    return typeof given === 'string' && REQUEST_ID.test(given) ? given : `${instance}-${(++count).toString(36)}`
  }
}
