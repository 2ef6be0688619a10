/** What a page can say of a file before it is sent; the server looks at what is in it. */
import { LIMITS } from '../limits.ts'

export const TAKEN_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const

/** Null where it may do. */
export function faultOfFile({ size, type }: Pick<File, 'size' | 'type'>): string | null {
  if (size === 0) return 'The file is empty.'
  if (size > LIMITS.uploadBytes) return `The file has ${megabytes(size)}; at most ${megabytes(LIMITS.uploadBytes)} are taken.`
  // Some systems name no type; then the server says.
  if (type !== '' && !(TAKEN_TYPES as readonly string[]).includes(type)) return 'Choose a JPEG, PNG, WebP, AVIF or GIF image.'
  return null
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(bytes % 1_048_576 === 0 ? 0 : 1)} MB`
}
