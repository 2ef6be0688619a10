/**
 * As much of S3 as the client's four calls need, in memory, on loopback: objects in one bucket, paths in path style, the
 * errors' XML. It checks that each request is signed by the key it knows, in the form of Signature Version 4, and that the
 * signature covers the body. `next` says how the next requests fare instead.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

const SIGNED = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

export class S3Server implements AsyncDisposable {
  readonly #server = createServer((request, response) => this.#serve(request, response))
  readonly #next: Behaviour[] = []
  readonly objects = new Map<string, { readonly bytes: Buffer; readonly contentType: string; readonly cacheControl: string }>()
  /** `GET /bucket/key`, in order. */
  readonly requests: string[] = []
  readonly faults: string[] = []
  readonly #accessKeyId: string

  private constructor(accessKeyId: string) {
    this.#accessKeyId = accessKeyId
  }

  static async start(accessKeyId: string): Promise<S3Server> {
    const server = new S3Server(accessKeyId)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  next(...behaviours: Behaviour[]): void {
    this.#next.push(...behaviours)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined)
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      this.requests.push(`${request.method} ${request.url}`)
      const fault = this.#faultOf(request, body)
      if (fault !== null) this.faults.push(fault)
      const behave = this.#next.shift()
      if (behave !== undefined) return behave(request, response)
      if (fault !== null) return error(403, 'SignatureDoesNotMatch')(request, response)
      this.#answer(request, response, body)
    })
  }

  #faultOf(request: IncomingMessage, body: Buffer): string | null {
    const signed = SIGNED.exec(request.headers.authorization ?? '')
    if (signed === null) return `no signature: ${request.headers.authorization}`
    if (signed[1] !== this.#accessKeyId) return `another key: ${signed[1]}`
    for (const name of ['host', 'x-amz-date', 'x-amz-content-sha256']) if (!signed[4]?.split(';').includes(name)) return `${name} is not signed`
    const claimed = request.headers['x-amz-content-sha256']
    return claimed === 'UNSIGNED-PAYLOAD' || claimed === createHash('sha256').update(body).digest('hex') ? null : 'the signature covers another body'
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://s3').pathname)
    if (!path.startsWith('/gallery/')) return error(404, 'NoSuchBucket')(request, response)
    const found = this.objects.get(path)
    switch (request.method) {
      case 'PUT':
        this.objects.set(path, { bytes: body, contentType: request.headers['content-type'] ?? '', cacheControl: request.headers['cache-control'] ?? '' })
        response.writeHead(200, { etag: '"x"' }).end()
        return
      case 'GET':
        if (found === undefined) return error(404, 'NoSuchKey')(request, response)
        response.writeHead(200, { 'content-type': found.contentType, 'content-length': found.bytes.byteLength }).end(found.bytes)
        return
      case 'DELETE':
        this.objects.delete(path)
        response.writeHead(204).end()
        return
      default:
        error(501, 'NotImplemented')(request, response)
    }
  }
}

export function error(status: number, code: string): Behaviour {
  return (_, response) => { response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>as scripted</Message></Error>`) }
}
