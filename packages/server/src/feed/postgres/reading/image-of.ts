/** The image of a post as the public sees it: where it is found, in which sizes, and its label. */
import type { Image, Picture } from '@troupe/contract'

/** Of the smaller ones that are served, in pixels. */
export const VARIANT_WIDTHS = [320, 640, 1280] as const
const FORMATS = ['avif', 'webp'] as const

export function imageOf({ id, alt, width, height, colour, generator, placeholder }: Picture, automated: boolean, createdMs: number): Image {
  const variants = VARIANT_WIDTHS.filter((wide) => wide < width).flatMap((wide) => FORMATS.map((format) => ({
    url: `/images/${id}/${wide}.${format}`, width: wide, height: Math.round(height * wide / width), format,
  })))
  return { id, alt, width, height, url: `/images/${id}`, variants, colour, automated, generator, placeholder, createdAt: new Date(createdMs).toISOString() }
}
