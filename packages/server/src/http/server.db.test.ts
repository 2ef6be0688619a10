import { createConnection } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Caller, firstOwner, OWNER } from './testing/caller.ts'
import { testServer } from './testing/test-server.ts'
import { listen } from './listen.ts'

it('answers only under its own names', async () => {
  await using server = await testServer({ publicUrl: 'https://troupe.example', allowedHosts: ['server'] })
  const under = async (host: string) => (await server.app.inject({ url: '/api/health', headers: { host } })).statusCode
  for (const host of ['localhost:4747', 'LOCALHOST', 'feed.localhost', '127.0.0.1:80', '[::1]:4747', '192.168.1.7', 'troupe.example', 'server:4747']) {
    expect([host, await under(host)]).toEqual([host, 200])
  }
  for (const host of ['evil.example', 'troupe.example.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example']) {
    expect([host, await under(host)]).toEqual([host, 421])
  }
})

it('answers bad input with a problem that says where it is', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const raw = (options: InjectOptions) => server.app.inject({ method: 'POST', url: '/api/auth/login', ...options })
  const cases: readonly (readonly [string, InjectOptions, number, string])[] = [
    ['broken JSON', { headers: { 'content-type': 'application/json' }, payload: '{"email": ' }, 400, 'bad-json'],
    ['empty JSON', { headers: { 'content-type': 'application/json' }, payload: '' }, 400, 'bad-json'],
    ['no body', {}, 400, 'invalid-input'],
    ['not JSON', { headers: { 'content-type': 'text/plain' }, payload: 'hello' }, 415, 'unsupported-media-type'],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'email=a' }, 415, 'unsupported-media-type'],
    ['no type', { headers: { 'content-type': '' }, payload: 'x' }, 415, 'unsupported-media-type'],
    ['too large', { payload: { email: 'x'.repeat(2 ** 20) } }, 413, 'body-too-large'],
    ['a prototype', { headers: { 'content-type': 'application/json' }, payload: '{"__proto__": {"role": "owner"}}' }, 400, 'bad-json'],
    ['U+0000', { headers: { 'content-type': 'application/json' }, payload: '{"email": "a\\u0000@b.example", "password": "x"}' }, 400, 'invalid-input'],
    ['half a surrogate pair', { headers: { 'content-type': 'application/json' }, payload: '{"email": "a@b.example", "password": "\\ud800"}' }, 400, 'invalid-input'],
    ['deep nesting', { headers: { 'content-type': 'application/json' }, payload: '['.repeat(65) + ']'.repeat(65) }, 400, 'too-deep'],
    ['brackets in a text', { headers: { 'content-type': 'application/json' }, payload: JSON.stringify('[{'.repeat(100)) }, 400, 'invalid-input'],
    ['deep nesting with an escape', { headers: { 'content-type': 'application/json' }, payload: `${'['.repeat(200_000)}"\\u0000"${']'.repeat(200_000)}` }, 400, 'too-deep'],
    ['bad percent-encoding', { method: 'GET', url: '/api/users/%E0%A4%A' }, 400, 'bad-url'],
    ['an encoded U+0000', { method: 'GET', url: '/api/users?cursor=%00' }, 400, 'bad-url'],
    ['an unknown address', { method: 'GET', url: '/api/nothing' }, 404, 'no-such-address'],
    ['a wrong method', { method: 'PUT', url: '/api/users' }, 404, 'no-such-address'],
    ['a long part', { method: 'GET', url: `/api/users/${'x'.repeat(300)}` }, 404, ''],
  ]
  for (const [name, options, status, code] of cases) {
    const answer = await raw(options)
    expect([name, answer.statusCode]).toEqual([name, status])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    if (code !== '') expect([name, answer.json().type]).toEqual([name, `/problems/${code}`])
    expect(answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String), instance: `urn:troupe:request:${answer.headers['x-request-id']}` })
  }
  const faults = async (answer: ReturnType<Caller['get']>) => (await answer).json<{ faults: { path: string }[] }>().faults.map((fault) => fault.path)
  expect(await faults(owner.post('/api/invitations', { email: 'nobody', role: 'king', extra: 1 }))).toEqual(['/email', '/role', '/extra'])
  expect(await faults(owner.get('/api/users?limit=1000&page=2'))).toEqual(['/limit', '/page'])
  expect(await faults(owner.delete('/api/users/17'))).toEqual(['/id'])
  expect(await faults(owner.post('/api/api-keys', { name: 'x', scopes: ['read', 'all'] }))).toEqual(['/scopes/1'])
})

