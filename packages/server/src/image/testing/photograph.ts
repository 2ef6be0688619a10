/** A photograph as a telephone makes it: lying on its side, with the name of its owner and its place written into it. */
import sharp from 'sharp'

export const WRITTEN_BY_CAMERA = 'Nell at home'

/** 640 × 480 as the file has it, 480 × 640 once it is turned. */
export function photograph(red: number): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: { r: red, g: 60, b: 60 }, noise: { type: 'gaussian', mean: 128, sigma: 20 } } })
    .withMetadata({ orientation: 6 }).withExifMerge({ IFD0: { Artist: WRITTEN_BY_CAMERA }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } }).jpeg().toBuffer()
}
