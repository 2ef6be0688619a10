/** The image of a post as the public sees it: where it is found, in which sizes, and its label. */
import type { Image, Picture } from '@troupe/contract'

/** `automated`: whoever shows it is. A person's image whose file says what made it bears the label as well. */
export function imageOf({ id, alt, width, height, colour, generator, placeholder, variants }: Picture, automated: boolean, createdMs: number): Image {
  return {
    id, alt, width, height, url: `/images/${id}`, variants: variants.map((variant) => ({ url: `/images/${id}/${variant.width}.${variant.format}`, ...variant })),
    colour, automated: automated || generator !== null, generator, placeholder, createdAt: new Date(createdMs).toISOString(),
  }
}