it('tells the world nothing of a bug, and the log everything', async () => {
  await using server = await testServer({}, (app) => {
    app.get('/api/bug', { config: { access: 'public' } }, async () => { throw new Error('the secret is 42') })
    app.get('/api/leak', { config: { access: 'public' }, schema: { response: { 200: z.object({ name: z.string() }) } } },
      async () => ({ name: 'Olga', passwordHash: 'x' }) as { name: string })
  })
  const bug = await server.app.inject({ url: '/api/bug', headers: { 'x-request-id': 'proxy-17' } })
  expect([bug.statusCode, bug.json().instance]).toEqual([500, 'urn:troupe:request:proxy-17'])
  expect(bug.body).not.toContain('42')
  expect((await server.app.inject({ url: '/api/bug', headers: { 'x-request-id': 'x\u0007y' } })).headers['x-request-id']).toMatch(/^[\da-f]{8}-\w+$/)
  expect((await server.app.inject({ url: '/api/leak' })).statusCode).toBe(500)
})

it('refuses to register a route under /api that does not say who has access', async () => {
  await expect(testServer({}, (app) => { app.get('/api/open', async () => ({})) })).rejects.toThrow('who has access')
})

it('sends the headers that keep browsers from helping attackers', async () => {
  await using server = await testServer({ publicUrl: 'https://troupe.example', inlineScripts: ['1'] })
  const { headers } = await server.app.inject({ url: '/api/docs', headers: { host: 'troupe.example' } })
  expect(headers['content-security-policy']).toContain(`script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='`)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'strict-transport-security': expect.stringContaining('max-age=31536000'),
  })
})

it('serves the reference page with every file that it asks for', async () => {
  await using server = await testServer()
  const page = await server.app.inject({ url: '/api/docs' })
  const asked = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, url = '']) => url)
  const scripts = await Promise.all(asked.filter((url) => url.endsWith('.js')).map(async (url) => [...(await server.app.inject({ url })).body.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => `/api/docs/${name}`)))
  expect(scripts.flat()).toEqual(['/api/docs/prose.js'])
  const answers = await Promise.all([...asked, ...scripts.flat()].map(async (url) => (await server.app.inject({ url })).statusCode))
  expect(new Set(answers)).toEqual(new Set([200]))
})

it('lets pages of allowed origins call, and no others', async () => {
  await using server = await testServer({ corsOrigins: ['https://app.example'] })
  const preflight = (origin: string) => server.app.inject({
    method: 'OPTIONS', url: '/api/users', headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  })
  const allowed = await preflight('https://app.example')
  expect([allowed.statusCode, allowed.headers['access-control-allow-origin'], allowed.headers['access-control-allow-credentials']])
    .toEqual([204, 'https://app.example', 'true'])
  expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined()
})

it('slows down who asks too often, by network before and by name after signing in', async () => {
  await using server = await testServer({ pace: { publicChangesPerMinute: 3, publicReadsPerMinute: 5, changesPerMinute: 2, readsPerMinute: 4 } })
  const owner = await firstOwner(server.app)
  const statuses = async (times: number, ask: () => ReturnType<Caller['get']>) => {
    const answers = []
    for (let i = 0; i < times; i++) answers.push((await ask()).statusCode)
    return answers
  }
  expect(await statuses(5, () => owner.get('/api/users'))).toEqual([200, 200, 200, 200, 429])
  const login = () => new Caller(server.app).post('/api/auth/login', { email: OWNER.email, password: OWNER.password })
  expect(await statuses(3, login)).toEqual([200, 200, 429])
  expect((await login()).headers['retry-after']).toBe('60')
  server.clock.advanceBy(60_000)
  expect((await login()).statusCode).toBe(200)
})

it('says whether it is alive and ready, and why not', async () => {
  await using server = await testServer()
  const anybody = new Caller(server.app)
  expect((await anybody.get('/api/health')).json()).toEqual({ status: 'ok' })
  expect((await anybody.get('/api/ready')).json()).toEqual({ status: 'ready', reasons: [] })
  await server.connection.pool.query(`DELETE FROM kysely_migration`)
  const waiting = await anybody.get('/api/ready')
  expect([waiting.statusCode, waiting.json().reasons[0]]).toEqual([503, expect.stringMatching(/^database: waits for \d+ migration/)])
})

