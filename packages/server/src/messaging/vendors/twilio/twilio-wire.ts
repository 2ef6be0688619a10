/**
 * Twilio's client over our own requests: behind the guard, given up by a signal, and to another server where one is set. The client's
 * own (`RequestClient`, axios) would follow the environment's proxies and can't be stopped.
 */
import type { RequestClient } from 'twilio'

interface TwilioRequest {
  readonly method?: string
  readonly uri?: string
  readonly username?: string
  readonly password?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly params?: object
  readonly data?: object
}

interface WireParts {
  readonly fetch: typeof fetch
  readonly baseUrl: string | null
  readonly signal: AbortSignal
}

export function twilioWire({ fetch: go, baseUrl, signal }: WireParts): RequestClient {
  const request = async ({ method = 'get', uri = '', username = '', password = '', headers = {}, params, data }: TwilioRequest) => {
    const asked = new URL(uri)
    const url = baseUrl === null ? asked : new URL(baseUrl + asked.pathname + asked.search)
    for (const [name, value] of pairs(params)) url.searchParams.append(name, value)
    const response = await go(url, {
      method: method.toUpperCase(), signal,
      headers: { ...lowerCase(headers), authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
      ...(data === undefined ? {} : { body: new URLSearchParams(pairs(data)).toString() }),
    })
    return { statusCode: response.status, body: await response.text(), headers: Object.fromEntries(response.headers) }
  }
  // Of all that a RequestClient is, the client calls this alone.
  return { request } as unknown as RequestClient
}

function pairs(given: object = {}): [string, string][] {
  return Object.entries(given).flatMap(([name, value]: [string, unknown]) => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map((one): [string, string] => [name, String(one)]))
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
