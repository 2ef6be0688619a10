/** Sends the form. `fetch` tells nothing of what has left so far; the older way does. */
import type { GalleryItem, Problem } from '@troupe/contract'
import type { ApiPath } from '../../../api/path.ts'
import { answerOf, ApiError } from '../../../api/request.ts'

export interface ImageToSend {
  file: File
  alt: string
  title: string
  text: string
}

/** `onSent`: the share that has left, 1 once all has. Throws `ApiError`. */
export function sendImage(to: ApiPath<GalleryItem>, { file, ...words }: ImageToSend, csrfToken: string, onSent: (share: number) => void, signal: AbortSignal): Promise<GalleryItem> {
  const form = new FormData()
  for (const [name, said] of Object.entries(words)) form.append(name, said)
  form.append('image', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', to)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-csrf-token', csrfToken)
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onSent(loaded / total)
    })
    request.upload.addEventListener('load', () => onSent(1))
    request.addEventListener('load', () => {
      try {
        resolve(answerOf<GalleryItem>(request.status, bodyOf(request.responseText)))
      } catch (error) {
        reject(error instanceof Error ? error : new ApiError(request.status, null))
      }
    })
    request.addEventListener('error', () => reject(new ApiError(0, null)))
    request.addEventListener('abort', () => reject(new ApiError(0, null)))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}

function bodyOf(text: string): GalleryItem | Problem | null {
  try {
    return JSON.parse(text) as GalleryItem | Problem
  } catch {
    return null
  }
}
