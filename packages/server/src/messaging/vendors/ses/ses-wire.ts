/** SES's client over our own requests: behind the guard, wherever its endpoint is said to be. */
import type { SESv2ClientConfig } from '@aws-sdk/client-sesv2'

interface SesRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export function sesWire(go: typeof fetch): NonNullable<SESv2ClientConfig['requestHandler']> {
  const handle = async (request: SesRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    const url = new URL(`${request.protocol}//${request.hostname}${request.port === undefined ? '' : `:${request.port}`}${request.path}`)
    for (const [name, value] of Object.entries(request.query ?? {})) for (const one of Array.isArray(value) ? value as string[] : [value as string | null]) url.searchParams.append(name, one ?? '')
    const response = await go(url, { method: request.method, headers: { ...request.headers }, ...(request.body === undefined ? {} : { body: request.body as string }), ...(abortSignal === undefined ? {} : { signal: abortSignal }) })
    return { response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) } }
  }
  // The client asks a handler for no more than this and its settings, of which there are none.
  return { handle, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}) } as unknown as NonNullable<SESv2ClientConfig['requestHandler']>
}
