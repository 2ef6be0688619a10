/**
 * The `fetch` that providers' clients get: follows no redirect, since a redirect would carry the key along (browsers'
 * rules only drop `Authorization`, not `x-api-key` or `x-goog-api-key`), and ends a body that does not end.
 */
export type Fetch = typeof globalThis.fetch

/** The longest answer a model can give, 128,000 tokens with reasoning, is about a megabyte. */
const REPLY_BYTES_MAX = 8 * 1024 * 1024

/** A provider's reply went on beyond `REPLY_BYTES_MAX`. */
export class EndlessReplyError extends Error {
  constructor(bytesMax: number) {
    super(`The reply went on for more than ${Math.round(bytesMax / 1024)} KB.`)
    this.name = 'EndlessReplyError'
  }
}

export function boundedFetch(fetch: Fetch, bytesMax: number = REPLY_BYTES_MAX): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' })
    if (response.body === null) return response
    let bytes = 0
    const bounded = response.body.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        // The error also cancels the body upstream, which closes the connection.
        if (bytes > bytesMax) controller.error(new EndlessReplyError(bytesMax))
        else controller.enqueue(chunk)
      },
    }))
    return new Response(bounded, { status: response.status, statusText: response.statusText, headers: response.headers })
  }
}
