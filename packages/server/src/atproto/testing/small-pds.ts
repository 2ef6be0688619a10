/**
 * A PDS at the wire, in memory, on loopback: the calls that the adapter makes, their requests and records held against the
 * lexicons of @atproto/api. It makes no commits, signatures or identities. What it answers is what the reference server
 * answers: the same tests run over both (`test/atproto`), over that one where it is installed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { lexicons } from '@atproto/api'
import { cidOf, FarRepos, XrpcRefusal, type FarAccount } from './far-repos.ts'

type Json = Readonly<Record<string, unknown>>

interface Call {
  readonly query: URLSearchParams
  readonly body: Json
  readonly bytes: Buffer
  readonly request: IncomingMessage
}

export interface SmallPdsOptions {
  readonly adminPassword: string
  readonly domain?: string
}

export class SmallPds implements AsyncDisposable {
  readonly repos = new FarRepos()
  /** Names of the calls, in the order they came. */
  readonly asked: string[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly #adminPassword: string
  readonly #domain: string
  readonly #tokens = new Map<string, string>()
  readonly #codes = new Set<string>()
  #given = 0

  private constructor({ adminPassword, domain = '.test' }: SmallPdsOptions) {
    this.#adminPassword = adminPassword
    this.#domain = domain
  }

  static async open(options: SmallPdsOptions): Promise<SmallPds> {
    const pds = new SmallPds(options)
    await new Promise<void>((resolve) => pds.#server.listen(0, '127.0.0.1', resolve))
    return pds
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  readonly #calls: Readonly<Record<string, (call: Call) => unknown>> = {
    'com.atproto.server.describeServer': () => ({ did: 'did:web:localhost', availableUserDomains: [this.#domain], inviteCodeRequired: true }),
    'com.atproto.server.createInviteCode': (call) => {
      this.#admin(call)
      const code = `code-${++this.#given}`
      this.#codes.add(code)
      return { code }
    },
    'com.atproto.server.createAccount': ({ body }) => {
      const [handle, email, password] = [String(body['handle']), String(body['email']).toLowerCase(), String(body['password'])]
      const front = handle.slice(0, -this.#domain.length)
      if (!handle.endsWith(this.#domain) || !/^[a-z0-9](?:[a-z0-9-]{1,16})[a-z0-9]$/.test(front)) throw new XrpcRefusal('InvalidHandle', 'Input/handle must be a valid handle')
      if (!this.#codes.has(String(body['inviteCode']))) throw new XrpcRefusal('InvalidInviteCode', 'Provided invite code not available')
      const account = this.repos.add({ handle, email, password })
      this.#codes.delete(String(body['inviteCode']))
      return this.#session(account)
    },
    'com.atproto.server.createSession': ({ body }) => {
      const identifier = String(body['identifier']).toLowerCase()
      const account = [...this.repos.accounts.values()].find(({ did, handle, email }) => [did, handle, email].includes(identifier))
      if (account === undefined || account.password !== body['password']) throw new XrpcRefusal('AuthenticationRequired', 'Invalid identifier or password', 401)
      return this.#session(account)
    },
    'com.atproto.identity.resolveHandle': ({ query }) => {
      const account = [...this.repos.accounts.values()].find(({ handle }) => handle === query.get('handle'))
      if (account === undefined) throw new XrpcRefusal('HandleNotFound', 'Unable to resolve handle')
      return { did: account.did }
    },
    'com.atproto.admin.getAccountInfo': (call) => {
      this.#admin(call)
      const account = this.repos.accounts.get(call.query.get('did') ?? '')
      if (account === undefined) throw new XrpcRefusal('NotFound', 'Account not found')
      return infoOf(account)
    },
    'com.atproto.admin.getAccountInfos': (call) => {
      this.#admin(call)
      return { infos: call.query.getAll('dids').flatMap((did) => this.repos.accounts.get(did) ?? []).map(infoOf) }
    },
    'com.atproto.admin.updateAccountPassword': (call) => {
      this.#admin(call)
      this.repos.of(String(call.body['did'])).password = String(call.body['password'])
    },
    'com.atproto.admin.deleteAccount': (call) => {
      this.#admin(call)
      this.repos.accounts.delete(String(call.body['did']))
    },
    'com.atproto.sync.listRepos': ({ query }) => {
      const all = [...this.repos.accounts.values()]
      const from = Number(query.get('cursor') ?? 0)
      const page = all.slice(from, from + Number(query.get('limit') ?? 500))
      return { repos: page.map(({ did, rev }) => ({ did, rev, head: cidOf(rev, 0x71), active: true })), ...(from + page.length < all.length ? { cursor: String(from + page.length) } : {}) }
    },
    'com.atproto.repo.getRecord': ({ query }) => {
      const place = `${query.get('collection') ?? ''}/${query.get('rkey') ?? ''}`
      const record = this.repos.accounts.get(query.get('repo') ?? '')?.records.get(place)
      const uri = `at://${query.get('repo') ?? ''}/${place}`
      if (record === undefined) throw new XrpcRefusal('RecordNotFound', `Could not locate record: ${uri}`)
      return { uri, ...record }
    },
    'com.atproto.repo.listRecords': ({ query }) => {
      const account = this.repos.accounts.get(query.get('repo') ?? '')
      if (account === undefined) throw new XrpcRefusal('InvalidRequest', `Could not find repo: ${query.get('repo') ?? ''}`)
      const records = this.repos.list(account, query.get('collection') ?? '', Number(query.get('limit') ?? 50), query.get('cursor'))
      const last = records.at(-1)
      return { records, ...(last === undefined ? {} : { cursor: last.uri.split('/').at(-1) }) }
    },
    'com.atproto.repo.putRecord': (call) => {
      const { collection, rkey, record, swapRecord } = call.body as { collection: string; rkey: string; record: Json; swapRecord?: string | null }
      return this.repos.put(this.#own(call), collection, rkey, record, swapRecord)
    },
    'com.atproto.repo.deleteRecord': (call) => {
      const account = this.#own(call)
      return this.repos.remove(account, String(call.body['collection']), String(call.body['rkey'])) ? { commit: { cid: cidOf(account.rev, 0x71), rev: account.rev } } : {}
    },
    'com.atproto.repo.uploadBlob': (call) => {
      this.#signedIn(call)
      return { blob: { $type: 'blob', ref: { $link: cidOf(call.bytes, 0x55) }, mimeType: call.request.headers['content-type'], size: call.bytes.byteLength } }
    },
  }

  /** Every token has run out. */
  expireTokens(): void {
    this.#tokens.clear()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '', 'http://localhost')
      const name = url.pathname.replace('/xrpc/', '')
      this.asked.push(name)
      const bytes = await buffer(request)
      const isJson = request.headers['content-type']?.startsWith('application/json') === true
      const call: Call = { query: url.searchParams, body: isJson ? JSON.parse(bytes.toString()) as Json : {}, bytes, request }
      const handle = this.#calls[name]
      if (handle === undefined) throw new XrpcRefusal('MethodNotImplemented', `not implemented here: ${name}`, 501)
      fitting(name, call)
      const answer = handle(call)
      if (answer === undefined) response.writeHead(200).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    } catch (error) {
      const { status, error: named, message } = error instanceof XrpcRefusal ? error : new XrpcRefusal('InternalServerError', String(error), 500)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: named, message }))
    }
  }

  #admin({ request }: Call): void {
    const expected = `Basic ${Buffer.from(`admin:${this.#adminPassword}`).toString('base64')}`
    if (request.headers.authorization !== expected) throw new XrpcRefusal('AuthenticationRequired', 'Authentication Required', 401)
  }

  #signedIn({ request }: Call): string {
    const did = this.#tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
    if (did === undefined) throw new XrpcRefusal('ExpiredToken', 'Token has expired')
    return did
  }

  #own(call: Call): FarAccount {
    const did = this.#signedIn(call)
    if (call.body['repo'] !== did) throw new XrpcRefusal('AuthMissing', 'Authentication Required', 401)
    return this.repos.of(did)
  }

  #session({ did, handle }: FarAccount) {
    const token = `token-${++this.#given}`
    this.#tokens.set(token, did)
    return { did, handle, accessJwt: token, refreshJwt: `refresh-${token}` }
  }
}

function infoOf({ did, handle, email }: FarAccount) {
  return { did, handle, email, indexedAt: '2026-11-21T00:00:00.000Z' }
}

/** What a request says, held against its lexicon. */
function fitting(name: string, { query, body }: Call): void {
  const definition = lexicons.getDefOrThrow(name)
  try {
    if (definition.type === 'procedure' && definition.input?.encoding === 'application/json') lexicons.assertValidXrpcInput(name, body)
    if (definition.type !== 'query') return
    const kinds = definition.parameters?.properties ?? {}
    const params = Object.fromEntries([...new Set(query.keys())].map((key) => {
      const kind = kinds[key]?.type
      return [key, kind === 'array' ? query.getAll(key) : kind === 'integer' ? Number(query.get(key)) : query.get(key)]
    }))
    lexicons.assertValidXrpcParams(name, params)
  } catch (error) {
    throw new XrpcRefusal('InvalidRequest', String(error))
  }
}
