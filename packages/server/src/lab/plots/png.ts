/**
 * A drawn plot as PNG: no browser, letters from the font files that lie beside the program, so that a bare server draws the
 * same picture. Drawn in a process of its own: resvg is native code, and what breaks it must not end the server.
 */
import { ExpectedError } from '../../base/errors.ts'
import { DrawingDeathError } from '../../image/processes/drawing-process.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'

/** Twice the SVG's size, for screens that show it so. */
const SCALE = 2

export type DrawsPng = Pick<ImageProcesses, 'png'>

class PngUnavailableError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'png-unavailable'

  constructor(cause: unknown) {
    super('The PNG could not be drawn: its renderer (@resvg/resvg-js) broke over it, or has no prebuilt binary for this platform. Take the SVG instead.')
    this.cause = cause
  }
}

export async function pngOf(svg: string, images: DrawsPng, signal: AbortSignal): Promise<Buffer> {
  try {
    const png = await images.png(svg, SCALE, signal)
    return Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  } catch (error) {
    throw error instanceof DrawingDeathError ? new PngUnavailableError(error) : error
  }
}