it('describes itself in OpenAPI 3.1, with every reference kept', async () => {
  await using server = await testServer()
  const document = (await new Caller(server.app).get('/api/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  const { post } = document.paths['/api/auth/login']
  expect(post.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Login' })
  expect(post.responses.default.content['application/problem+json'].schema).toEqual({ $ref: '#/components/schemas/Problem' })
  expect(document.paths['/api/users/{id}'].patch.parameters).toMatchObject([{ in: 'path', name: 'id', required: true }])
  expect(document.paths['/api/users'].get.security).toEqual([{ bearer: [] }, { cookie: [] }])
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/#\/components\/schemas\/([^"]+)/g)) expect(Object.keys(document.components.schemas)).toContain(name)
})

it('lets a cache answer before everything else', async () => {
  await using server = await testServer({ answerFirst: (request, response) => request.url === '/cached' && Boolean(response.end('from the cache')) })
  const { address } = await listen(server.app, { host: '127.0.0.1', port: 0 })
  expect(await (await fetch(`${address}/cached`)).text()).toBe('from the cache')
  expect((await fetch(`${address}/api/health`)).status).toBe(200)
})

it('survives what no HTTP client would send', async () => {
  await using server = await testServer()
  const { port } = await listen(server.app, { host: '127.0.0.1', port: 0 })
  const send = (text: string) => new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = createConnection({ host: '127.0.0.1', port }, () => socket.write(text))
    socket.on('data', (chunk) => { answer += chunk.toString() })
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''))
    socket.on('error', reject)
  })
  expect(await send('nonsense\r\n\r\n')).toContain('400')
  expect(await send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toContain('400')
  for (const head of ['HTTP/1.1\r\nHost:', 'HTTP/1.1\r\nHost: evil.example', 'HTTP/1.0', 'HTTP/1.1\r\nHost: a b', 'HTTP/1.1\r\nHost: [']) {
    expect([head, await send(`GET /api/health ${head}\r\nConnection: close\r\n\r\n`)]).toEqual([head, expect.stringMatching(/ 4(00|21) /)])
  }
  expect(await send('GET //evil.example/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toMatch(/ 40[04] /)
  expect((server.app.server.address() as AddressInfo).port).toBe(port)
})

it('never fails on any body, query or address, whoever sends it', async () => {
  const routes: { method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'; url: string }[] = []
  await using server = await testServer({}, (app) => {
    routes.push(...routesOf(app.printRoutes({ commonPrefix: false })))
  })
  expect(routes.length).toBeGreaterThan(20)
  const owner = await firstOwner(server.app)
  const key = (await owner.post('/api/api-keys', { name: 'fuzz', scopes: ['admin'] })).json().key as string
  const login = async () => (await new Caller(server.app).post('/api/auth/login', { email: OWNER.email, password: OWNER.password })).json().accessToken as string
  const words = fc.constantFrom('name', 'email', 'role', 'password', 'token', 'inviteToken', 'bootstrapToken', 'scopes', 'expiresAt', 'current', 'next', 'cookie', 'workspace')
  const values = fc.oneof(fc.constantFrom<unknown>('owner', 'viewer', 'a@b.example', 'read', ['admin'], '2027-01-01T00:00:00Z', 'long enough to pass', true, null, 1e308, -0, ''),
    fc.string({ unit: 'binary' }), fc.jsonValue())
  const body = fc.oneof(fc.dictionary(words, values, { maxKeys: 6 }), fc.jsonValue())
  const part = fc.oneof(fc.constantFrom('0190a000-0000-7000-8000-000000000001', '..', '%00', '%', '\'', '9'.repeat(40)), fc.string({ maxLength: 20 }).map(encodeURIComponent))
  const query = fc.oneof(fc.constant(''), fc.constantFrom('?limit=-1', '?limit=1e9', '?cursor=', '?cursor=AAAA', '?limit=1&limit=2', '?__proto__[a]=1', '?cursor=%'),
    fc.webQueryParameters().map((text) => `?${text}`))
  let sent = 0
  await fc.assert(fc.asyncProperty(fc.constantFrom(...routes), body, part, query, fc.boolean(), async (route, payload, id, search, signedIn) => {
    const answer = await server.app.inject({
      method: route.method,
      // Of a network of its own each, so that lockout does not spare the handlers.
      remoteAddress: `10.0.${sent >> 8}.${sent++ & 255}`,
      url: `${route.url.replaceAll(':id', id)}${search}`,
      headers: { 'content-type': 'application/json', ...(signedIn ? { authorization: `Bearer ${key}` } : {}) },
      ...(route.method === 'GET' ? {} : { payload: JSON.stringify(payload) }),
    })
    expect([answer.statusCode < 500, answer.body]).toEqual([true, answer.body])
    if (answer.statusCode >= 400) expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  }), { numRuns: 600 })
  expect(await login()).toEqual(expect.any(String))
})

/** From Fastify's own list, so that a route somebody adds is among them. */
function routesOf(tree: string) {
  const found: { method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'; url: string }[] = []
  const path: string[] = []
  for (const line of tree.split('\n')) {
    const parts = /^([│ ]*)(?:├──|└──) (\S+)(?: \(([^)]+)\))?/.exec(line)
    if (!parts) continue
    const [, indent = '', name = '', methods = ''] = parts
    path.length = indent.length / 4
    path.push(name)
    for (const method of methods.split(', ')) {
      if (/^(GET|POST|PATCH|DELETE|PUT)$/.test(method)) found.push({ method: method as 'GET', url: path.join('') })
    }
  }
  return found
}
